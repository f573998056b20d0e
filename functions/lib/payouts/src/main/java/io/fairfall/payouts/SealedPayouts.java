package io.fairfall.payouts;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.journal.TransactionalAppend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The journals of the table of payouts: what is put into {@code payout:…} and {@code nonces:…} is
 * sealed, and what is read from them has its seal checked, each entry with the one before it. Other
 * journals of the table pass as they are: nothing is decided by them.
 *
 * <p>An entry that has no seal is not the house's. What comes out has its seal taken off, so that
 * it can be compared with what was put in.
 *
 * <p>Whatever reads throws {@link io.fairfall.journal.MacMismatchException} where an entry is not
 * what the house wrote there, and {@link io.fairfall.journal.StoreUnavailableException} where the
 * table does not answer.
 */
public final class SealedPayouts extends ForwardingJournals {
  private final SealedJournals sealed;
  private final MacKeySource keys;

  /**
   * @param journals of the table of payouts
   * @param keys that seal the accounts as well
   */
  public SealedPayouts(Journals journals, MacKeySource keys) {
    super(journals);
    this.sealed = new SealedJournals(journals, keys);
    this.keys = keys;
  }

  /** Whether entries of a journal have seals. */
  public static boolean isSealed(String journal) {
    return journal.startsWith(PayoutId.PREFIX) || journal.startsWith(NonceJournal.PREFIX);
  }

  @Override
  public Optional<Entry> head(String journal) {
    return isSealed(journal)
        ? latest(journal, Long.MAX_VALUE, 1).stream().findFirst()
        : super.head(journal);
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    if (!isSealed(journal) || from > to) {
      return super.range(journal, from, to);
    }
    List<Entry> checked = new ArrayList<>();
    String previous = from == 1 ? MacChain.NONE : sealOf(journal, from - 1);
    for (Entry entry : sealed.range(journal, from, to)) {
      require(entry, previous);
      previous = entry.seal();
      checked.add(plain(entry));
    }
    return checked;
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    List<Entry> found = super.latest(journal, before, limit);
    return !isSealed(journal) || found.isEmpty()
        ? found
        : range(journal, found.getLast().version(), found.getFirst().version()).reversed();
  }

  /** Empty where there is none: then what follows it is not the house's either. */
  private String sealOf(String journal, long version) {
    return sealed.range(journal, version, version).stream()
        .findFirst()
        .map(Entry::seal)
        .orElse(MacChain.NONE);
  }

  private void require(Entry entry, String previous) {
    MacChain.verify(entry, previous, keys.knowing(MacChain.keyId(entry)));
  }

  @Override
  public Append append(Entry entry) {
    if (!isSealed(entry.journal())) {
      return super.append(entry);
    }
    return switch (sealed.append(entry)) {
      case Append.Written written -> new Append.Written(entry);
      case Append.SlotTaken(Entry winner) -> new Append.SlotTaken(plain(winner));
      case Append.Contended contended -> contended;
    };
  }

  /** As {@link #append}, all of them or none; all are of journals that have seals. */
  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    if (!entries.stream().map(Entry::journal).allMatch(SealedPayouts::isSealed)) {
      throw new IllegalArgumentException("only what is sealed is put together here");
    }
    return switch (sealed.appendTogether(entries)) {
      case TransactionalAppend.SlotsTaken(List<Entry> winners) ->
          new TransactionalAppend.SlotsTaken(winners.stream().map(SealedPayouts::plain).toList());
      case TransactionalAppend other -> other;
    };
  }

  private static Entry plain(Entry entry) {
    return new Entry(entry.journal(), entry.version(), entry.type(), entry.atMs(), entry.body());
  }
}
