package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Optional;

/**
 * How a bet that is not open ended, however many entries ago.
 *
 * <p>Every entry carries the open bets, so "the bet is open" is true from the entry that placed it
 * up to the one that ended it, and false from there on. The end is therefore found by doubling
 * steps and halving them: in a few reads after the usual few entries, in some forty after a
 * million. No bound can be met on the way.
 *
 * <p>A bet that was closed as lost may have been corrected since, by an entry anywhere behind. That
 * is not searched for: the correction has a receipt of its own, which was written in the same
 * transaction and can be written once. Before format 2 corrections had none. For bets of that time
 * the entries behind the end are read, so many pages of them, and if the account goes on behind the
 * last page then nobody knows. One page is read for every bet: while a deployment is under way,
 * older code may still have corrected it.
 */
final class BetEnding {
  private final Journals journals;
  private final Bounds bounds;

  BetEnding(Journals journals, Bounds bounds) {
    this.journals = journals;
    this.bounds = bounds;
  }

  /**
   * The last word on a bet, as of a version of the account.
   *
   * @param head the account, in which the bet is not open
   * @return nothing if the account never had this bet
   * @throws IllegalStateException if nobody knows whether it was corrected before corrections had
   *     receipts
   */
  Optional<Facts.PastBet> of(String player, Account head, long betId) {
    if (betId < 1 || betId > head.version()) {
      return Optional.empty();
    }
    String journal = Accounts.journalOf(player);
    List<AccountEntry> first = read(journal, betId, betId + bounds.firstEntries() - 1, head);
    AccountEntry placing = first.getFirst();
    if (placing.bet().isEmpty()) {
      return Optional.empty();
    }
    AccountEntry ending =
        first.stream()
            .filter(entry -> entry.after().openBet(betId).isEmpty())
            .findFirst()
            .orElseGet(() -> search(journal, betId, first.getLast().version(), head));
    Close close =
        ending
            .closeOf(betId)
            .orElseThrow(
                () -> new IllegalStateException(journal + " lost bet " + betId + " on its way"));
    Facts.PastBet end = new Facts.PastBet(close, ending);
    return Optional.of(
        close.result() == Close.Result.LOST
            ? correction(player, placing, ending, head).orElse(end)
            : end);
  }

  /** The entry that ended a bet which is open at one version and not at the head's. */
  private AccountEntry search(String journal, long betId, long openAt, Account head) {
    long open = openAt;
    long ended = head.version();
    for (long step = bounds.firstEntries(); open + step < ended; step *= 2) {
      if (isOpen(journal, betId, open + step, head)) {
        open += step;
      } else {
        ended = open + step;
      }
    }
    while (ended - open > 1) {
      long middle = open + (ended - open) / 2;
      if (isOpen(journal, betId, middle, head)) {
        open = middle;
      } else {
        ended = middle;
      }
    }
    return read(journal, ended, ended, head).getFirst();
  }

  private boolean isOpen(String journal, long betId, long version, Account head) {
    return read(journal, version, version, head).getFirst().after().openBet(betId).isPresent();
  }

  private Optional<Facts.PastBet> correction(
      String player, AccountEntry placing, AccountEntry ending, Account head) {
    String journal = Accounts.journalOf(player);
    long betId = placing.version();
    Optional<Long> receipt =
        Externals.find(journals, Externals.correctionPlace(player, betId))
            .map(Externals.Receipt::version)
            .filter(version -> version <= head.version());
    return receipt.isPresent()
        ? corrected(read(journal, receipt.get(), receipt.get(), head).getFirst(), betId)
        : unreceipted(journal, placing, ending.version(), head);
  }

  /** A correction of the time before receipts. */
  private Optional<Facts.PastBet> unreceipted(
      String journal, AccountEntry placing, long endedAt, Account head) {
    boolean mayBeFar = placing.format() == AccountEntry.FORMAT_1;
    int pages = mayBeFar ? bounds.pagesBeforeReceipts() : 1;
    long from = endedAt + 1;
    for (int page = 0; page < pages && from <= head.version(); page++) {
      long to = Math.min(from + bounds.pageEntries() - 1, head.version());
      List<Entry> entries = journals.range(journal, from, to);
      if (entries.isEmpty()) {
        throw new IllegalStateException(journal + " has no entry " + from);
      }
      for (Entry stored : entries) {
        AccountEntry entry = AccountJson.read(stored);
        Optional<Facts.PastBet> found = corrected(entry, placing.version());
        if (found.isPresent()) {
          return found;
        }
        from = entry.version() + 1;
      }
    }
    if (mayBeFar && from <= head.version()) {
      throw new IllegalStateException(
          "whether bet " + placing.version() + " of " + journal + " was corrected is out of reach");
    }
    return Optional.empty();
  }

  private static Optional<Facts.PastBet> corrected(AccountEntry entry, long betId) {
    return entry
        .correction()
        .filter(close -> close.betId() == betId)
        .map(close -> new Facts.PastBet(close, entry));
  }

  /** Entries from a slot on, of which the first must be there. */
  private List<AccountEntry> read(String journal, long from, long to, Account head) {
    List<AccountEntry> entries =
        journals.range(journal, from, Math.min(to, head.version())).stream()
            .map(AccountJson::read)
            .toList();
    if (entries.isEmpty() || entries.getFirst().version() != from) {
      throw new IllegalStateException(journal + " has no entry " + from);
    }
    return entries;
  }
}
