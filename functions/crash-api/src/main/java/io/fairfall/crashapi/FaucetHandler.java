package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.http.GatewayFunction;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.http.RouteInputs;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Balance;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.money.Wei;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
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
public final class FaucetHandler extends GatewayFunction {
  private static final Map<String, RouteInputs> INPUTS =
      Map.of(
          "POST /v1/faucet",
          RouteInputs.BODY.withHeaders("idempotency-key", "idempotency-attempt"));

  private static final Wei MAX_AMOUNT = Wei.ofEther(1_000);
  private static final int RANDOM_BYTES = 12;

  private final Accounts accounts;
  private final RandomGenerator random = new SecureRandom();

  public FaucetHandler() {
    this(System.getenv());
  }

  public FaucetHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    if (!environment.isLocal()) {
      throw new IllegalStateException("the faucet runs in local mode only");
    }
    DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
    InstantSource clock = InstantSource.system();
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    this.accounts =
        new Accounts(
            new LedgerPorts(
                new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE")),
                new CrashGame(new GameJournal(events)),
                new SettingsJournal(events, clock),
                LedgerMacKeys.of(environment, clock)),
            clock,
            ThreadLocalRandom::current,
            new ConflictMetric(new Metrics(environment, clock)));
  }

  @Json
  record Form(@Nullable String amount) {}

  @Json
  record Credited(Balance account) {}

  @Override
  protected Map<String, RouteInputs> inputs() {
    return INPUTS;
  }

  @Override
  protected Response respond(Request request) {
    String player = request.requirePlayer();
    Wei amount = amount(RequestJson.read(Form.class, request.body()));
    // whoever asks for more has often just lost, and should see it
    accounts.settle(player);
    Operation.Adjustment credit =
        new Operation.Adjustment(
            operationId(player, request.header("idempotency-key")),
            amount.value(),
            "play ether",
            Operation.Adjustment.FAUCET);
    return switch (accounts.adjust(player, credit, false)) {
      case Answer.Ok ok -> Response.ok(new Credited(Balance.of(ok.entry().after())));
      case Answer.No no -> throw RejectionProblems.of(no).refusal();
      case Answer.RateLimited limited -> throw RejectionProblems.tooSoon(limited).refusal();
      case Answer.Nothing nothing -> throw new IllegalStateException("a credit is never nothing");
    };
  }

  @Override
  public Problem explain(RuntimeException failure) {
    return RejectionProblems.explain(failure);
  }

  /** Play ether can be asked for without a key: asking twice gives twice. */
  private OperationId operationId(String player, @Nullable String key) {
    if (key != null) {
      return OperationId.parse(key)
          .orElseThrow(() -> ProblemException.invalid("The Idempotency-Key is malformed."));
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
        throw ProblemException.invalid("amount must be between 1 and " + MAX_AMOUNT + " wei.");
      }
      return amount;
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.invalid("amount must be wei as a decimal string.");
    }
  }
}
