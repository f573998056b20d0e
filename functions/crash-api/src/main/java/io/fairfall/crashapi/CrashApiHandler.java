package io.fairfall.crashapi;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundSecrets;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.http.CommonCode;
import io.fairfall.http.GatewayFunction;
import io.fairfall.http.PollingCounter;
import io.fairfall.http.Problem;
import io.fairfall.http.Request;
import io.fairfall.http.Response;
import io.fairfall.http.RouteInputs;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.platform.Metrics;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The play function: the routes of both APIs, each to its use case. */
public final class CrashApiHandler extends GatewayFunction {
  /** A cash-out needs no key, and one that comes with it asks for nothing else. */
  private static final Map<String, RouteInputs> INPUTS =
      Map.ofEntries(
          Map.entry(
              "POST /v1/bets",
              RouteInputs.BODY.withHeaders("idempotency-key", "idempotency-attempt")),
          Map.entry(
              "POST /v1/bets/{betId}/cashout",
              RouteInputs.NONE.withHeaders(
                  "cashout-stamp", "idempotency-key", "idempotency-attempt")),
          Map.entry("GET /v1/account/entries", RouteInputs.query("before", "limit")),
          Map.entry("GET /v1/reconciliation", RouteInputs.query("from")),
          Map.entry(
              "POST /v1/account/protection",
              RouteInputs.BODY.withHeaders("idempotency-key", "idempotency-attempt")),
          Map.entry("GET /v1/rounds/current", RouteInputs.NONE.withHeaders(PollingCounter.HEADER)),
          Map.entry("GET /v1/rounds", RouteInputs.query("limit")),
          Map.entry("GET /v1/fairness", RouteInputs.query("before")),
          Map.entry("GET /v1/withdrawals", RouteInputs.query("before", "limit")),
          Map.entry(
              "POST /v1/withdrawals",
              RouteInputs.BODY.withHeaders("idempotency-key", "idempotency-attempt")),
          Map.entry("GET /v1/solvency", RouteInputs.query("before", "limit")));

  private final BetHandler handler;
  private final CashoutHandler cashoutHandler;
  private final AccountEndpoint accounts;
  private final ReconciliationEndpoint reconciliation;
  private final PlayerLimitsEndpoint protection;
  private final WithdrawalsEndpoint withdrawals;
  private final SolvencyEndpoint solvency;
  private final RoundsEndpoint rounds;
  private final PollingCounter counter;

  public CrashApiHandler() {
    this(System.getenv());
  }

  public CrashApiHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    InstantSource clock = InstantSource.system();
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    GameJournal game = new GameJournal(events);
    RoundSecrets secrets = new RoundSecrets(dynamo, environment.require("SECRETS_TABLE"));
    LedgerMacKeys keys = LedgerMacKeys.of(environment, clock);
    SettingsJournal settings = new SettingsJournal(events, clock);
    Metrics metrics = new Metrics(environment, clock);
    Accounts ledger =
        new Accounts(
            new LedgerPorts(
                new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")),
                new CrashGame(game, secrets::read),
                settings,
                keys),
            clock,
            ThreadLocalRandom::current,
            new ConflictMetric(metrics));
    String workTable = environment.require("WORK_TABLE");
    HistoryRate rate = new HistoryRate(key -> new CoordinationItem(dynamo, workTable, key), clock);
    this.handler = new BetHandler(ledger);
    this.cashoutHandler = new CashoutHandler(ledger, new SignedStamps(keys), rate, metrics, clock);
    this.accounts = new AccountEndpoint(ledger, rate);
    this.reconciliation = new ReconciliationEndpoint(ledger, rate);
    this.protection = new PlayerLimitsEndpoint(ledger, clock);
    LambdaInvoker invoker = new LambdaInvoker(environment);
    this.withdrawals =
        new WithdrawalsEndpoint(
            ledger,
            WithdrawalRequests.of(environment, dynamo, keys, invoker, clock),
            settings,
            rate,
            Math.toIntExact(environment.requireNumber("WITHDRAWAL_CONFIRMATIONS")),
            environment.require("PAYS_WITHDRAWALS").equals("true"));
    this.solvency = SolvencyEndpoint.of(events, dynamo, environment.require("SECRETS_TABLE"), rate);
    this.counter = new PollingCounter(metrics, "game");
    this.rounds =
        new RoundsEndpoint(
            game, events, settings, PollingPresence.of(environment, dynamo, invoker, clock), clock);
  }

  @Override
  protected Map<String, RouteInputs> inputs() {
    return INPUTS;
  }

  @Override
  protected Response respond(Request request) {
    return switch (request.route()) {
      case "POST /v1/bets" -> handler.overHttp(request);
      case "bet" -> handler.overSocket(request);
      case "POST /v1/bets/{betId}/cashout" -> cashoutHandler.overHttp(request);
      case "cashout" -> cashoutHandler.overSocket(request);
      case "GET /v1/account" -> accounts.account(request);
      case "GET /v1/account/entries" -> accounts.entries(request);
      case "GET /v1/reconciliation" -> reconciliation.show(request);
      case "GET /v1/account/protection" -> protection.read(request);
      case "POST /v1/account/protection" -> protection.change(request);
      case "POST /v1/withdrawals" -> withdrawals.withdraw(request);
      case "GET /v1/withdrawals" -> withdrawals.list(request);
      case "GET /v1/withdrawals/{withdrawalId}" -> withdrawals.one(request);
      case "GET /v1/solvency" -> solvency.list(request);
      case "GET /v1/solvency/{statementNumber}/proof" -> solvency.prove(request);
      case "GET /v1/rounds/current" -> {
        counter.count(request);
        yield rounds.current();
      }
      case "GET /v1/rounds" -> rounds.recent(request);
      case "GET /v1/rounds/{roundId}" -> rounds.one(request);
      case "GET /v1/fairness" -> rounds.fairness(request);
      default -> throw Problem.of(CommonCode.NOT_FOUND, "There is no such route.").refusal();
    };
  }

  @Override
  public Problem explain(RuntimeException failure) {
    return RejectionProblems.explain(failure);
  }
}
