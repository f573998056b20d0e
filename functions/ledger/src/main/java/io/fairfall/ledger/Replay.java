package io.fairfall.ledger;

import io.fairfall.game.GameJournal;
import io.fairfall.game.GameView;
import io.fairfall.game.Round;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks an account's history against itself: what auditors run, and what every load test ends
 * with.
 *
 * <p>Versions are dense, the legs of every entry explain how the balances moved, game versions
 * never go back, and every bet that ended had the end that its round's outcome gives it.
 */
public final class Replay {
  private Replay() {}

  /**
   * Walks an account from its first entry to its last.
   *
   * @param entries all entries, oldest first
   * @return the account after the last
   * @throws IllegalStateException naming the first entry that is wrong, and how
   */
  public static Account check(List<AccountEntry> entries, GameJournal game) {
    Account before = Account.EMPTY;
    for (AccountEntry entry : entries) {
      checkStep(before, entry);
      checkCloses(before, entry, game);
      before = entry.after();
    }
    return before;
  }

  private static void checkStep(Account before, AccountEntry entry) {
    Account after = entry.after();
    require(after.version() == before.version() + 1, entry, "leaves a gap");
    require(entry.gameVersion() >= before.gameVersion(), entry, "goes back in the game");
    require(
        before.available().value().add(entry.legs().available()).equals(after.available().value()),
        entry,
        "does not explain the available balance");
    require(
        before.locked().value().add(entry.legs().locked()).equals(after.locked().value()),
        entry,
        "does not explain the locked balance");
  }

  private static void checkCloses(Account before, AccountEntry entry, GameJournal game) {
    List<Long> rounds = before.bets().stream().map(OpenBet::roundId).toList();
    GameView view = asOf(game.view(rounds, entry.gameVersion(), true), entry.gameVersion());
    long except = entry.cashout() == null ? Closing.NOBODY : entry.cashout().betId();
    List<Close> due = new ArrayList<>(Closing.due(before, view, except));
    require(due.equals(entry.closes()), entry, "does not close what was due: " + due);
  }

  private static GameView asOf(GameView view, long version) {
    Map<Long, Round> rounds = new HashMap<>();
    view.rounds()
        .forEach(
            (id, round) -> {
              if (id <= version) {
                rounds.put(id, round.asOf(version));
              }
            });
    return new GameView(version, rounds);
  }

  private static void require(boolean holds, AccountEntry entry, String what) {
    if (!holds) {
      throw new IllegalStateException("entry " + entry.version() + " " + what);
    }
  }
}
