package io.fairfall.ledger;

import io.fairfall.journal.BrokenSeal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.SealKeySource;
import io.fairfall.journal.Seals;
import java.util.List;
import java.util.Optional;

/**
 * Finds an operation that happened before, ahead of any judgement about it.
 *
 * <p>An operation may only stand in the window of slots that its id names. The newest entry lists
 * the operations of the last few slots, which answers most look-ups without a read; otherwise one
 * query reads the window.
 */
final class Lookup {
  /** Pages of 200 entries that are searched for the end of a bet, and for its correction. */
  private static final int MAX_SEARCH_PAGES = 5;

  private final Journals journals;
  private final SealKeySource keys;

  Lookup(Sources sources) {
    this.journals = sources.accounts();
    this.keys = sources.keys();
  }

  /**
   * Where an account stands.
   *
   * @param seal of the newest entry, on which the next one builds
   */
  record Head(Account account, String seal) {
    static final Head NONE = new Head(Account.EMPTY, Seals.NONE);
  }

  /**
   * The account as of its newest entry, whose seal is checked against the entry before it.
   *
   * @throws BrokenSeal if somebody else wrote it: then nothing is built on it
   */
  Head head(String journal) {
    List<Entry> newest = journals.latest(journal, Long.MAX_VALUE, 2);
    if (newest.isEmpty()) {
      return Head.NONE;
    }
    Entry head = newest.getFirst();
    boolean isFirst = head.version() == 1;
    if (newest.size() != (isFirst ? 1 : 2) || newest.getLast().version() < head.version() - 1) {
      throw new BrokenSeal(head, "follows a gap");
    }
    String previousSeal = isFirst ? Seals.NONE : newest.getLast().seal();
    Seals.verify(head, previousSeal, keys.knowing(Seals.keyId(head)));
    return new Head(AccountJson.read(head).after(), head.seal());
  }

  /** The entry in a slot that is known to be taken. */
  AccountEntry entry(String journal, long version) {
    return journals.range(journal, version, version).stream()
        .map(AccountJson::read)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(journal + " has no entry " + version));
  }

  /** The entry that has this id, as of the head. */
  Optional<AccountEntry> find(String journal, Account head, OperationId id) {
    int index = head.recent().stream().map(Account.Recent::mark).toList().indexOf(id.mark());
    if (index < 0 && head.recentReachesBackTo() <= id.firstSlot()) {
      return Optional.empty();
    }
    return journals.range(journal, id.firstSlot(), Math.min(id.lastSlot(), head.version())).stream()
        .map(AccountJson::read)
        .filter(entry -> entry.trace().id().equals(id.text()))
        .findFirst();
  }

  /**
   * How a bet that is not open ended, or nothing if the account never had this bet.
   *
   * @throws IllegalStateException if the account has moved further since than any cashout in flight
   *     can explain: then the answer is unknown
   */
  Optional<Facts.PastBet> past(String journal, Account head, long betId) {
    if (betId < 1 || betId > head.version()) {
      return Optional.empty();
    }
    Optional<Facts.PastBet> last = Optional.empty();
    long from = betId;
    for (int page = 0; page < MAX_SEARCH_PAGES; page++) {
      var entries = journals.range(journal, from, head.version());
      for (var stored : entries) {
        AccountEntry entry = AccountJson.read(stored);
        if (entry.version() == betId && entry.kind() != AccountEntry.Kind.BET) {
          return Optional.empty();
        }
        Optional<Facts.PastBet> close =
            entry.closeOf(betId).map(found -> new Facts.PastBet(found, entry));
        if (close.isPresent()) {
          last = close;
        }
        if (last.isPresent() && last.get().close().isWon()) {
          return last;
        }
      }
      from += entries.size();
      if (entries.isEmpty() || from > head.version()) {
        return last;
      }
    }
    if (last.isEmpty()) {
      throw new IllegalStateException("bet " + betId + " of " + journal + " has no end in reach");
    }
    return last;
  }
}
