package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.GameEvents;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is undisclosed stays so: everything that leaves the conductor is read byte by byte. */
@Tag("integration")
class SecrecyTest {
  @Test
  void beforeItsCrashNothingTellsOfARoundsOutcome() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.shift("a").run(house.limitForRounds(120_000));
    List<String> told = new ArrayList<>();
    int crashes = 0;
    for (Entry entry : house.game()) {
      if (entry.type().equals(Crashed.TYPE)) {
        Crashed crash = JsonCodec.fromStore(Crashed.class, entry.body());
        assertTrue(entry.atMs() >= crash.crashedAt() + 251, "it is told so late, as docs say");
        for (String earlier : told) {
          assertFalse(earlier.contains(crash.gameHash()), earlier);
          assertFalse(earlier.contains(Long.toString(crash.crashedAt())), earlier);
        }
        crashes++;
      }
      told.add(entry.body());
      told.add(JsonCodec.write(GameEvents.event(entry)));
    }
    assertTrue(crashes >= 3);
    assertEquals(house.game().size(), house.announced.size());
  }

  @Test
  void logLinesNeverTellOfAnOutcomeAtAll() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    house.somebodyWatches();
    house.beaconAnswers = false;
    house.shift("a").run(house.limitForRounds(1));
    house.beaconAnswers = true;
    house.shift("a").run(house.limitForRounds(60_000));
    String printed = ConductorFixture.PRINTED.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("round_not_started"), "log lines are captured");
    for (Entry entry : house.game()) {
      if (entry.type().equals(Crashed.TYPE)) {
        Crashed crash = JsonCodec.fromStore(Crashed.class, entry.body());
        assertFalse(printed.contains(crash.gameHash()));
        assertFalse(printed.contains(Long.toString(crash.crashedAt())));
      }
    }
  }
}
