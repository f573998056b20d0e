package io.fairfall.conductor.settlement;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Force;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Journals;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.treasury.ForcePoint;
import io.fairfall.treasury.HouseBalance;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.LowBankroll;
import io.fairfall.treasury.PostingAnswer;
import io.fairfall.treasury.RoundPosting;
import io.fairfall.treasury.SettlerCursor;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Map;

/**
 * Posts rounds to the house's books, and stops the betting when they are low.
 *
 * <p>A round is posted when everyone has been settled and every bet that is told has an end that is
 * told: that is one posting for a round, whatever the number of bets. Where an end does not come,
 * the round is posted without it after a while, and stays among those that may cost more until it
 * comes. What is told later is posted when it is told.
 */
public final class HousePostings {
  /** How long after everyone was due a round is posted although it does not look complete. */
  public static final long ANYWAY_AFTER_MS = 120_000;

  private static final BigInteger WEI_PER_GWEI = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger LARGEST_METRIC = BigInteger.valueOf(Long.MAX_VALUE);

  private final HouseJournal house;
  private final Journals events;
  private final LowBankroll lowBankroll;
  private final SettlerCursor cursor;
  private final Metrics metrics;
  private final InstantSource clock;

  public HousePostings(
      HouseJournal house,
      Journals events,
      LowBankroll lowBankroll,
      SettlerCursor cursor,
      Metrics metrics,
      InstantSource clock) {
    this.house = house;
    this.events = events;
    this.lowBankroll = lowBankroll;
    this.cursor = cursor;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** How far a round is posted. */
  enum State {
    /** Everything that is told is posted, and every bet has an end. */
    WHOLE,
    /** Everything that is told is posted, and a bet has no end yet. */
    OPEN,
    /** More is about to be told. */
    EARLY,
    /** Nobody knows. */
    FAILED
  }

  /**
   * Posts a round of which something was told long after it was due, if it is to be; doing it again
   * does nothing. Where it is not posted whole it is looked at again every minute, also where the
   * cursor has passed it. It holds nothing up: the players are paid from their accounts.
   */
  void postTold(Round round) {
    State state = post(round);
    boolean isPassed = state != State.WHOLE && cursor.read().nextRoundId() > round.id();
    if (state == State.FAILED || isPassed) {
      cursor.keep(round.id());
    }
  }

  /** Posts a round if it is due; doing it again does nothing. */
  State post(Round round) {
    long sinceEveryoneMs = clock.millis() - DueSettlements.everyoneAtMs(round);
    try {
      PostingAnswer answer =
          house.post(
              round.id(),
              pnl ->
                  sinceEveryoneMs >= ANYWAY_AFTER_MS
                      || (sinceEveryoneMs >= 0 && pnl.areComplete()));
      return switch (answer) {
        case PostingAnswer.Posted(HouseEntry.Posted entry, boolean isWhole) -> {
          tell(round, entry);
          yield state(isWhole);
        }
        case PostingAnswer.NothingLeft(boolean isWhole) -> state(isWhole);
        case PostingAnswer.TooEarly early -> State.EARLY;
      };
    } catch (RuntimeException failure) {
      Log.failure("round_not_posted", failure, Map.of("round", round.id()));
      return State.FAILED;
    }
  }

  /** Stops the betting if the books are low: after a posting whose look at them failed, too. */
  void checkBooks() {
    check(house.books());
  }

  private static State state(boolean isWhole) {
    return isWhole ? State.WHOLE : State.OPEN;
  }

  private void tell(Round round, HouseEntry.Posted entry) {
    RoundPosting posting = entry.posting();
    HouseBalance balance = entry.after();
    Map<String, String> facts =
        Map.of(
            "round", Long.toString(posting.roundId()),
            "posting", Long.toString(posting.slot()),
            "delta", posting.delta().toString(),
            "bankroll", balance.bankroll().toString());
    Log.info("round_posted", facts);
    metrics.value("HousePostedGwei", "None", gwei(posting.delta()), facts);
    metrics.value("BankrollGwei", "None", gwei(balance.bankroll()), facts);
    check(balance);
    if (posting.slot() == 1) {
      round.force().ifPresent(force -> tellMissed(round, force));
    }
  }

  /** Stakes that the force point did not count: the projector was behind. */
  private void tellMissed(Round round, Force force) {
    RoundFacts.Told counted = RoundFacts.told(events, round.id(), force.through());
    RoundFacts.Told all = RoundFacts.told(events, round.id(), Long.MAX_VALUE);
    BigInteger missed = ForcePoint.missed(counted, all);
    if (missed.signum() > 0) {
      Map<String, String> facts =
          Map.of("round", Long.toString(round.id()), "stakes", missed.toString());
      Log.warn("bets_told_late", facts);
      metrics.value("ForcePointMissedGwei", "None", gwei(missed), facts);
    }
  }

  private void check(HouseBalance balance) {
    if (lowBankroll.check(balance)) {
      Log.warn("betting_paused", Map.of("bankroll", balance.bankroll().toString()));
    }
  }

  /** For a graph, which needs no wei. */
  private static long gwei(BigInteger wei) {
    return wei.divide(WEI_PER_GWEI).min(LARGEST_METRIC).max(LARGEST_METRIC.negate()).longValue();
  }
}
