package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.util.List;
import java.util.Optional;

/**
 * How a hold that is not open ended, however many entries ago.
 *
 * <p>Every entry carries the open holds, so "it is open" is true from the entry that placed it up
 * to the one that ended it, and false from there on. The end is therefore found by doubling steps
 * and halving them: in a few reads after the usual few entries, in some forty after a million. No
 * bound can be met on the way.
 *
 * <p>A hold that was released as lost may have been corrected since, by an entry anywhere behind.
 * That is not searched for: the correction has a receipt of its own, which was written in the same
 * transaction and can be written once. Before format 2 corrections had none. For holds of that time
 * the entries behind the end are read, so many pages of them, and if the account goes on behind the
 * last page then nobody knows. One page is read for every hold: while a deployment is under way,
 * older code may still have corrected it.
 */
final class HoldEnding {
  private final Journals journals;
  private final EntryCodec codec;
  private final Bounds bounds;

  HoldEnding(Journals journals, EntryCodec codec, Bounds bounds) {
    this.journals = journals;
    this.codec = codec;
    this.bounds = bounds;
  }

  /**
   * The last word on a hold, as of a version of the account.
   *
   * @param head the account, in which it is not open
   * @return nothing if the account never had this hold
   * @throws IllegalStateException if nobody knows whether it was corrected before corrections had
   *     receipts
   */
  Optional<PastHold> of(String player, Account head, long holdId) {
    if (holdId < 1 || holdId > head.version()) {
      return Optional.empty();
    }
    String journal = Accounts.journalOf(player);
    List<AccountEntry> first = read(journal, holdId, holdId + bounds.firstEntries() - 1, head);
    AccountEntry placing = first.getFirst();
    if (placing.placed().isEmpty()) {
      return Optional.empty();
    }
    AccountEntry ending =
        first.stream()
            .filter(entry -> entry.after().hold(holdId).isEmpty())
            .findFirst()
            .orElseGet(() -> search(journal, holdId, first.getLast().version(), head));
    Release release =
        ending
            .releaseOf(holdId)
            .orElseThrow(
                () -> new IllegalStateException(journal + " lost hold " + holdId + " on its way"));
    PastHold end = new PastHold(release, ending);
    return Optional.of(
        release.isLost() ? correction(player, placing, ending, head).orElse(end) : end);
  }

  /** The entry that ended a hold which is open at one version and not at the head's. */
  private AccountEntry search(String journal, long holdId, long openAt, Account head) {
    bounds.reached("firstEntries");
    long open = openAt;
    long ended = head.version();
    for (long step = bounds.firstEntries(); open + step < ended; step *= 2) {
      if (isOpen(journal, holdId, open + step, head)) {
        open += step;
      } else {
        ended = open + step;
      }
    }
    while (ended - open > 1) {
      long middle = open + (ended - open) / 2;
      if (isOpen(journal, holdId, middle, head)) {
        open = middle;
      } else {
        ended = middle;
      }
    }
    return read(journal, ended, ended, head).getFirst();
  }

  private boolean isOpen(String journal, long holdId, long version, Account head) {
    return read(journal, version, version, head).getFirst().after().hold(holdId).isPresent();
  }

  private Optional<PastHold> correction(
      String player, AccountEntry placing, AccountEntry ending, Account head) {
    String journal = Accounts.journalOf(player);
    long holdId = placing.version();
    Optional<Long> receipt =
        ExternalReceipts.find(journals, ExternalReceipts.correctionPlace(player, holdId))
            .map(ExternalReceipts.Receipt::version)
            .filter(version -> version <= head.version());
    return receipt.isPresent()
        ? corrected(read(journal, receipt.get(), receipt.get(), head).getFirst(), holdId)
        : unreceipted(journal, placing, ending.version(), head);
  }

  /** A correction of the time before receipts. */
  private Optional<PastHold> unreceipted(
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
        AccountEntry entry = codec.read(stored);
        Optional<PastHold> found = corrected(entry, placing.version());
        if (found.isPresent()) {
          return found;
        }
        from = entry.version() + 1;
      }
      if (from <= head.version()) {
        bounds.reached("pageEntries");
      }
    }
    if (mayBeFar && from <= head.version()) {
      bounds.reached("pagesBeforeReceipts");
      throw new IllegalStateException(
          "whether hold "
              + placing.version()
              + " of "
              + journal
              + " was corrected is out of reach");
    }
    return Optional.empty();
  }

  private static Optional<PastHold> corrected(AccountEntry entry, long holdId) {
    return entry
        .correction()
        .filter(release -> release.holdId() == holdId)
        .map(release -> new PastHold(release, entry));
  }

  /** Entries from a slot on, of which the first must be there. */
  private List<AccountEntry> read(String journal, long from, long to, Account head) {
    List<AccountEntry> entries =
        journals.range(journal, from, Math.min(to, head.version())).stream()
            .map(codec::read)
            .toList();
    if (entries.isEmpty() || entries.getFirst().version() != from) {
      throw new IllegalStateException(journal + " has no entry " + from);
    }
    return entries;
  }
}
