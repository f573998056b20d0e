package io.fairfall.audit.check;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.ExternalReceipts.Receipt;
import io.fairfall.payouts.NonceEvent;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJson;
import io.fairfall.payouts.PayoutState;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One payout: its events follow each other as they can, the account asked for just this, its nonce
 * names it, its attempts say what they must, and the account was told its end.
 */
final class PayoutCheck implements JournalCheck {
  private static final long CLOCKS_APART_MS = 60_000;

  private final PayoutId id;
  private final AuditContext context;
  private final Journals payouts;
  private @Nullable PayoutState state;
  private @Nullable Entry last;

  PayoutCheck(PayoutId id, AuditContext context, Journals payouts) {
    this.id = id;
    this.context = context;
    this.payouts = payouts;
    this.state = PayoutState.none(id);
  }

  /** A payout is short, and needed as a whole. */
  @Override
  public int memory() {
    return NOT_WITHIN;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    PayoutState before = follows ? state : null;
    state = null;
    PayoutEvent event;
    try {
      event = PayoutJson.read(entry);
    } catch (RuntimeException malformed) {
      PayoutChecks.unreadable(context, entry, malformed);
      return;
    }
    if (before == null) {
      return; // what is missing or no step was found
    }
    Optional<String> rule = before.whyNot(event);
    if (rule.isPresent()) {
      found(entry, "cannot come here: " + rule.get());
      state =
          new PayoutState(
              id,
              entry.version(),
              before.asked(),
              before.approvedBy(),
              before.assigned(),
              before.cancelling(),
              before.attempts(),
              before.attemptedAtMs(),
              before.end());
      return;
    }
    state = before.after(entry);
    last = entry;
    switch (event) {
      case Asked asked -> requireAsked(entry, asked);
      case Assigned assigned -> {
        requireClaim(entry, assigned);
        new HeldCheck(context, payouts, before, entry, assigned).run();
      }
      case Attempt attempt -> requireSigned(entry, attempt, before);
      default -> {}
    }
  }

  private void requireAsked(Entry entry, Asked asked) {
    boolean isAsked =
        PayoutChecks.safely(
                () ->
                    context
                        .evidence()
                        .accountJournals()
                        .range(Accounts.journalOf(id.player()), id.version(), id.version())
                        .stream()
                        .findFirst())
            .filter(stored -> Math.abs(stored.atMs() - asked.at()) <= CLOCKS_APART_MS)
            .flatMap(
                stored ->
                    PayoutChecks.safely(() -> Optional.of(BetEntryCodec.INSTANCE.read(stored))))
            .filter(read -> read.kind() == AccountEntry.Kind.WITHDRAWAL)
            .filter(read -> read.legs().external().equals(asked.amount().value()))
            .filter(read -> read.requireNote().equals(asked.to()))
            .isPresent();
    if (!isAsked) {
      found(entry, "is asked for by no such entry of the account");
    }
  }

  private void requireClaim(Entry entry, Assigned assigned) {
    String nonces = NonceJournal.nameOf(assigned.chainId(), assigned.wallet());
    boolean isClaimed =
        NonceCheck.slot(payouts, nonces, 1)
            .filter(NonceEvent.Opened.class::isInstance)
            .map(opened -> ((NonceEvent.Opened) opened).first())
            .filter(first -> assigned.nonce() >= first)
            .flatMap(
                first ->
                    NonceCheck.slot(
                        payouts, nonces, assigned.nonce() - first + NonceJournal.FIRST_CLAIM))
            .filter(new NonceEvent.Claimed(id)::equals)
            .isPresent();
    if (!isClaimed) {
      found(entry, "has a nonce that does not name it");
    }
  }

  private void requireSigned(Entry entry, Attempt attempt, PayoutState before) {
    Asked asked = before.asked();
    Assigned assigned = before.assigned();
    if (asked == null || assigned == null) {
      return; // the rules have said so
    }
    boolean pays = attempt.kind() == PayoutEvent.Kind.PAY;
    RawPayment due =
        new RawPayment(
            BigInteger.valueOf(assigned.chainId()),
            BigInteger.valueOf(assigned.nonce()),
            attempt.fees().tip().value(),
            attempt.fees().max().value(),
            BigInteger.valueOf(attempt.gas()),
            pays ? asked.to() : assigned.wallet(),
            pays ? asked.amount().value() : BigInteger.ZERO,
            attempt.hash());
    Optional<RawPayment> signed =
        PayoutChecks.safely(() -> Optional.of(RawPayment.parse(attempt.raw())));
    if (!signed.equals(Optional.of(due))) {
      found(entry, "is an attempt whose transaction says another thing");
    }
  }

  @Override
  public void end() {
    if (state == null || state.end() == null || last == null) {
      return;
    }
    PayoutEvent end = state.end();
    Optional<Receipt> told =
        PayoutChecks.receipt(context.evidence().accountJournals(), id, 2)
            .filter(receipt -> PayoutChecks.isToldBy(receipt, end));
    if (told.isEmpty()) {
      found(last, "has ended, and its receipt does not say so");
    }
  }

  private void found(Entry entry, String what) {
    PayoutChecks.found(context, entry, what);
  }
}
