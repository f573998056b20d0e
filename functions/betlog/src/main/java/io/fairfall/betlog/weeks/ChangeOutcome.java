package io.fairfall.betlog.weeks;

import io.fairfall.betlog.bets.LoggedBet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a change of a week ends. */
public sealed interface ChangeOutcome {
  /**
   * It has happened, now or when it was asked for the first time.
   *
   * @param revision of the week, in which it happened
   * @param bets those it is about, as they are now; without those that are deleted
   */
  record Done(long revision, List<LoggedBet> bets) implements ChangeOutcome {}

  /**
   * A rule forbids it, and nothing has changed.
   *
   * @param current the bet that the rule is about, as it is now; null if there is none
   * @param deleted whether that bet is deleted
   */
  record Refused(BetRules.BrokenRule rule, @Nullable LoggedBet current, boolean deleted)
      implements ChangeOutcome {}

  /** There is no such bet in this week. */
  record Unknown(String betId) implements ChangeOutcome {}

  /** The same name was used for another wish. */
  record Mismatch() implements ChangeOutcome {}

  /** The week, or a bet's history, is full. */
  record Full() implements ChangeOutcome {}

  /** This member has added as many bets to the week as one may. */
  record FullOfTheirs() implements ChangeOutcome {}

  /** Too many others change this week right now. */
  record Busy() implements ChangeOutcome {}
}
