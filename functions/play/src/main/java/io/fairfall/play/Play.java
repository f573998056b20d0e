package io.fairfall.play;

import io.fairfall.edge.Aws;
import io.fairfall.edge.CommonCode;
import io.fairfall.edge.Environment;
import io.fairfall.edge.GatewayFunction;
import io.fairfall.edge.Metrics;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.game.GameJournal;
import io.fairfall.game.RoundSecrets;
import io.fairfall.game.bets.CrashGame;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.WorkItem;
import io.fairfall.keys.LedgerKeys;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Sources;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The play function: the routes of both APIs, each to its use case. */
public final class Play extends GatewayFunction {
  private final Bets bets;
  private final Cashouts cashouts;
  private final AccountPages accounts;
  private final ReconciliationPage reconciliation;
  private final ProtectionPages protection;
  private final RoundPages rounds;
  private final Fallbacks fallbacks;

  public Play() {
    this(System.getenv());
  }

  public Play(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    InstantSource clock = InstantSource.system();
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    GameJournal game = new GameJournal(events);
    RoundSecrets secrets = new RoundSecrets(dynamo, environment.require("SECRETS_TABLE"));
    LedgerKeys keys = LedgerKeys.of(environment, clock);
    SettingsJournal settings = new SettingsJournal(events, clock);
    Accounts ledger =
        new Accounts(
            new Sources(
                new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")),
                new CrashGame(game, secrets::read),
                settings,
                keys),
            clock,
            ThreadLocalRandom::current);
    String workTable = environment.require("WORK_TABLE");
    HistoryRate rate = new HistoryRate(key -> new WorkItem(dynamo, workTable, key), clock);
    this.bets = new Bets(ledger);
    this.cashouts = new Cashouts(ledger, new SignedStamps(keys), rate, clock);
    this.accounts = new AccountPages(ledger, rate);
    this.reconciliation = new ReconciliationPage(ledger, rate);
    this.protection = new ProtectionPages(ledger, clock);
    this.fallbacks = new Fallbacks(new Metrics(environment, clock));
    this.rounds =
        new RoundPages(game, events, settings, Presence.of(environment, dynamo, clock), clock);
  }

  @Override
  protected Response respond(Request request) {
    return switch (request.route()) {
      case "POST /v1/bets" -> bets.overHttp(request);
      case "bet" -> bets.overSocket(request);
      case "POST /v1/bets/{betId}/cashout" -> cashouts.overHttp(request);
      case "cashout" -> cashouts.overSocket(request);
      case "GET /v1/account" -> accounts.account(request);
      case "GET /v1/account/entries" -> accounts.entries(request);
      case "GET /v1/reconciliation" -> reconciliation.show(request);
      case "GET /v1/account/protection" -> protection.read(request);
      case "POST /v1/account/protection" -> protection.change(request);
      case "GET /v1/rounds/current" -> {
        fallbacks.count(request);
        yield rounds.current();
      }
      case "GET /v1/rounds" -> rounds.recent(request);
      case "GET /v1/rounds/{roundId}" -> rounds.one(request);
      case "GET /v1/fairness" -> rounds.fairness();
      default -> throw Problem.of(CommonCode.NOT_FOUND, "There is no such route.").refusal();
    };
  }

  @Override
  protected Problem explain(RuntimeException failure) {
    return Refusals.explain(failure);
  }
}
