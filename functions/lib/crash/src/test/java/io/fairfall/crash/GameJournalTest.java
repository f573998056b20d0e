package io.fairfall.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.journal.MemoryJournals;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.List;
import org.junit.jupiter.api.Test;

class GameJournalTest {
  private static final long OPENS_MS = 1_800_000_000_000L;
  private static final int ROUNDS = GameJournal.MAX_RECENT_ROUNDS + 4;

  private final GameJournal game = new GameJournal(new MemoryJournals());

  /** Each round fills its three slots, so that as many are asked for as one read can bring. */
  @Test
  void asManyRecentRoundsComeAsOneReadBringsAndNoMoreCanBeAskedFor() {
    for (int i = 0; i < ROUNDS; i++) {
      play(1 + i * (Round.LAST_SLOT + 1L));
    }
    List<Round> recent = game.recent(Long.MAX_VALUE, GameJournal.MAX_RECENT_ROUNDS);
    assertEquals(GameJournal.MAX_RECENT_ROUNDS, recent.size());
    assertEquals(1 + (ROUNDS - 1) * (Round.LAST_SLOT + 1L), recent.getFirst().id());
    assertEquals(1, game.recent(Long.MAX_VALUE, 1).size());
    assertThrows(
        IllegalArgumentException.class,
        () -> game.recent(Long.MAX_VALUE, GameJournal.MAX_RECENT_ROUNDS + 1));
    assertThrows(IllegalArgumentException.class, () -> game.recent(Long.MAX_VALUE, 0));
  }

  private void play(long id) {
    game.append(
        id,
        new RoundEvent.Opened(
            "c",
            1,
            "0".repeat(64),
            OPENS_MS,
            OPENS_MS + 6_000,
            OPENS_MS + 7_000,
            Wei.of(1),
            Wei.of(1_000),
            Wei.of(1_000),
            1),
        OPENS_MS);
    game.append(id + 1, new RoundEvent.Started(OPENS_MS + 7_000), OPENS_MS + 6_900);
    game.append(
        id + 2,
        new RoundEvent.Crashed(Multiplier.ONE, OPENS_MS + 7_000, "0".repeat(64)),
        OPENS_MS + 7_300);
  }
}
