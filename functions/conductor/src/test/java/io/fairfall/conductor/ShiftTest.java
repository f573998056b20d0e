package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.game.RoundEvent.Crashed;
import io.fairfall.game.RoundEvent.Opened;
import io.fairfall.journal.Body;
import io.fairfall.journal.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftTest {
  @Test
  void roundsFollowEachOtherAtTheirInstants() throws InterruptedException {
    House house = House.forThreads(1);
    house.somebodyWatches();
    house.shift("a").run(house.limitForRounds(120_000));
    GameRules rules = GameRules.check(house);
    assertTrue(rules.crashed >= 3, "crashed " + rules.crashed);
    assertEquals(0, rules.voided);
    List<Entry> game = house.game();
    assertEquals(game, house.announced);
    for (int i = 3; i < game.size(); i += 3) {
      Crashed before = Body.read(Crashed.class, game.get(i - 1).body());
      Opened opened = Body.read(Opened.class, game.get(i).body());
      assertEquals(before.crashedAt() + House.TERMS.pauseMs(), opened.opensAt());
      assertEquals(before.crashedAt() + Rounds.ANNOUNCE_AFTER_MS, game.get(i - 1).atMs());
    }
  }
}
