package io.fairfall.conductor.settlement;

import io.fairfall.crash.Round;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.treasury.HouseBalance;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.LowBankroll;
import io.fairfall.treasury.PostingAnswer;
import io.fairfall.treasury.RoundPosting;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Posts rounds to the house's books, and stops the betting when they are low.
 *
 * <p>A round is posted when everyone has been settled and every bet that is told has an end that is
 * told: that is one posting for a round, whatever the number of bets. Where an end does not come,
 * the round is posted without it after a while. What is told later is posted when it is told.
 */
public final class HousePostings {
  /** How long after everyone was due a round is posted although it does not look complete. */
  public static final long ANYWAY_AFTER_MS = 120_000;

  private static final BigInteger WEI_PER_GWEI = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger LARGEST_METRIC = BigInteger.valueOf(Long.MAX_VALUE);

  private final HouseJournal house;
  private final LowBankroll lowBankroll;
  private final SettlerCursor cursor;
  private final Metrics metrics;
  private final InstantSource clock;

  public HousePostings(
      HouseJournal house,
      LowBankroll lowBankroll,
      SettlerCursor cursor,
      Metrics metrics,
      InstantSource clock) {
    this.house = house;
    this.lowBankroll = lowBankroll;
    this.cursor = cursor;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Posts a round if it is due; doing it again does nothing. One that fails is tried again every
   * minute and holds nothing up: the players are paid from their accounts.
   *
   * @return false if it is too early
   */
  boolean post(Round round) {
    Optional<PostingAnswer> answer = attempt(round);
    if (answer.isEmpty()) {
      cursor.addFailed(Set.of(Long.toString(round.id())));
    }
    return answer.isEmpty() || !(answer.get() instanceof PostingAnswer.TooEarly);
  }

  /** Posts a round that failed before; whether that is done now. */
  boolean postAgain(Round round) {
    return attempt(round).filter(answer -> !(answer instanceof PostingAnswer.TooEarly)).isPresent();
  }

  /** Stops the betting if the books are low: after a posting whose look at them failed, too. */
  void checkBooks() {
    check(house.books());
  }

  /** Nothing if it failed. */
  private Optional<PostingAnswer> attempt(Round round) {
    long sinceEveryoneMs = clock.millis() - DueSettlements.everyoneAtMs(round);
    try {
      PostingAnswer answer =
          house.post(
              round.id(),
              pnl ->
                  sinceEveryoneMs >= ANYWAY_AFTER_MS
                      || (sinceEveryoneMs >= 0 && pnl.areComplete()));
      if (answer instanceof PostingAnswer.Posted(HouseEntry.Posted entry)) {
        tell(entry.posting(), entry.after());
        check(entry.after());
      }
      return Optional.of(answer);
    } catch (RuntimeException failure) {
      Log.failure("round_not_posted", failure, Map.of("round", round.id()));
      return Optional.empty();
    }
  }

  private void tell(RoundPosting posting, HouseBalance balance) {
    Map<String, String> facts =
        Map.of(
            "round", Long.toString(posting.roundId()),
            "posting", Long.toString(posting.slot()),
            "delta", posting.delta().toString(),
            "bankroll", balance.bankroll().toString());
    Log.info("round_posted", facts);
    metrics.value("HousePostedGwei", "None", gwei(posting.delta()), facts);
    metrics.value("BankrollGwei", "None", gwei(balance.bankroll()), facts);
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
