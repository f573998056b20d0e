package io.fairfall.ledger;

import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several deposits in one transaction. Each has the entry and the receipt that it would have by
 * itself, on the same conditions; several of one player stand one on the other. If any slot is
 * taken, by a bet of one player or by a receipt that stands already, nothing of all this is
 * written: who asked then asks for each by itself, which finds out what there is.
 */
final class Together {
  private final Desk desk;
  private final List<Entry> written = new ArrayList<>();
  private final Map<String, Lookup.Head> heads = new HashMap<>();

  Together(Desk desk) {
    this.desk = desk;
  }

  /** Whether all of them were credited, by this. */
  boolean run(List<Accounts.Credit> credits) {
    Set<String> keys = new HashSet<>();
    for (Accounts.Credit credit : credits) {
      if (!keys.add(credit.deposit().key()) || !isDecided(credit)) {
        return false;
      }
    }
    if (!(desk.accounts().appendTogether(written) instanceof AppendTogether.Written)) {
      return false;
    }
    heads.forEach(desk.heads()::remember);
    return true;
  }

  private boolean isDecided(Accounts.Credit credit) {
    String journal = Accounts.journalOf(credit.player());
    Operation.Deposit deposit = credit.deposit();
    Lookup.Head head = heads.computeIfAbsent(journal, desk::remembered);
    Facts found = desk.facts().find(credit.player(), journal, head.account(), deposit, false);
    if (!(Rules.decide(head.account(), deposit, found)
        instanceof Decision.Accepted(AccountEntry entry))) {
      return false;
    }
    Entry sealed = desk.sealed(journal, head, entry);
    written.add(
        Externals.companion(credit.player(), deposit, entry, desk.clock().millis()).orElseThrow());
    written.add(sealed);
    heads.put(journal, new Lookup.Head(entry.after(), sealed.seal()));
    return true;
  }
}
