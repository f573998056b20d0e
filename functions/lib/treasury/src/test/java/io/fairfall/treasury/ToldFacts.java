package io.fairfall.treasury;

import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Supplier;

/** Facts as the projector would tell them. */
final class ToldFacts {
  static final String ALICE = "0xa11ce";
  static final String BOB = "0xb0b";

  private ToldFacts() {}

  static PublicBetEvent bet(String player, long betId, long stake) {
    return new PublicBetEvent(
        player, betId, Kind.BET, Long.toString(betId), 1, Wei.of(stake), null, null, null, 1);
  }

  static PublicBetEvent lost(PublicBetEvent bet, long version) {
    return end(bet, version, Kind.CLOSE, null, Wei.ZERO);
  }

  static PublicBetEvent paid(PublicBetEvent bet, long version, long hundredths) {
    Multiplier multiplier = new Multiplier(hundredths);
    return end(bet, version, Kind.CASHOUT, multiplier, bet.stake().times(multiplier));
  }

  static PublicBetEvent refunded(PublicBetEvent bet, long version) {
    return end(bet, version, Kind.REFUND, Multiplier.ONE, bet.stake());
  }

  /** Appends facts to a round's journal. */
  static void tell(Journals events, long roundId, PublicBetEvent... facts) {
    long slot = events.head(RoundFacts.journalOf(roundId)).map(Entry::version).orElse(0L) + 1;
    events.append(RoundFacts.write(roundId, slot, List.of(facts), 1));
  }

  /** What operators find where nothing is at stake. */
  static Supplier<FreeBankroll> free(HouseJournal house) {
    return () ->
        new FreeBankroll.Known(new Exposure(house.books(), BigInteger.ZERO, 0), BigInteger.ZERO);
  }

  private static PublicBetEvent end(
      PublicBetEvent bet,
      long version,
      Kind kind,
      @org.jspecify.annotations.Nullable Multiplier multiplier,
      Wei payout) {
    return new PublicBetEvent(
        bet.player(),
        version,
        kind,
        bet.betId(),
        bet.seat(),
        bet.stake(),
        null,
        multiplier,
        payout,
        1);
  }
}
