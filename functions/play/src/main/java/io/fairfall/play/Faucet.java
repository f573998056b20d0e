package io.fairfall.play;

import io.avaje.jsonb.Json;
import io.fairfall.edge.Aws;
import io.fairfall.edge.ClientJson;
import io.fairfall.edge.Environment;
import io.fairfall.edge.GatewayFunction;
import io.fairfall.edge.Problem;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.game.GameJournal;
import io.fairfall.game.bets.CrashGame;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.keys.LedgerKeys;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Balance;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.Sources;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Play ether for whoever asks, on one machine only. It goes through the ledger like any other
 * adjustment. The template deploys it in local mode alone, and it refuses to start in any other.
 */
public final class Faucet extends GatewayFunction {
  private static final Wei MAX_AMOUNT = Wei.ofEther(1_000);
  private static final int RANDOM_BYTES = 12;

  private final Accounts accounts;
  private final RandomGenerator random = new SecureRandom();

  public Faucet() {
    this(System.getenv());
  }

  public Faucet(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    if (!environment.require("MODE").equals("local")) {
      throw new IllegalStateException("the faucet runs in local mode only");
    }
    DynamoDbClient dynamo = new Aws(environment).dynamoDb();
    InstantSource clock = InstantSource.system();
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    this.accounts =
        new Accounts(
            new Sources(
                new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")),
                new CrashGame(new GameJournal(events)),
                new SettingsJournal(events, clock),
                LedgerKeys.of(environment, clock)),
            clock,
            ThreadLocalRandom::current);
  }

  @Json
  record Form(@Nullable String amount) {}

  @Json
  record Credited(Balance account) {}

  @Override
  protected Response respond(Request request) {
    String player = request.requirePlayer();
    Wei amount = amount(ClientJson.read(Form.class, request.body()));
    // whoever asks for more has often just lost, and should see it
    accounts.settle(player);
    Operation.Adjustment credit =
        new Operation.Adjustment(
            operationId(player, request.header("idempotency-key")),
            amount.value(),
            "play ether",
            "faucet");
    return switch (accounts.adjust(player, credit, false)) {
      case Answer.Ok ok -> Response.ok(new Credited(Balance.of(ok.entry().after())));
      case Answer.No no -> throw Refusals.of(no).refusal();
      case Answer.TooSoon tooSoon -> throw Refusals.tooSoon(tooSoon).refusal();
      case Answer.Nothing nothing -> throw new IllegalStateException("a credit is never nothing");
    };
  }

  @Override
  protected Problem explain(RuntimeException failure) {
    return Refusals.explain(failure);
  }

  /** Play ether can be asked for without a key: asking twice gives twice. */
  private OperationId operationId(String player, @Nullable String key) {
    if (key != null) {
      return OperationId.parse(key)
          .orElseThrow(() -> Refusal.invalid("The Idempotency-Key is malformed."));
    }
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    long version = accounts.read(player).version();
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new OperationId(version, version + "." + text);
  }

  private static Wei amount(Form form) {
    try {
      Wei amount = Wei.parse(form.amount() == null ? "" : form.amount());
      if (amount.isZero() || MAX_AMOUNT.isLessThan(amount)) {
        throw Refusal.invalid("amount must be between 1 and " + MAX_AMOUNT + " wei.");
      }
      return amount;
    } catch (IllegalArgumentException malformed) {
      throw Refusal.invalid("amount must be wei as a decimal string.");
    }
  }
}
