package io.fairfall.audit.check;

import io.fairfall.journal.Entry;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PlayerWithdrawals;
import java.util.Optional;

/** What a player is shown of withdrawals: each has its receipt. Its slots have gaps. */
final class ListCheck implements JournalCheck {
  private final AuditContext context;

  ListCheck(AuditContext context) {
    this.context = context;
  }

  @Override
  public boolean hasGaps() {
    return true;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    Optional<PayoutId> id = PayoutChecks.safely(() -> Optional.of(PlayerWithdrawals.read(entry)));
    if (id.isEmpty()
        || !entry.type().equals(PlayerWithdrawals.TYPE)
        || !entry.body().equals(PlayerWithdrawals.BODY)) {
      PayoutChecks.unreadable(context, entry, new IllegalStateException("it lists nothing"));
    } else if (PayoutChecks.receipt(context.evidence().accountJournals(), id.get(), 1).isEmpty()) {
      PayoutChecks.found(context, entry, "lists what the account has not asked for");
    }
  }
}
