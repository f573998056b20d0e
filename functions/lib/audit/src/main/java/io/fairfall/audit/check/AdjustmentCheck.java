package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.AdjustmentPosting;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJson;
import io.fairfall.treasury.adjustments.ProposalJournal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Adjustments of accounts and their postings in the house's books prove each other: each is looked
 * up when the other passes by, with one small read.
 */
final class AdjustmentCheck {
  private final AuditContext context;
  private @Nullable OptionalLong sinceMs;

  AdjustmentCheck(AuditContext context) {
    this.context = context;
  }

  /** An adjustment is posted, if it is younger than the time before adjustments were. */
  void requirePosting(Entry stored, AccountEntry read) {
    Optional<AdjustmentPosting> due;
    try {
      due = AdjustmentJournal.of(stored, read);
    } catch (RuntimeException malformed) {
      return; // the rules have the finding
    }
    if (due.isEmpty()) {
      return;
    }
    Journals events = context.evidence().eventJournals();
    Optional<AdjustmentPosting> posted =
        events
            .range(AdjustmentJournal.journalOf(due.get().player(), due.get().version()), 1, 1)
            .stream()
            .findFirst()
            .flatMap(AdjustmentCheck::posting);
    if (posted.isEmpty() && !isSince(events, stored.atMs())) {
      context.tally().add(AuditTally.Sum.UNPOSTED, due.get().delta());
    } else if (posted.isEmpty()) {
      found(stored, "is an adjustment that is not in the house's books");
    } else if (!posted.equals(due)) {
      found(stored, "is another adjustment than the house's books have: " + posted.get());
    }
  }

  /** A posting is of an account's adjustment, and stands in the journal of that entry. */
  JournalCheck check(JournalCheck twins) {
    return new JournalCheck() {
      @Override
      public void judge(Entry entry, boolean follows) {
        twins.judge(entry, follows);
        Optional<AdjustmentPosting> posting = posting(entry);
        boolean isInPlace =
            posting
                .filter(
                    one ->
                        entry.version() == 1
                            && AdjustmentJournal.journalOf(one.player(), one.version())
                                .equals(entry.journal()))
                .isPresent();
        if (!isInPlace || !isOfAnAccount(posting.get())) {
          found(entry, "posts what no account was adjusted by");
        } else if (AdjustmentJournal.since(context.evidence().eventJournals()).isEmpty()) {
          found(entry, "is posted, and nothing says since when adjustments are");
        }
      }

      @Override
      public void end() {
        twins.end();
      }
    };
  }

  private boolean isOfAnAccount(AdjustmentPosting posting) {
    return context
        .evidence()
        .accountJournals()
        .range(Accounts.journalOf(posting.player()), posting.version(), posting.version())
        .stream()
        .findFirst()
        .flatMap(
            stored -> {
              try {
                return AdjustmentJournal.of(stored, BetEntryCodec.INSTANCE.read(stored));
              } catch (RuntimeException malformed) {
                return Optional.empty();
              }
            })
        .filter(posting::equals)
        .isPresent();
  }

  /** Whether adjustments of then are posted: one says so, or operators agreed on them by then. */
  private boolean isSince(Journals events, long atMs) {
    OptionalLong since = sinceMs;
    if (since == null) {
      since =
          LongStream.concat(
                  AdjustmentJournal.since(events).stream(),
                  events.range(ProposalJournal.LIST, 1, 1).stream().mapToLong(Entry::atMs))
              .min();
      sinceMs = since;
    }
    return since.isPresent() && atMs >= since.getAsLong();
  }

  private static Optional<AdjustmentPosting> posting(Entry entry) {
    try {
      return HouseJson.read(entry) instanceof HouseEntry.Adjusted adjusted
          ? Optional.of(adjusted.posting())
          : Optional.empty();
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private void found(Entry entry, String what) {
    context.found(entry.journal(), entry.version(), Rule.POSTING, what);
  }
}
