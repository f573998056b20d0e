package io.fairfall.audit.check;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.payouts.NonceEvent;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.NonceJson;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutState;
import java.util.Optional;
import java.util.OptionalLong;

/** The owners of a wallet's nonces: it begins once, and each owner has just that nonce. */
final class NonceCheck implements JournalCheck {
  private final NonceJournal.Wallet wallet;
  private final AuditContext context;
  private final Journals payouts;

  private NonceCheck(NonceJournal.Wallet wallet, AuditContext context, Journals payouts) {
    this.wallet = wallet;
    this.context = context;
    this.payouts = payouts;
  }

  /** Empty where the name is that of no wallet. */
  static Optional<JournalCheck> of(String journal, AuditContext context, Journals payouts) {
    return NonceJournal.walletOf(journal).map(wallet -> new NonceCheck(wallet, context, payouts));
  }

  /** What a slot says; empty where it says nothing that can be read. */
  static Optional<NonceEvent> slot(Journals payouts, String journal, long slot) {
    return PayoutChecks.safely(
        () -> payouts.range(journal, slot, slot).stream().findFirst().map(NonceJson::read));
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    NonceEvent event;
    try {
      event = NonceJson.read(entry);
    } catch (RuntimeException malformed) {
      PayoutChecks.unreadable(context, entry, malformed);
      return;
    }
    if ((entry.version() == 1) != (event instanceof NonceEvent.Opened)) {
      PayoutChecks.found(context, entry, "cannot come here: nonces begin once, and first");
    } else if (event instanceof NonceEvent.Claimed claimed && !isOwned(entry, claimed)) {
      PayoutChecks.found(context, entry, "names a payout that does not have this nonce");
    }
  }

  private boolean isOwned(Entry entry, NonceEvent.Claimed claimed) {
    OptionalLong first =
        slot(payouts, entry.journal(), 1)
            .filter(NonceEvent.Opened.class::isInstance)
            .map(opened -> OptionalLong.of(((NonceEvent.Opened) opened).first()))
            .orElse(OptionalLong.empty());
    if (first.isEmpty()) {
      return false;
    }
    Assigned due =
        new Assigned(
            wallet.chainId(),
            wallet.address(),
            first.getAsLong() + entry.version() - NonceJournal.FIRST_CLAIM);
    return PayoutChecks.state(payouts, claimed.owner())
        .map(PayoutState::assigned)
        .filter(due::equals)
        .isPresent();
  }
}
