package io.fairfall.conductor.rounds;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.ConductorFixture;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Tag("integration")
class ClockSkewEstimatorTest {
  private static final long ROUND_TRIP_MS = 8;
  private static final int CALLS = 200;

  @Test
  void nothingIsCertainBeforeTheFirstAnswer() {
    assertFalse(new ClockSkewEstimator(InstantSource.system()).bounds().isOff());
  }

  @ParameterizedTest
  @ValueSource(longs = {-5_000, -200, -90, 90, 200, 5_000})
  void anOffsetAboveTheToleranceIsFoundAfterSomeDozensOfAnswers(long offsetMs) {
    ClockSkew.Bounds bounds = afterCalls(offsetMs);
    assertTrue(bounds.isOff(), offsetMs + " " + bounds);
    assertTrue(bounds.leastMs() < offsetMs && offsetMs <= bounds.mostMs(), bounds.toString());
    assertTrue(bounds.mostMs() - bounds.leastMs() < 40, bounds.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {-50, -20, 0, 20, 50})
  void aTolerableOffsetNeverStopsTheGame(long offsetMs) {
    assertFalse(afterCalls(offsetMs).isOff());
  }

  @Test
  void aClockThatIsSetIsMeasuredAnew() {
    ClockSkewEstimator clock = new ClockSkewEstimator(fixed(0));
    feed(clock, 0, 1);
    assertFalse(clock.bounds().isOff());
    feed(clock, 3_000, 2);
    assertTrue(clock.bounds().isOff(), clock.bounds().toString());
  }

  @Test
  void theStoresOwnAnswersAreRead() {
    ConductorFixture house = ConductorFixture.forThreads(1);
    ClockSkewEstimator right = new ClockSkewEstimator(InstantSource.system());
    ClockSkewEstimator ahead = new ClockSkewEstimator(() -> Instant.now().plusSeconds(3));
    AwsClients aws =
        new AwsClients(
            new Environment(
                Map.of(
                    "AWS_ENDPOINT_URL_DYNAMODB", house.store().endpoint().toString(),
                    "AWS_REGION", "us-east-1",
                    "AWS_ACCESS_KEY_ID", "fairfall",
                    "AWS_SECRET_ACCESS_KEY", "fairfall")));
    try (DynamoDbClient one = aws.dynamoDb(right);
        DynamoDbClient other = aws.dynamoDb(ahead)) {
      one.listTables();
      other.listTables();
    }
    assertFalse(right.bounds().isOff(), right.bounds().toString());
    assertTrue(ahead.bounds().isOff(), ahead.bounds().toString());
  }

  private static ClockSkew.Bounds afterCalls(long offsetMs) {
    ClockSkewEstimator clock = new ClockSkewEstimator(fixed(0));
    feed(clock, offsetMs, 1);
    return clock.bounds();
  }

  private static void feed(ClockSkewEstimator clock, long offsetMs, long seed) {
    Random random = new Random(seed);
    long theirs = ConductorFixture.START_MS;
    for (int i = 0; i < CALLS; i++) {
      theirs += random.nextInt(400);
      long date = theirs / 1_000 * 1_000;
      clock.learn(
          theirs + offsetMs - ROUND_TRIP_MS / 2, theirs + offsetMs + ROUND_TRIP_MS / 2, date);
    }
  }

  private static InstantSource fixed(long ms) {
    return InstantSource.fixed(Instant.ofEpochMilli(ms));
  }
}
