package io.fairfall.betlog.files;

import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.Slip;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which bets of a file are in the week already, so that a file that is read twice adds
 * nothing: by the name that the week gave them, or else by what they say. Each bet of the week
 * answers for one of the file: who made the same bet twice has two rows and two bets.
 */
public final class KnownBets {
  private final List<LoggedBet> left;

  /**
   * @param bets those of the week, without what this same import has added before
   */
  public KnownBets(List<LoggedBet> bets) {
    this.left = new ArrayList<>(bets);
  }

  /**
   * The bet of the week that this one is, if it is there.
   *
   * @throws IllegalArgumentException with a sentence, if it is there and says something else
   */
  public Optional<LoggedBet> find(FileBet bet) {
    Optional<LoggedBet> named =
        left.stream().filter(one -> one.betId().equals(bet.betId())).findFirst();
    if (named.isPresent() && !isSameBet(bet, named.get())) {
      throw new IllegalArgumentException(
          "bet %s is in this week and says something else: change it on its page."
              .formatted(bet.betId()));
    }
    Optional<LoggedBet> known =
        named.or(() -> left.stream().filter(one -> isSameBet(bet, one)).findFirst());
    known.ifPresent(
        one -> {
          requireNothingNew(bet, one);
          left.remove(one);
        });
    return known;
  }

  private static boolean isSameBet(FileBet bet, LoggedBet logged) {
    return bet.owner().player().equals(logged.player())
        && withoutClosing(bet.slip()).equals(withoutClosing(logged.slip()));
  }

  private static Slip withoutClosing(Slip slip) {
    return slip.with(slip.legs().stream().map(leg -> leg.closedAt(null)).toList());
  }

  /** A file that is older than a grading says less, and takes nothing back. */
  private static void requireNothingNew(FileBet bet, LoggedBet logged) {
    boolean isOpen = bet.statuses().stream().allMatch(LegStatus.OPEN::equals);
    boolean sameEnd = isOpen || bet.statuses().equals(logged.statuses());
    boolean samePrices = true;
    for (int leg = 0; leg < bet.slip().legs().size(); leg++) {
      @Nullable String closing = bet.slip().legs().get(leg).closingOdds();
      samePrices &=
          closing == null || Objects.equals(closing, logged.slip().legs().get(leg).closingOdds());
    }
    if (!sameEnd || !samePrices) {
      throw new IllegalArgumentException(
          "This bet is in the week already, with other statuses or closing prices: grade it on its page.");
    }
  }
}
