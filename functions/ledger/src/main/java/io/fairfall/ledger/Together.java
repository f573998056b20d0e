package io.fairfall.ledger;

import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several deposits in one transaction. Each has the entry and the receipt that it would have by
 * itself, on the same conditions; several of one player stand one on the other. If any slot is
 * taken, by a bet of one player or by a receipt that stands already, nothing of all this is
 * written: who asked then asks for each by itself, which finds out what there is.
 *
 * <p>Nothing is remembered of what is not known to be written. So where nobody knows, the first try
 * at one deposit by itself meets the slot that was taken after all, and the next reads its receipt.
 */
final class Together {
  private final Desk desk;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Lookup.Head> heads = new HashMap<>();

  Together(Desk desk) {
    this.desk = desk;
  }

  /** Whether all of them were credited, by this. */
  boolean run(List<Accounts.Credit> credits) {
    meetNewcomers(credits);
    Set<String> keys = new HashSet<>();
    for (Accounts.Credit credit : credits) {
      if (!keys.add(credit.deposit().receiptKey()) || !takes(credit)) {
        return false;
      }
    }
    if (!(desk.accounts().appendTogether(entries) instanceof AppendTogether.Written)) {
      return false;
    }
    heads.forEach(desk.heads()::remember);
    return true;
  }

  /** Who has no account yet is found out at once for all of whom nothing is remembered. */
  private void meetNewcomers(List<Accounts.Credit> credits) {
    Set<String> unknown =
        credits.stream()
            .map(credit -> Accounts.journalOf(credit.player()))
            .filter(journal -> desk.heads().of(journal).isEmpty())
            .collect(Collectors.toSet());
    unknown.removeAll(desk.accounts().begun(unknown));
    unknown.forEach(journal -> heads.put(journal, Lookup.Head.NONE));
  }

  /** Adds what one of them writes; false if the rules refuse it. */
  private boolean takes(Accounts.Credit credit) {
    String player = credit.player();
    String journal = Accounts.journalOf(player);
    Operation.Deposit deposit = credit.deposit();
    Lookup.Head head = heads.computeIfAbsent(journal, desk::remembered);
    Facts found = desk.facts().find(player, head.account(), deposit, false);
    if (!(Rules.decide(desk.game(), head.account(), deposit, found)
        instanceof Decision.Accepted(AccountEntry entry))) {
      return false;
    }
    Writing writing = desk.writing(player, head, deposit, entry);
    entries.addAll(writing.entries());
    heads.put(journal, writing.head());
    return true;
  }
}
