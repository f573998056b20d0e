package io.fairfall.ledger;

import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.MacMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds an operation that happened before, ahead of any judgement about it.
 *
 * <p>An operation may only stand in the window of slots that its id names. The newest entry lists
 * the operations of the last few slots, which answers most look-ups without a read; otherwise one
 * query reads the window.
 */
final class AccountReader {
  private final Journals journals;
  private final MacKeySource keys;
  private final EntryCodec codec;
  private final Bounds bounds;
  private final HoldEnding endings;

  AccountReader(LedgerPorts ports, Bounds bounds) {
    this.journals = ports.accounts();
    this.keys = ports.keys();
    this.codec = ports.game().codec();
    this.bounds = bounds;
    this.endings = new HoldEnding(journals, codec, bounds);
  }

  /**
   * Where an account stands.
   *
   * @param seal of the newest entry, on which the next one builds
   */
  record Head(Account account, String seal) {
    static final Head NONE = new Head(Account.EMPTY, MacChain.NONE);
  }

  /**
   * The account as of its newest entry, whose seal is checked against the entry before it.
   *
   * @throws MacMismatchException if somebody else wrote it: then nothing is built on it
   */
  Head head(String journal) {
    List<Entry> newest = journals.latest(journal, Long.MAX_VALUE, 2);
    if (newest.isEmpty()) {
      return Head.NONE;
    }
    Entry head = newest.getFirst();
    boolean isFirst = head.version() == 1;
    if (newest.size() != (isFirst ? 1 : 2) || newest.getLast().version() < head.version() - 1) {
      throw new MacMismatchException(head, "follows a gap");
    }
    String previousSeal = isFirst ? MacChain.NONE : newest.getLast().seal();
    MacChain.verify(head, previousSeal, keys.knowing(MacChain.keyId(head)));
    return new Head(codec.read(head).after(), head.seal());
  }

  /** The entry in a slot that is known to be taken. */
  AccountEntry entry(String journal, long version) {
    return journals.range(journal, version, version).stream()
        .map(codec::read)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(journal + " has no entry " + version));
  }

  /** The entry that has this id, as of the head. */
  Optional<AccountEntry> find(String journal, Account head, OperationId id) {
    int index = head.recent().stream().map(Account.Recent::mark).toList().indexOf(id.digest());
    if (index < 0 && head.recentReachesBackTo() <= id.firstSlot()) {
      return Optional.empty();
    }
    if (index < 0) {
      bounds.reached("recentOperations");
    }
    return window(journal, id.firstSlot(), Math.min(id.lastSlot(), head.version())).stream()
        .map(codec::read)
        .filter(entry -> entry.trace().id().equals(id.text()))
        .findFirst();
  }

  /** A stretch of a journal to its end, also where one read does not bring all of it. */
  private List<Entry> window(String journal, long from, long to) {
    List<Entry> all = new ArrayList<>();
    new JournalReader(journals, OperationId.WINDOW_SLOTS).each(journal, from, to, all::add);
    return all;
  }

  /** How a hold that is not open ended, see {@link HoldEnding#of}. */
  Optional<PastHold> past(String player, Account head, long holdId) {
    return endings.of(player, head, holdId);
  }
}
