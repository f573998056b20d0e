package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.HouseJson;
import io.fairfall.treasury.RoundPosting;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What stands twice: each posting, funding and adjustment is in the house's journal and in its own,
 * written in one transaction and with the same body.
 */
public final class DuplicateCheck {
  private static final String FUNDING_PREFIX = "funding:";

  private DuplicateCheck() {}

  static boolean isOne(String journal) {
    return journal.startsWith(FUNDING_PREFIX)
        || AdjustmentJournal.isOne(journal)
        || isPosting(journal);
  }

  private static boolean isPosting(String journal) {
    return HouseJournal.roundOf(journal).isPresent();
  }

  static long hash(Entry entry, FactHash hash) {
    return hash.of(entry.type() + '\n' + entry.atMs() + '\n' + entry.body());
  }

  /** The check of a round's postings, of a funding or of an adjustment. */
  static JournalCheck check(String journal, AuditContext context, FactHash hash) {
    return isPosting(journal)
        ? new Postings(journal, context, hash)
        : (entry, follows) -> context.twins().addAndGet(-hash(entry, hash));
  }

  /** Names the entries of the house that have no twin; those too young are passed over. */
  static void nameMissing(AuditContext context, Journals events) {
    nameMissing(context, events, 1, twin -> {});
  }

  /**
   * As above, from one of the house's entries on.
   *
   * @param twins is told the journal in which each of these must stand as well
   */
  public static void nameMissing(
      AuditContext context, Journals events, long first, Consumer<String> twins) {
    long from = first;
    List<Entry> page = events.range(HouseJournal.NAME, from, Long.MAX_VALUE);
    while (!page.isEmpty()) {
      for (Entry entry : page) {
        if (context.isBehindTheCut(entry.atMs())) {
          Optional<Twin> twin = twinOf(entry);
          twin.ifPresent(one -> twins.accept(one.journal()));
          if (twin.filter(one -> isThere(entry, events, one)).isEmpty()) {
            context.found(
                HouseJournal.NAME,
                entry.version(),
                Rule.POSTING,
                "stands in no journal of its own");
          }
        }
      }
      from = page.getLast().version() + 1;
      page = events.range(HouseJournal.NAME, from, Long.MAX_VALUE);
    }
  }

  /** Names a posting or a funding that the house's journal does not have. */
  public static JournalCheck nameStray(String journal, AuditContext context, Journals events) {
    return (entry, follows) -> {
      if (!isInTheHouse(entry, events)) {
        context.found(
            journal, entry.version(), Rule.POSTING, "does not stand in the house's journal");
      }
    };
  }

  private static boolean isInTheHouse(Entry entry, Journals events) {
    try {
      return isThere(
          entry, events, new Twin(HouseJournal.NAME, HouseJson.read(entry).after().version()));
    } catch (IllegalStateException unreadable) {
      return false;
    }
  }

  /** Where an entry of the house's stands a second time. */
  private record Twin(String journal, long slot) {}

  private static Optional<Twin> twinOf(Entry entry) {
    try {
      return Optional.of(
          switch (HouseJson.read(entry)) {
            case HouseEntry.Posted(var posting, var after) ->
                new Twin(HouseJournal.postingsOf(posting.roundId()), posting.slot());
            case HouseEntry.Adjusted(var posting, var after) ->
                new Twin(AdjustmentJournal.journalOf(posting.player(), posting.version()), 1);
            case HouseEntry.Funded(var funding, var after) ->
                new Twin(FUNDING_PREFIX + funding.id(), 1);
          });
    } catch (RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isThere(Entry entry, Journals events, Twin place) {
    return events.range(place.journal(), place.slot(), place.slot()).stream()
        .anyMatch(twin -> twin.body().equals(entry.body()) && twin.atMs() == entry.atMs());
  }

  /** A round's postings: each goes on where the one before it ended. */
  private static final class Postings implements JournalCheck {
    private final String journal;
    private final AuditContext context;
    private final FactHash hash;
    private final OptionalLong round;
    private long through;
    private BigInteger total = BigInteger.ZERO;
    private boolean isMet;

    Postings(String journal, AuditContext context, FactHash hash) {
      this.journal = journal;
      this.context = context;
      this.hash = hash;
      this.round = HouseJournal.roundOf(journal);
    }

    @Override
    public void judge(Entry entry, boolean follows) {
      context.tally().count(AuditTally.Count.POSTINGS, 1);
      context.twins().addAndGet(-hash(entry, hash));
      isMet = true;
      try {
        if (HouseJson.read(entry) instanceof HouseEntry.Posted posted) {
          judge(entry, posted.posting(), follows);
          return;
        }
        found(entry, Rule.POSTING, "is no posting");
      } catch (RuntimeException malformed) {
        found(entry, Rule.UNREADABLE, "is no posting: " + malformed);
      }
    }

    private void judge(Entry entry, RoundPosting posting, boolean follows) {
      boolean isRight =
          posting.roundId() == round.orElse(0)
              && posting.slot() == entry.version()
              && (!follows || posting.from() == through + 1)
              && (!follows || posting.total().equals(total.add(posting.delta())));
      if (!isRight) {
        found(entry, Rule.POSTING, "does not go on where the one before it ended: " + posting);
      }
      through = posting.through();
      total = posting.total();
    }

    @Override
    public void young(Entry entry) {
      if (context.isBehindTheCut(entry.atMs())) {
        context.twins().addAndGet(-hash(entry, hash));
      }
    }

    @Override
    public int memory() {
      return 1;
    }

    @Override
    public void recall(Entry entry, boolean wasInOrder) {
      isMet = true;
      try {
        if (HouseJson.read(entry) instanceof HouseEntry.Posted posted) {
          through = posted.posting().through();
          total = posted.posting().total();
        }
      } catch (RuntimeException unreadable) {
        // found when it was judged
      }
    }

    @Override
    public void end() {
      if (isMet && round.orElse(0) >= context.lowestRound()) {
        context.balances().posting(round.orElseThrow(), 1);
      }
    }

    private void found(Entry entry, Rule rule, String what) {
      context.found(journal, entry.version(), rule, what);
    }
  }
}
