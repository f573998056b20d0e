package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.load.Kills;
import io.fairfall.load.LoadSummary;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in mid-round; {@code ./fairfall load --kills 10} does the same for longer. */
class KillIT {
  private static final int KILLS = Integer.getInteger("fairfall.kills", 3);
  private static final int PLAYERS = 12;
  private static final long SEED = 5;

  @TempDir Path data = Path.of("");

  @Test
  void whatWasAcknowledgedSurvivesAndTheRoundIsResumedOrVoided() throws Exception {
    Kills.Outcome outcome =
        Kills.run(
            LiveSystem.options("kill", Documented.TAP, List.of()).keeping(data),
            KILLS,
            PLAYERS,
            SEED,
            System.out::println);
    System.out.println(LoadSummary.of(outcome));

    assertEquals(List.of(), outcome.complaints().sentences());
    assertTrue(
        outcome.isGood(),
        () -> "no 5xx but 503, and every outcome became known: " + LoadSummary.of(outcome));
    assertEquals(KILLS, outcome.deaths().size());
  }
}
