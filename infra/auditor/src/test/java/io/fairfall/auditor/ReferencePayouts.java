package io.fairfall.auditor;

import io.fairfall.ethereumsignatures.EtherPayment;
import io.fairfall.ethereumsignatures.LocalSigner;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.MacKeySource;
import io.fairfall.money.Wei;
import io.fairfall.payouts.Fees;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Mined;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.payouts.SealedPayouts;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Objects;

/** Payouts of a {@link ReferenceHouse}: signed by a real key, and decided by no chain. */
final class ReferencePayouts {
  static final long CHAIN_ID = 31_337;
  static final String WALLET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  static final String NONCES = "nonces:" + CHAIN_ID + ":" + WALLET;

  private static final LocalSigner SIGNER =
      LocalSigner.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
          .orElseThrow();
  private static final long FIRST_NONCE = 7;
  private static final long GAS = 21_000;

  final KeptJournals journals = new KeptJournals();
  private final PayoutJournal payouts;
  private final NonceJournal nonces;
  private final PlayerWithdrawals lists;
  private final InstantSource clock;

  ReferencePayouts(MacKeySource keys, AppendLoop loop, InstantSource clock) {
    SealedPayouts sealed = new SealedPayouts(journals, keys);
    this.payouts = new PayoutJournal(sealed, loop);
    this.nonces = new NonceJournal(sealed, CHAIN_ID, WALLET);
    this.lists = new PlayerWithdrawals(sealed);
    this.clock = clock;
  }

  private long now() {
    return clock.millis();
  }

  /** What whoever takes a request does. */
  void ask(PayoutId id, long wei, String to) {
    lists.put(id, now());
    payouts.ask(id, new Asked(Wei.of(wei), to, now(), 0, 0), now());
  }

  /** A nonce, an attempt, and a final receipt. Answers with the hash. */
  String pay(PayoutId id) {
    Attempt sent = attempt(id, Kind.PAY);
    add(id, new Paid(mined(sent)));
    return sent.hash();
  }

  /** A cancellation is faster than the payment. */
  void cancel(PayoutId id, String reason) {
    attempt(id, Kind.PAY);
    add(id, new Cancelling("operator", "as asked"));
    add(id, new Refunded(reason, null, mined(attempt(id, Kind.CANCEL))));
  }

  /** Somebody used the next nonce by hand. */
  void skip() {
    if (!nonces.skip(nonces.next().orElseThrow(), "operator", "by hand", now())) {
      throw new AssertionError("the slot is free");
    }
  }

  private Attempt attempt(PayoutId id, Kind kind) {
    if (payouts.read(id).assigned() == null) {
      nonces.open(FIRST_NONCE, now());
      PayoutState ignored =
          nonces.claim(payouts.read(id), nonces.next().orElseThrow(), now()).orElseThrow();
    }
    PayoutState state = payouts.read(id);
    Asked asked = Objects.requireNonNull(state.asked());
    boolean pays = kind == Kind.PAY;
    Fees fees = new Fees(Wei.of(40 + state.attempts().size()), Wei.of(2));
    EtherPayment.Signed signed =
        new EtherPayment(
                CHAIN_ID,
                Objects.requireNonNull(state.assigned()).nonce(),
                fees.tip().value(),
                fees.max().value(),
                GAS,
                pays ? asked.to() : WALLET,
                pays ? asked.amount().value() : BigInteger.ZERO)
            .signedBy(SIGNER);
    int number = state.attempts().size() + 1;
    Attempt made = new Attempt(number, kind, signed.hash(), signed.raw(), fees, GAS);
    add(id, made);
    return made;
  }

  private static Mined mined(Attempt sent) {
    return new Mined(sent.hash(), 99, "0x" + "9".repeat(64), Wei.of(840_000));
  }

  private void add(PayoutId id, PayoutEvent event) {
    PayoutState ignored = payouts.append(payouts.read(id), event, now()).orElseThrow();
  }
}
