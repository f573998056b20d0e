package io.fairfall.payouts;

import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Mined;
import java.util.Set;

/** Payouts in every state, and what is known of the chain, for tests. */
final class Payouts {
  static final String PLAYER = "0x00000000000000000000000000000000000a11ce";
  static final String WALLET = "0x000000000000000000000000000000000000f00d";
  static final PayoutId ID = new PayoutId(PLAYER, 7);
  static final long NOW = 1_796_054_400_000L;
  static final long NONCE = 41;
  static final Wei AMOUNT = Wei.of(1_000_000_000);
  static final PayoutPolicy POLICY = new PayoutPolicy(4, Wei.of(100), 50_000, 60_000, 15_000, 5);
  static final Asked ASKED = new Asked(AMOUNT, PLAYER, NOW, 0, 0);
  static final Assigned ASSIGNED = new Assigned(31_337, WALLET, NONCE);
  static final Cancelling CANCELLING = new Cancelling("bob", "a wrong address");
  static final WalletFacts WALLET_FACTS =
      new WalletFacts(1_000, NONCE, NONCE, Wei.of(10_000_000_000L), Wei.of(20), Wei.of(2));

  private Payouts() {}

  static String hash(int number) {
    return "0x%064x".formatted(number);
  }

  static Attempt attempt(int number, Kind kind, long max, long tip) {
    return new Attempt(
        number, kind, hash(number), "0x02", new Fees(Wei.of(max), Wei.of(tip)), 21_000);
  }

  static Attempt pay(int number) {
    return attempt(number, Kind.PAY, 42, 2);
  }

  static Mined mined(int number) {
    return new Mined(hash(number), 990, hash(990), Wei.of(441_000));
  }

  /** A payout of which these things have happened, one after another, all of them now. */
  static PayoutState state(PayoutEvent... events) {
    PayoutState state = PayoutState.none(ID);
    for (PayoutEvent event : events) {
      state =
          state.after(
              new Entry(
                  ID.journal(), state.version() + 1, event.type(), NOW, PayoutJson.body(event)));
    }
    return state;
  }

  /** Nothing is in a block, and nothing stops anything. */
  static ChainFacts quiet(long nowMs) {
    return facts(nowMs, WALLET_FACTS, new Seen.Nowhere(), nowMs);
  }

  static ChainFacts seeing(Seen seen) {
    return facts(NOW, WALLET_FACTS, seen, NOW);
  }

  static ChainFacts facts(long nowMs, WalletFacts wallet, Seen seen, long sentAtMs) {
    return new ChainFacts(nowMs, wallet, seen, Set.of(), 0, Wei.ZERO, null, sentAtMs);
  }

  static ChainFacts halted(PayoutHalt... halts) {
    return new ChainFacts(
        NOW, WALLET_FACTS, new Seen.Nowhere(), Set.of(halts), 0, Wei.ZERO, null, NOW);
  }

  static WalletFacts nonces(long next, long last) {
    return new WalletFacts(
        1_000, next, last, WALLET_FACTS.balance(), WALLET_FACTS.baseFee(), WALLET_FACTS.tip());
  }

  static WalletFacts priced(long baseFee, long tip) {
    return new WalletFacts(
        1_000, NONCE, NONCE, WALLET_FACTS.balance(), Wei.of(baseFee), Wei.of(tip));
  }
}
