package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import io.fairfall.journal.TransactionalAppend;
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
final class BatchDeposit {
  private final LedgerContext context;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, AccountReader.Head> heads = new HashMap<>();

  BatchDeposit(LedgerContext context) {
    this.context = context;
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
    if (!(context.accounts().appendTogether(entries) instanceof TransactionalAppend.Written)) {
      context.conflicts().conflicts(Accounts.journalOf(credits.getFirst().player()), 1);
      return false;
    }
    context.heads().putAll(heads);
    return true;
  }

  /** Who has no account yet is found out at once for all of whom nothing is remembered. */
  private void meetNewcomers(List<Accounts.Credit> credits) {
    Set<String> unknown =
        credits.stream()
            .map(credit -> Accounts.journalOf(credit.player()))
            .filter(journal -> context.heads().get(journal).isEmpty())
            .collect(Collectors.toSet());
    unknown.removeAll(context.accounts().existing(unknown));
    unknown.forEach(journal -> heads.put(journal, AccountReader.Head.NONE));
  }

  /** Adds what one of them writes; false if the rules refuse it. */
  private boolean takes(Accounts.Credit credit) {
    String player = credit.player();
    String journal = Accounts.journalOf(player);
    Operation.Deposit deposit = credit.deposit();
    AccountReader.Head head = heads.computeIfAbsent(journal, context::remembered);
    DecisionContext found = context.facts().find(player, head.account(), deposit, false);
    if (!(Rules.decide(context.game(), head.account(), deposit, found)
        instanceof Decision.Accepted(AccountEntry entry))) {
      return false;
    }
    PendingWrite write = context.writing(player, head, deposit, entry);
    entries.addAll(write.entries());
    heads.put(journal, write.head());
    return true;
  }
}
