package io.fairfall.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.audit.DynamoShelf;
import io.fairfall.edge.Aws;
import io.fairfall.edge.CommonCode;
import io.fairfall.edge.ConflictMetric;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Functions;
import io.fairfall.edge.Log;
import io.fairfall.edge.Metrics;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.game.GameJournal;
import io.fairfall.game.bets.CrashGame;
import io.fairfall.house.HouseJournal;
import io.fairfall.house.LowBankroll;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.json.JsonCodec;
import io.fairfall.keys.LedgerKeys;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Sources;
import io.fairfall.settings.Bounds;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The operations function. It is invoked directly, with one command, and answers {@code {"ok":
 * true, …}} or {@code {"ok": false, "problem": {"code", "detail", …}}}. It never fails as a
 * function, so that an operator always reads a sentence.
 */
public final class Operations implements RequestStreamHandler {
  private final Map<String, Action> actions = new TreeMap<>();

  public Operations() {
    this(System.getenv());
  }

  public Operations(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    InstantSource clock = InstantSource.system();
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    Journals accounts = new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE"));
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    SettingsJournal settings = new SettingsJournal(events, clock, loop);
    SettingsActions changes = new SettingsActions(settings, deployed(environment));
    actions.put("settings.show", changes::show);
    actions.put("settings.change", changes::change);
    actions.put("settings.history", changes::history);
    GameJournal game = new GameJournal(events);
    actions.put("health", new Health(environment.require("RELEASE"), settings, game, clock)::look);
    HouseActions house =
        new HouseActions(
            new HouseJournal(events, clock, loop),
            new LowBankroll(settings, new Breaker(settings, metrics::count)));
    actions.put("audit.last", command -> AuditReports.last(events, command));
    actions.put("house.show", house::show);
    actions.put("house.fund", house::fund);
    Sources sources =
        new Sources(accounts, new CrashGame(game), settings, LedgerKeys.of(environment, clock));
    Accounts ledger = new Accounts(sources, clock, ThreadLocalRandom::current);
    Redrive redrive =
        new Redrive(
            new DynamoShelf(dynamo, environment.require("ACCOUNTS_TABLE")),
            events,
            new SettlerCursors(dynamo, environment.require("WORK_TABLE")),
            clock,
            loop);
    actions.put("feed.redrive", redrive::facts);
    actions.put("feed.settle", redrive::settle);
    DepositActions deposits =
        new DepositActions(
            new Functions(environment, DepositActions.PATIENCE),
            environment.require("DEPOSIT_OPERATIONS_FUNCTION"));
    for (String action : DepositActions.NAMES) {
      actions.put(action, deposits::handOn);
    }
    actions.put("migrate.open", new Openings(accounts, ledger)::open);
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
      answer.putAll(run(Command.parse(text)));
      return answer;
    } catch (Refusal refusal) {
      return refused(refusal.problem());
    } catch (StoreUnavailable failure) {
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

  private Map<String, Object> run(Command command) {
    Action action = actions.get(command.action());
    if (action == null) {
      throw Refusal.invalid(
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

  private static Bounds deployed(Environment environment) {
    return Bounds.parse(
        environment.require("MIN_STAKE"),
        environment.require("MAX_STAKE"),
        environment.require("MAX_PROFIT"));
  }
}
