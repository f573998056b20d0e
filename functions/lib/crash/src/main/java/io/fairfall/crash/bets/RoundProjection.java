package io.fairfall.crash.bets;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import io.fairfall.journal.TooManyConflictsException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The journal of one round's facts, as far as this instance has read it.
 *
 * <p>A stream delivers its records at least once, and after a change of its mapping a whole day of
 * them again. So before facts are appended, what the journal gained since the last look is read,
 * and facts that stand in it are dropped. Two projectors may still write the same fact at the same
 * instant; readers drop by key, and that is what makes it right. This only keeps it small.
 *
 * <p>Projectors of other shards append to the same journal. Who loses a slot reads on and takes the
 * next one.
 *
 * <p>Each entry is told to everybody who watches, so that many small ones cost as many posts. While
 * the newest entry is younger than an interval, facts are gathered rather than appended; all
 * projectors go by the same entry. A fact of {@link #MAX_GATHER_MS} ago waits no longer: whoever is
 * behind must catch up, because bets are settled by these facts.
 */
public final class RoundProjection {
  /** Age of a fact from which on it is not held back. */
  static final long MAX_GATHER_MS = 5_000;

  private final Journals journals;
  private final long roundId;
  private final InstantSource clock;
  private final AppendLoop loop;
  private final LongSupplier intervalMs;
  private final int maxFacts;
  private final Set<PublicBetEvent.Key> known = new HashSet<>();
  private long version;
  private long newestAtMs;
  private int appended;

  /**
   * A log whose entries need not be apart.
   *
   * @param loop how a slot is taken among other projectors
   */
  public RoundProjection(Journals journals, long roundId, InstantSource clock, AppendLoop loop) {
    this(journals, roundId, clock, loop, () -> 0);
  }

  /**
   * As above, with entries some time apart.
   *
   * @param intervalMs milliseconds from one entry to the next, asked before each
   */
  public RoundProjection(
      Journals journals,
      long roundId,
      InstantSource clock,
      AppendLoop loop,
      LongSupplier intervalMs) {
    this(journals, roundId, clock, loop, intervalMs, RoundFacts.MAX_FACTS_PER_ENTRY);
  }

  /**
   * As above, with a smaller bound than production's.
   *
   * @param maxFacts facts in one entry, 1 to {@link RoundFacts#MAX_FACTS_PER_ENTRY}
   */
  public RoundProjection(
      Journals journals,
      long roundId,
      InstantSource clock,
      AppendLoop loop,
      LongSupplier intervalMs,
      int maxFacts) {
    this.journals = journals;
    this.roundId = roundId;
    this.clock = clock;
    this.loop = loop;
    this.intervalMs = intervalMs;
    this.maxFacts = maxFacts;
  }

  /**
   * Appends the facts that the journal does not hold yet, in as few entries as their size allows.
   *
   * @return false if other writers always came first; some of the facts may be in by then
   */
  public boolean add(List<PublicBetEvent> facts) {
    try {
      boolean isMore = true;
      while (isMore) {
        isMore =
            loop.run(
                RoundFacts.journalOf(roundId),
                attempt -> gathered(facts),
                (fresh, attempt) -> fresh.isEmpty() ? Proposal.answer(false) : append(fresh));
      }
      return true;
    } catch (TooManyConflictsException othersCameFirst) {
      return false;
    }
  }

  /** How many facts were appended from here so far. */
  public int appended() {
    return appended;
  }

  /** The facts that the journal lacks, once it is time for its next entry. */
  private List<PublicBetEvent> gathered(List<PublicBetEvent> facts) {
    List<PublicBetEvent> fresh = lacking(facts);
    for (long waitMs = waitMs(fresh); waitMs > 0; waitMs = waitMs(fresh)) {
      rest(waitMs);
      fresh = lacking(facts);
    }
    return fresh;
  }

  /** How long the next entry should wait: never beyond what its oldest fact can wait. */
  private long waitMs(List<PublicBetEvent> fresh) {
    if (fresh.isEmpty()) {
      return 0;
    }
    long now = clock.millis();
    long interval = intervalMs.getAsLong();
    long oldest = fresh.stream().mapToLong(PublicBetEvent::at).min().orElse(now);
    long apart = Math.min(interval, newestAtMs + interval - now);
    return Math.min(apart, oldest + MAX_GATHER_MS - now);
  }

  /** The facts that the journal does not hold, each once, after what it gained was read. */
  private List<PublicBetEvent> lacking(List<PublicBetEvent> facts) {
    RoundFacts.reader(journals)
        .each(RoundFacts.journalOf(roundId), version + 1, Long.MAX_VALUE, this::learn);
    Set<PublicBetEvent.Key> keys = new HashSet<>(known);
    return facts.stream().filter(fact -> keys.add(fact.key())).toList();
  }

  /** Appends as many of the facts as one entry takes; the answer is whether there are more. */
  private Proposal<Boolean> append(List<PublicBetEvent> fresh) {
    List<PublicBetEvent> batch = fresh.subList(0, Math.min(fresh.size(), maxFacts));
    Entry entry = RoundFacts.write(roundId, version + 1, batch, clock.millis());
    return Proposal.write(
        journals,
        entry,
        () -> {
          appended += batch.size();
          return learn(entry) && batch.size() < fresh.size();
        });
  }

  private boolean learn(Entry entry) {
    RoundFacts.read(entry).forEach(fact -> known.add(fact.key()));
    version = entry.version();
    newestAtMs = entry.atMs();
    return true;
  }

  private void rest(long ms) {
    try {
      loop.pause().forMs(ms);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two entries", stopping);
    }
  }
}
