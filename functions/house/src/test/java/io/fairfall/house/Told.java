package io.fairfall.house;

import io.fairfall.game.bets.RoundFact;
import io.fairfall.game.bets.RoundFact.Kind;
import io.fairfall.game.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.List;

/** Facts as the projector would tell them. */
final class Told {
  static final String ALICE = "0xa11ce";
  static final String BOB = "0xb0b";

  private Told() {}

  static RoundFact bet(String player, long betId, long stake) {
    return new RoundFact(
        player, betId, Kind.BET, Long.toString(betId), 1, Wei.of(stake), null, null, null, 1);
  }

  static RoundFact lost(RoundFact bet, long version) {
    return end(bet, version, Kind.CLOSE, null, Wei.ZERO);
  }

  static RoundFact paid(RoundFact bet, long version, long hundredths) {
    Multiplier multiplier = new Multiplier(hundredths);
    return end(bet, version, Kind.CASHOUT, multiplier, bet.stake().times(multiplier));
  }

  static RoundFact refunded(RoundFact bet, long version) {
    return end(bet, version, Kind.REFUND, Multiplier.ONE, bet.stake());
  }

  /** Appends facts to a round's journal. */
  static void tell(Journals events, long roundId, RoundFact... facts) {
    long slot = events.head(RoundFacts.journalOf(roundId)).map(Entry::version).orElse(0L) + 1;
    events.append(RoundFacts.write(roundId, slot, List.of(facts), 1));
  }

  private static RoundFact end(
      RoundFact bet,
      long version,
      Kind kind,
      @org.jspecify.annotations.Nullable Multiplier multiplier,
      Wei payout) {
    return new RoundFact(
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
