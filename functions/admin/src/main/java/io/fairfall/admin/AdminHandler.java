package io.fairfall.admin;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.ExposureReader;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.LowBankroll;
import io.fairfall.treasury.SettlerCursor;
import io.fairfall.treasury.Withdrawable;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The operations function. It is invoked directly, with one command, and answers {@code {"ok":
 * true, …}} or {@code {"ok": false, "problem": {"code", "detail", …}}}. It never fails as a
 * function, so that an operator always reads a sentence.
 */
public final class AdminHandler implements RequestStreamHandler {

  private final Map<String, AdminAction> actions = new TreeMap<>();

  public AdminHandler() {
    this(System.getenv());
  }

  public AdminHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    InstantSource clock = InstantSource.system();
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    MacKeySource keys = LedgerMacKeys.of(environment, clock);
    Journals events =
        new SealedJournals(new DynamoJournals(dynamo, environment.require("EVENTS_TABLE")), keys);
    Journals accounts = new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE"));
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    SettingsJournal settings = new SettingsJournal(events, clock, loop);
    SettingsActions changes = new SettingsActions(settings, deployed(environment));
    actions.put("settings.show", changes::show);
    actions.put("settings.change", changes::change);
    actions.put("settings.history", changes::history);
    GameJournal game = new GameJournal(events);
    actions.put(
        "health", new SystemHealth(environment.require("RELEASE"), settings, game, clock)::look);
    HouseJournal books = new HouseJournal(events, clock, loop);
    String workTable = environment.require("WORK_TABLE");
    SettlerCursor posted = SettlerCursor.ofPostings(dynamo, workTable);
    ExposureReader exposure = new ExposureReader(books, game, events, posted::unposted);
    HouseActions house =
        new HouseActions(
            books,
            new LowBankroll(settings, new Breaker(settings, metrics::count)),
            new Withdrawable(exposure::read, settings, game, clock)::free,
            game,
            settings);
    actions.put("audit.last", command -> AuditReports.last(events, command));
    actions.put("house.show", house::show);
    actions.put("house.fund", house::fund);
    LedgerPorts ports = new LedgerPorts(accounts, new CrashGame(game), settings, keys);
    Accounts ledger =
        new Accounts(ports, clock, ThreadLocalRandom::current, new ConflictMetric(metrics));
    Redrive redrive =
        new Redrive(
            new DynamoJournalTable(dynamo, environment.require("ACCOUNTS_TABLE")),
            events,
            List.of(SettlerCursor.ofAccounts(dynamo, workTable), posted),
            clock,
            loop);
    actions.put("feed.redrive", redrive::facts);
    actions.put("feed.settle", redrive::settle);
    DepositActions deposits =
        new DepositActions(
            new LambdaInvoker(environment, DepositActions.PATIENCE),
            environment.require("DEPOSIT_OPERATIONS_FUNCTION"));
    for (String action : DepositActions.NAMES) {
      actions.put(action, deposits::handOn);
    }
    OperatorProof operators = operators(environment, clock);
    PayoutJournal payouts =
        new PayoutJournal(
            new SealedPayouts(
                new DynamoJournals(dynamo, environment.require("PAYOUTS_TABLE")), keys),
            loop);
    PayoutQueue queue = new PayoutQueue(dynamo, environment.require("PAYOUT_QUEUE_TABLE"));
    addWithdrawals(environment, new WithdrawalActions(payouts, queue, operators, clock), operators);
    AdjustmentActions adjustments =
        new AdjustmentActions(
            new ProposalJournal(events, clock, loop), settings, ledger, operators, clock);
    actions.put("adjust.propose", adjustments::propose);
    actions.put("adjust.approve", adjustments::approve);
    actions.put("adjust.reject", adjustments::reject);
    actions.put("adjust.show", adjustments::show);
    actions.put("adjust.list", adjustments::list);
    actions.put("migrate.open", new BalanceImport(accounts, ledger)::open);
  }

  private void addWithdrawals(
      Environment environment, WithdrawalActions withdrawals, OperatorProof operators) {
    actions.put("withdrawals.list", withdrawals::list);
    actions.put("withdrawals.show", withdrawals::show);
    actions.put("withdrawals.approve", withdrawals::approve);
    actions.put("withdrawals.deny", withdrawals::deny);
    actions.put("withdrawals.cancel", withdrawals::cancel);
    LambdaInvoker chain = new LambdaInvoker(environment, DepositActions.PATIENCE);
    String nonces = environment.require("PAYOUT_OPERATIONS_FUNCTION");
    NonceActions passing = new NonceActions(operators, asked -> chain.invoke(nonces, asked));
    actions.put("withdrawals.skip-nonce", passing::skip);
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context lambda) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    out.write(JsonCodec.write(answer(text)).getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> answer(String text) {
    try {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("ok", true);
      answer.putAll(run(AdminCommand.parse(text)));
      return answer;
    } catch (ProblemException exception) {
      return refused(exception.problem());
    } catch (StoreUnavailableException failure) {
      Log.failure("operation_unanswered", failure, Map.of());
      return refused(
          Problem.of(
              CommonCode.UNAVAILABLE,
              "The store does not answer: nobody knows whether it happened. Look, then repeat."));
    } catch (RuntimeException failure) {
      Log.failure("operation_failed", failure, Map.of());
      return refused(Problem.of(CommonCode.INTERNAL, "This is our mistake: the log says more."));
    }
  }

  private Map<String, Object> run(AdminCommand command) {
    AdminAction action = actions.get(command.action());
    if (action == null) {
      throw ProblemException.invalid(
          "There is no action "
              + command.action()
              + ", only "
              + String.join(", ", actions.keySet())
              + ".");
    }
    return action.run(command);
  }

  private static Map<String, Object> refused(Problem problem) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ok", false);
    answer.put("problem", problem.members());
    return answer;
  }

  /** On AWS operators sign; on one machine they say who they are. */
  private static OperatorProof operators(Environment environment, InstantSource clock) {
    if (environment.isLocal()) {
      return new LocalOperators();
    }
    List<String> named =
        Stream.of(environment.find("OPERATORS").orElse("").split(",", -1))
            .map(String::strip)
            .filter(arn -> !arn.isEmpty())
            .toList();
    return new SignedOperators(
        new SignedOperators.Audience(
            environment.require("AWS_LAMBDA_FUNCTION_NAME"),
            environment.require("AWS_REGION"),
            environment.require("OPERATORS_ACCOUNT"),
            named),
        StsRequest::send,
        clock);
  }

  private static BetBounds deployed(Environment environment) {
    return BetBounds.parse(
        environment.require("MIN_STAKE"),
        environment.require("MAX_STAKE"),
        environment.require("MAX_PROFIT"));
  }
}
