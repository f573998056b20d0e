package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.load.FeedProbe;
import io.fairfall.load.Leaks;
import io.fairfall.load.Load;
import io.fairfall.load.LoadPlan;
import io.fairfall.load.LoadSummary;
import io.fairfall.load.RunningFairfall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A crowd plays while everything that leaves the house is listened to: no promise is broken, and no
 * crash point or game hash is in any answer, message, log line or journal entry before its time.
 */
class CrowdIT {
  private static final int PLAYERS = 30;
  private static final long SEED = 20_261_120;

  /** A crowd's bets are slow where a machine is; whoever comes late tries the next round. */
  private static final String BETTING_MS = "BettingMs=6000";

  private static final int MAX_ROUNDS = 30;
  private static final Duration AT_MOST = Duration.ofMinutes(30);

  @TempDir Path data = Path.of("");

  @Test
  void aCrowdBreaksNoPromiseAndHearsNoSecret() throws Exception {
    Leaks leaks = new Leaks(Documented.TAP);
    Load.Outcome outcome;
    try (RunningFairfall running =
        RunningFairfall.start(
            LiveSystem.options("crowd", leaks, List.of(BETTING_MS)).keeping(data))) {
      LoadPlan plan = new LoadPlan(PLAYERS, AT_MOST, 0.5, SEED, Duration.ZERO);
      outcome =
          Load.untilAllHaveBet(running.target(), plan, MAX_ROUNDS, leaks, System.out::println);
    }
    String summary = LoadSummary.of(outcome);
    System.out.println(summary);

    assertEquals(List.of(), outcome.complaints().sentences());
    assertTrue(outcome.isGood(), "no 5xx: " + summary);
    assertTrue(outcome.verdict().acknowledged() > PLAYERS / 2, "they did play: " + summary);
    assertTrue(!outcome.ended().isEmpty(), "a round ended: " + summary);
    assertEquals(List.of(), earlyInJournals(outcome, leaks));
  }

  /** An entry is written when its {@code at} says; the hash of a later crash must not be in it. */
  private List<String> earlyInJournals(Load.Outcome outcome, Leaks leaks) throws Exception {
    List<String> early = new ArrayList<>();
    Leaks stored = new Leaks(FeedProbe.NONE);
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.in(data.resolve("dynamodb"))) {
      int entries = 0;
      for (String table : dynamo.client().listTables().tableNames()) {
        entries += hear(dynamo.client(), table, stored);
      }
      assertTrue(entries > outcome.verdict().entries(), "the journals were read");
    }
    for (Leaks.Ended round : outcome.ended()) {
      assertTrue(stored.knows(round), "the crash of round " + round.roundId() + " is in a journal");
      assertTrue(leaks.knows(round), "the crash of round " + round.roundId() + " was told");
      early.addAll(stored.early(round));
    }
    return early;
  }

  /**
   * Lets a scanner hear every journal entry of a table; tables that are no journals are skipped.
   */
  private static int hear(DynamoDbClient client, String table, Leaks scanner) {
    int entries = 0;
    for (Map<String, AttributeValue> item :
        client.scanPaginator(scan -> scan.tableName(table)).items()) {
      AttributeValue at = item.get("at");
      if (item.containsKey("journal") && at != null) {
        scanner.heard(table, item.toString(), Long.parseLong(at.n()));
        entries++;
      }
    }
    return entries;
  }
}
