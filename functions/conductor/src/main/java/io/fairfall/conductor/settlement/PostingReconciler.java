package io.fairfall.conductor.settlement;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.platform.Log;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The minute's look at rounds that are to be posted to the house's books: the ones that nobody bet
 * late on, and the ones that the stream lost.
 */
public final class PostingReconciler {
  private static final int MAX_ROUNDS = 200;
  private static final long MAX_SWEEP_MS = 15_000;

  private final SettlerCursor cursor;
  private final GameJournal game;
  private final HousePostings postings;
  private final InstantSource clock;

  public PostingReconciler(
      SettlerCursor cursor, GameJournal game, HousePostings postings, InstantSource clock) {
    this.cursor = cursor;
    this.game = game;
    this.postings = postings;
    this.clock = clock;
  }

  public void run() {
    long startedAtMs = clock.millis();
    SettlerCursor.Position position = cursor.read();
    if (position.failed().size() > SettlerCursor.MAX_FAILED) {
      Log.warn("postings_stay", Map.of("round", position.nextRoundId()));
      return;
    }
    tryAgain(position.failed());
    long next = position.nextRoundId();
    for (int i = 0; i < MAX_ROUNDS && clock.millis() - startedAtMs < MAX_SWEEP_MS; i++) {
      Optional<Round> round = game.round(next).filter(this::isSettled);
      if (round.isEmpty() || !postings.post(round.get())) {
        break;
      }
      next = round.get().version() + 1;
    }
    if (next > position.nextRoundId()) {
      cursor.advance(position.nextRoundId(), next);
    }
    postings.checkBooks();
  }

  private void tryAgain(Set<String> rounds) {
    Set<String> posted = new HashSet<>();
    for (String id : rounds) {
      if (game.round(Long.parseLong(id)).filter(postings::postAgain).isPresent()) {
        posted.add(id);
      }
    }
    cursor.removeFailed(posted);
  }

  private boolean isSettled(Round round) {
    return round.isOver() && clock.millis() >= DueSettlements.everyoneAtMs(round);
  }
}
