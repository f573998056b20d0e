package io.fairfall.audit;

import io.fairfall.ethereumsignatures.EtherPayment;
import io.fairfall.ethereumsignatures.LocalSigner;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import io.fairfall.payouts.Fees;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Approved;
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
import java.util.Objects;
import java.util.Optional;

/** Withdrawals of an {@link AuditedHouse}: signed by a real key, and decided by no chain. */
final class AuditedPayouts {
  static final long CHAIN_ID = 31_337;
  static final String WALLET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  static final String NONCES = NonceJournal.nameOf(CHAIN_ID, WALLET);
  static final String AWAY = "0x" + "a0".repeat(20);
  static final String REASON = "no gas";

  private static final LocalSigner SIGNER =
      LocalSigner.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
          .orElseThrow();
  private static final long FIRST_NONCE = 7;
  private static final long GAS = 21_000;
  private static final int WITHDRAWING = 4;

  private final AuditedHouse house;
  private final PayoutJournal payouts;
  private final NonceJournal nonces;
  private final PlayerWithdrawals lists;

  AuditedPayouts(AuditedHouse house, Journals table) {
    this.house = house;
    SealedPayouts sealed = new SealedPayouts(table, AuditedHouse.KEYS);
    this.payouts = new PayoutJournal(sealed, AppendLoop.inRealTime());
    this.nonces = new NonceJournal(sealed, CHAIN_ID, WALLET);
    this.lists = new PlayerWithdrawals(sealed);
  }

  /** Some players withdraw, and by turns are given back and paid. */
  void some() {
    int turn = 0;
    for (String player : house.players()) {
      if (turn++ == WITHDRAWING) {
        return;
      }
      boolean isPaid = turn % 2 == 0;
      ask(player)
          .ifPresent(
              id ->
                  AuditedHouse.ok(
                      isPaid
                          ? house.accounts.withdrawalPaid(id.receiptKey(), pay(id))
                          : house.accounts.withdrawalRefunded(id.receiptKey(), cancel(id))));
    }
  }

  /** What becomes of a request: empty if there is not enough. */
  Optional<PayoutId> ask(String player) {
    return ask(player, Wei.of(1_000));
  }

  Optional<PayoutId> ask(String player, Wei amount) {
    house.pass(5_000);
    Operation.Withdrawal asked =
        new Operation.Withdrawal(house.id(player), amount, AWAY, house.millis());
    if (!(house.accounts.withdraw(player, asked, true) instanceof Answer.Ok ok)) {
      return Optional.empty();
    }
    PayoutId id = new PayoutId(player, ok.entry().version());
    long now = house.millis();
    lists.put(id, now);
    payouts.ask(id, new Asked(amount, AWAY, now, 0, 0), now);
    return Optional.of(id);
  }

  /** A nonce, an attempt, and a final receipt. Answers with the hash. */
  String pay(PayoutId id) {
    Attempt sent = attempt(id, Kind.PAY);
    add(id, new Paid(mined(sent)));
    return sent.hash();
  }

  /** An operator says yes. */
  void approve(PayoutId id, String by) {
    add(id, new Approved(by));
  }

  /** A cancellation is faster than the payment. Answers with the reason. */
  String cancel(PayoutId id) {
    attempt(id, Kind.PAY);
    add(id, new Cancelling("operator", "as asked"));
    add(id, new Refunded(REASON, null, mined(attempt(id, Kind.CANCEL))));
    return REASON;
  }

  private Attempt attempt(PayoutId id, Kind kind) {
    if (payouts.read(id).assigned() == null) {
      nonces.open(FIRST_NONCE, house.millis());
      PayoutState ignored =
          nonces.claim(payouts.read(id), nonces.next().orElseThrow(), house.millis()).orElseThrow();
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
    PayoutState ignored = payouts.append(payouts.read(id), event, house.millis()).orElseThrow();
  }
}
