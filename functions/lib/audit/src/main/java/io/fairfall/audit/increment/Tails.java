package io.fairfall.audit.increment;

import io.fairfall.audit.AuditRun.Reached;
import io.fairfall.audit.AuditRun.Within;
import io.fairfall.audit.check.AuditContext;
import io.fairfall.audit.check.InOrder;
import io.fairfall.audit.check.JournalCheck;
import io.fairfall.audit.check.SealingStart;
import io.fairfall.audit.check.SegmentScan;
import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.audit.table.JournalTable.Segment;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacMismatchException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Journals from their checkpoints on: whether these still stand, and what has come after them. */
final class Tails {
  private static final Segment WHOLE = new Segment(0, 1);

  private final AuditContext context;
  private final Journals journals;
  private final SealingStart sealing;

  Tails(AuditContext context, Journals journals, SealingStart sealing) {
    this.context = context;
    this.journals = journals;
    this.sealing = sealing;
  }

  /** Judges a journal that has no checkpoint, from its beginning. */
  void whole(String journal, JournalCheck check, InOrder inOrder) {
    List<Entry> page = firstPage(journal, 1);
    if (!page.isEmpty()) {
      scan(journal, page, check, inOrder).run(Reached.NOTHING, () -> false);
    }
  }

  /**
   * Judges what stands behind a checkpoint. The check is shown the entry of the checkpoint again,
   * so that it also tells what is left open there.
   *
   * @param inOrder told only where there was something new
   * @return the entry of the checkpoint, if it stands; otherwise nothing behind it is judged
   */
  Optional<Entry> behind(Checkpoint checkpoint, JournalCheck check, InOrder inOrder) {
    context.tally().count(AuditTally.Count.CHECKPOINTS, 1);
    String journal = checkpoint.account();
    if (context.keys().isPresent() && !checkpoint.isGenuine(context.keys().get().get())) {
      found(checkpoint, "has a checkpoint here that the house did not sign");
      return Optional.empty();
    }
    // with the one before it, whose seal is part of its own
    List<Entry> page = firstPage(journal, Math.max(1, checkpoint.version() - 1));
    Optional<Entry> named = slot(page, checkpoint.version());
    if (named.isEmpty()) {
      found(checkpoint, "had come to this entry, and now there is none");
      return Optional.empty();
    }
    Entry last = named.get();
    if (!last.seal().equals(checkpoint.seal())) {
      found(checkpoint, "had another entry here");
      return Optional.empty();
    }
    if (!isSealed(page, last)) {
      context.found(journal, last.version(), Rule.SEAL, "has another content than its seal");
      return Optional.empty();
    }
    InOrder news =
        (name, version, seal) -> {
          if (version > checkpoint.version()) {
            inOrder.inOrder(name, version, seal);
          }
        };
    Long sealedSince = last.seal().equals(MacChain.NONE) ? null : last.atMs();
    scan(journal, page, check, news).run(within(checkpoint, last, sealedSince), () -> false);
    return Optional.of(last);
  }

  private static Optional<Entry> slot(List<Entry> page, long version) {
    return page.stream().filter(entry -> entry.version() == version).findFirst();
  }

  /** What follows is judged on the content of this entry, which must be the one that was sealed. */
  private boolean isSealed(List<Entry> page, Entry last) {
    if (context.keys().isEmpty() || last.seal().equals(MacChain.NONE)) {
      return true;
    }
    Optional<String> before =
        last.version() == 1
            ? Optional.of(MacChain.NONE)
            : slot(page, last.version() - 1).map(Entry::seal);
    try {
      MacChain.verify(
          last,
          before.orElseThrow(() -> new MacMismatchException(last, "follows a gap")),
          context.keys().get().knowing(MacChain.keyId(last)));
      return true;
    } catch (MacMismatchException broken) {
      return false;
    }
  }

  private static Reached within(Checkpoint checkpoint, Entry last, @Nullable Long sealedSince) {
    return new Reached(
        checkpoint.account(),
        checkpoint.version(),
        false,
        new Within(last.atMs(), true, sealedSince));
  }

  private SegmentScan scan(
      String journal, List<Entry> firstPage, JournalCheck check, InOrder inOrder) {
    return new SegmentScan(
        new JournalTail(journals, journal, firstPage),
        new Known(journals, firstPage),
        WHOLE,
        context,
        name -> Optional.of(check),
        inOrder,
        sealing);
  }

  /** An item that is no entry is a finding; what stands before it is judged another time. */
  private List<Entry> firstPage(String journal, long from) {
    try {
      return journals.range(journal, from, Long.MAX_VALUE);
    } catch (IllegalStateException malformed) {
      context.found(journal, from, Rule.UNREADABLE, "has no entry after it: " + malformed);
      return List.of();
    }
  }

  private void found(Checkpoint checkpoint, String what) {
    context.found(checkpoint.account(), checkpoint.version(), Rule.CHECKPOINT, what);
  }

  /** The entry of the checkpoint is not read twice. */
  private static final class Known extends ForwardingJournals {
    private final List<Entry> page;

    Known(Journals journals, List<Entry> page) {
      super(journals);
      this.page = page;
    }

    @Override
    public List<Entry> range(String journal, long from, long to) {
      Optional<Entry> known = from == to ? slot(page, from) : Optional.empty();
      return known.map(List::of).orElseGet(() -> super.range(journal, from, to));
    }
  }
}
