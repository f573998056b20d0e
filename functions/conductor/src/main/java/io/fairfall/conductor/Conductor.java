package io.fairfall.conductor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.chain.Providers;
import io.fairfall.chain.Standings;
import io.fairfall.edge.Aws;
import io.fairfall.edge.ConflictMetric;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Functions;
import io.fairfall.edge.Metrics;
import io.fairfall.game.GameJournal;
import io.fairfall.game.RoundSecrets;
import io.fairfall.game.bets.RoundFacts;
import io.fairfall.house.Exposure;
import io.fairfall.house.HouseJournal;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.settings.Bounds;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The function that runs the rounds. A schedule invokes it every minute, and whoever comes while it
 * rests invokes it at once. What it is sent does not matter: what is to be done stands in the
 * journals.
 */
public final class Conductor implements RequestStreamHandler {
  /** A round that was settled so long ago is posted, though one tick of the settler may fail. */
  private static final long POSTED_WITHIN_MS = 180_000;

  private final InstantSource clock = InstantSource.system();
  private final Sleeper sleeper = Sleeper.exact(clock);
  private final StoreClock storeClock = new StoreClock(clock);
  private final DynamoDbClient dynamo;
  private final Environment environment;
  private final GameJournal game;
  private final Rounds rounds;
  private final RoundBounds bounds;
  private final Fairness fairness;
  private final Terms terms;

  public Conductor() {
    this(System.getenv());
  }

  public Conductor(Map<String, String> variables) {
    environment = new Environment(variables);
    dynamo = new Aws(environment).dynamoDb(storeClock);
    terms = Terms.of(environment);
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    String secretsTable = environment.require("SECRETS_TABLE");
    game = new GameJournal(events);
    rounds =
        new Rounds(
            game,
            new RoundSecrets(dynamo, secretsTable),
            Announcer.through(new Functions(environment), environment.require("FANOUT_FUNCTION")),
            terms,
            clock);
    bounds = bounds(events);
    ChainSecrets chains = new ChainSecrets(dynamo, secretsTable);
    fairness = new Fairness(events, chains, maker(events, chains));
  }

  private RoundBounds bounds(Journals events) {
    Metrics metrics = new Metrics(environment, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    SettingsJournal settings = new SettingsJournal(events, clock, loop);
    HouseJournal house = new HouseJournal(events, clock, loop);
    return new RoundBounds(
        Bounds.parse(
            environment.require("MIN_STAKE"),
            environment.require("MAX_STAKE"),
            environment.require("MAX_PROFIT")),
        settings,
        new Breaker(settings, metrics::count),
        house::books,
        before ->
            Exposure.bankrollAtWorst(
                house, game, events, before, clock.millis() - POSTED_WITHIN_MS),
        round -> RoundFacts.told(events, round, Long.MAX_VALUE));
  }

  private ChainMaker maker(Journals events, ChainSecrets chains) {
    SecureRandom random = new SecureRandom();
    long chainId = environment.requireNumber("CHAIN_ID");
    return new ChainMaker(
        events,
        chains,
        Providers.at(environment.require("ETHEREUM_RPC_URL"), chainId, Standings.NONE, clock),
        chainId,
        environment.requireNumber("CHAIN_LENGTH"),
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        },
        clock);
  }

  @Override
  public void handleRequest(InputStream ignored, OutputStream nothing, Context lambda) {
    long endsAtMs = clock.millis() + lambda.getRemainingTimeInMillis();
    String workTable = environment.require("WORK_TABLE");
    Lease lease = new Lease(dynamo, workTable, UUID.randomUUID().toString());
    Watchers watchers = new Watchers(dynamo, environment.require("CONNECTIONS_TABLE"), workTable);
    Shift shift =
        new Shift(
            new Office(lease, watchers, clock, sleeper),
            game,
            rounds,
            bounds,
            fairness,
            storeClock,
            task -> Thread.ofVirtual().name("replenish").start(task),
            terms,
            clock);
    try {
      shift.run(endsAtMs);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
