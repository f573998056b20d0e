package io.fairfall.audit.check;

import io.fairfall.audit.report.Rule;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Witness;

/** What a witness has seen still stands in its account, under the same seal. */
public final class WitnessCheck implements JournalCheck {
  private final Witness.Place place;
  private final Journals accounts;
  private final AuditContext context;

  public WitnessCheck(Witness.Place place, AuditContext context) {
    this.place = place;
    this.accounts = context.evidence().accountJournals();
    this.context = context;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    String account = Accounts.journalOf(place.player());
    boolean stands =
        accounts.range(account, place.version(), place.version()).stream()
            .anyMatch(now -> Witness.isOf(entry, now));
    if (!stands) {
      context.found(
          account,
          place.version(),
          Rule.CHECKPOINT,
          "had another entry here, of which " + entry.journal() + " has the seal");
    }
  }
}
