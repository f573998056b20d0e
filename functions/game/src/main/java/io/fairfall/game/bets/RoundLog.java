package io.fairfall.game.bets;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Pause;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

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
public final class RoundLog {
  private static final int MAX_TRIES = 40;
  private static final int MAX_BACKOFF_MS = 50;

  /** Age of a fact from which on it is not held back. */
  static final long MAX_GATHER_MS = 5_000;

  private final Journals journals;
  private final long roundId;
  private final InstantSource clock;
  private final RandomGenerator jitter;
  private final Pause pause;
  private final LongSupplier intervalMs;
  private final Set<RoundFact.Key> known = new HashSet<>();
  private long version;
  private long newestAtMs;
  private int appended;

  public RoundLog(Journals journals, long roundId, InstantSource clock, RandomGenerator jitter) {
    this(journals, roundId, clock, jitter, Thread::sleep);
  }

  /** As above, for who keeps a time of their own: {@code pause} waits between two tries. */
  public RoundLog(
      Journals journals, long roundId, InstantSource clock, RandomGenerator jitter, Pause pause) {
    this(journals, roundId, clock, jitter, pause, () -> 0);
  }

  /**
   * As above, with entries some time apart.
   *
   * @param intervalMs milliseconds from one entry to the next, asked before each
   */
  public RoundLog(
      Journals journals,
      long roundId,
      InstantSource clock,
      RandomGenerator jitter,
      Pause pause,
      LongSupplier intervalMs) {
    this.intervalMs = intervalMs;
    this.journals = journals;
    this.roundId = roundId;
    this.clock = clock;
    this.jitter = jitter;
    this.pause = pause;
  }

  /**
   * Appends the facts that the journal does not hold yet, in as few entries as their size allows.
   *
   * @return false if other writers always came first; some of the facts may be in by then
   */
  public boolean add(List<RoundFact> facts) {
    int attempt = 0;
    while (attempt < MAX_TRIES) {
      boolean whole = readOn();
      List<RoundFact> fresh = fresh(facts);
      if (fresh.isEmpty()) {
        return true;
      }
      long waitMs = whole ? waitMs(fresh) : 0;
      if (waitMs > 0) {
        rest(waitMs);
        continue;
      }
      if (whole && !append(fresh)) {
        rest(jitter.nextInt(MAX_BACKOFF_MS));
      }
      attempt++;
    }
    return false;
  }

  /** How many facts were appended from here so far. */
  public int appended() {
    return appended;
  }

  /** How long the next entry should wait: never beyond what its oldest fact can wait. */
  private long waitMs(List<RoundFact> fresh) {
    long now = clock.millis();
    long interval = intervalMs.getAsLong();
    long oldest = fresh.stream().mapToLong(RoundFact::at).min().orElse(now);
    long apart = Math.min(interval, newestAtMs + interval - now);
    return Math.min(apart, oldest + MAX_GATHER_MS - now);
  }

  /** Reads one page; whether it was the last. */
  private boolean readOn() {
    List<Entry> entries =
        journals.range(
            RoundFacts.journalOf(roundId), version + 1, version + Journals.MAX_ENTRIES_PER_READ);
    entries.forEach(this::learn);
    return entries.isEmpty();
  }

  private List<RoundFact> fresh(List<RoundFact> facts) {
    Set<RoundFact.Key> keys = new HashSet<>(known);
    List<RoundFact> fresh = new ArrayList<>();
    for (RoundFact fact : facts) {
      if (keys.add(fact.key())) {
        fresh.add(fact);
      }
    }
    return fresh;
  }

  /** Appends as many of the facts as one entry takes. */
  private boolean append(List<RoundFact> fresh) {
    List<RoundFact> batch =
        fresh.subList(0, Math.min(fresh.size(), RoundFacts.MAX_FACTS_PER_ENTRY));
    Entry entry = RoundFacts.write(roundId, version + 1, batch, clock.millis());
    return switch (journals.append(entry)) {
      case Append.Written written -> {
        learn(written.entry());
        appended += batch.size();
        yield true;
      }
      case Append.SlotTaken taken -> {
        learn(taken.winner());
        yield false;
      }
      case Append.Contended contended -> false;
    };
  }

  private void learn(Entry entry) {
    RoundFacts.read(entry).forEach(fact -> known.add(fact.key()));
    version = entry.version();
    newestAtMs = entry.atMs();
  }

  private void rest(long ms) {
    try {
      pause.forMs(ms);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries", stopping);
    }
  }
}
