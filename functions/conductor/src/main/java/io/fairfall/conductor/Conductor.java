package io.fairfall.conductor;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.conductor.fairness.BeaconSource;
import io.fairfall.conductor.fairness.HashChainProvisioner;
import io.fairfall.conductor.fairness.HashChainSecrets;
import io.fairfall.conductor.fairness.OutcomeSupply;
import io.fairfall.conductor.fairness.RelayedBeacon;
import io.fairfall.conductor.leadership.LeaderElection;
import io.fairfall.conductor.leadership.Lease;
import io.fairfall.conductor.leadership.PresenceDetector;
import io.fairfall.conductor.leadership.Sleeper;
import io.fairfall.conductor.rounds.Announcer;
import io.fairfall.conductor.rounds.ClockSkewEstimator;
import io.fairfall.conductor.rounds.RoundActions;
import io.fairfall.conductor.rounds.RoundBounds;
import io.fairfall.conductor.rounds.RoundLoop;
import io.fairfall.conductor.rounds.RoundTiming;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundSecrets;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import io.fairfall.platform.Metrics;
import io.fairfall.settings.BetBounds;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.ExposureReader;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.SettlerCursor;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
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
  /** So long a start may take: after that it is asked whether it landed, and tried anew. */
  private static final Duration START_WITHIN = Duration.ofMillis(400);

  private final InstantSource clock = InstantSource.system();
  private final Sleeper sleeper = Sleeper.exact(clock);
  private final ClockSkewEstimator estimator = new ClockSkewEstimator(clock);
  private final DynamoDbClient dynamo;
  private final Environment environment;
  private final GameJournal game;
  private final RoundActions actions;
  private final RoundBounds bounds;
  private final OutcomeSupply supply;
  private final BeaconSource beacon;
  private final RoundTiming timing;
  private final Metrics metrics;

  public Conductor() {
    this(System.getenv());
  }

  public Conductor(Map<String, String> variables) {
    environment = new Environment(variables);
    dynamo = new AwsClients(environment).dynamoDb(estimator);
    timing = RoundTiming.of(environment);
    metrics = new Metrics(environment, clock);
    MacKeySource keys = LedgerMacKeys.of(environment, clock);
    Journals events = events(dynamo, keys);
    String secretsTable = environment.require("SECRETS_TABLE");
    game = new GameJournal(events);
    actions =
        new RoundActions(
            game,
            new GameJournal(
                events(new AwsClients(environment).dynamoDb(estimator, START_WITHIN), keys)),
            new RoundSecrets(dynamo, secretsTable),
            Announcer.through(
                new LambdaInvoker(environment), environment.require("FANOUT_FUNCTION")),
            timing,
            clock);
    bounds = bounds(events);
    HashChainSecrets chains = new HashChainSecrets(dynamo, secretsTable);
    beacon = RelayedBeacon.of(environment);
    supply = new OutcomeSupply(events, chains, maker(events, chains));
  }

  private Journals events(DynamoDbClient client, MacKeySource keys) {
    return new SealedJournals(
        new DynamoJournals(client, environment.require("EVENTS_TABLE")), keys);
  }

  private RoundBounds bounds(Journals events) {
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(metrics));
    SettingsJournal settings = new SettingsJournal(events, clock, loop);
    HouseJournal house = new HouseJournal(events, clock, loop);
    SettlerCursor posted = SettlerCursor.ofPostings(dynamo, environment.require("WORK_TABLE"));
    return new RoundBounds(
        BetBounds.parse(
            environment.require("MIN_STAKE"),
            environment.require("MAX_STAKE"),
            environment.require("MAX_PROFIT")),
        settings,
        new ExposureReader(house, game, events, posted::unposted)::read,
        round -> RoundFacts.told(events, round, Long.MAX_VALUE),
        metrics::count);
  }

  private HashChainProvisioner maker(Journals events, HashChainSecrets chains) {
    SecureRandom random = new SecureRandom();
    return new HashChainProvisioner(
        events,
        chains,
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
    PresenceDetector detector =
        new PresenceDetector(dynamo, environment.require("CONNECTIONS_TABLE"), workTable);
    RoundLoop roundLoop =
        new RoundLoop(
            new LeaderElection(lease, detector, clock, sleeper),
            game,
            actions,
            bounds,
            supply,
            beacon,
            estimator,
            metrics::count,
            task -> Thread.ofVirtual().name("aside").start(task),
            timing,
            clock);
    try {
      roundLoop.run(endsAtMs);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
