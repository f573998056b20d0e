package io.fairfall.crash;

import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.resilience.LruCache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The {@code game} journal, read as rounds.
 *
 * <p>Views may be built from what this instance read before. An older view is still a true one: it
 * only knows less, and the version that it was taken at goes into every entry decided on it.
 * Whoever would refuse something on an older view asks for a fresh one first.
 */
public final class GameJournal {
  public static final String NAME = "game";

  /** Rounds that one read brings. */
  public static final int MAX_RECENT_ROUNDS = Journals.MAX_ENTRIES_PER_READ / (Round.LAST_SLOT + 1);

  /** Finished rounds never change; this many are remembered. */
  private static final int MAX_REMEMBERED_ROUNDS = 256;

  private final Journals journals;
  private final LruCache<Long, Round> finished;
  private final AtomicReference<@Nullable Round> newest = new AtomicReference<>();

  public GameJournal(Journals journals) {
    this(journals, new LruCache<>(MAX_REMEMBERED_ROUNDS));
  }

  /**
   * As above, with other bounds than production's.
   *
   * @param finished where finished rounds are remembered
   */
  public GameJournal(Journals journals, LruCache<Long, Round> finished) {
    this.journals = journals;
    this.finished = finished;
  }

  /** The latest round, read now; nothing before the first round was opened. */
  public Optional<Round> latest() {
    // one read holds the whole latest round: a round has three slots at most
    List<Entry> entries =
        new ArrayList<>(journals.latest(NAME, Long.MAX_VALUE, Round.LAST_SLOT + 1));
    Collections.reverse(entries);
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).type().equals(Opened.TYPE)) {
        Round round = remember(round(entries.subList(i, entries.size())));
        advance(round);
        return Optional.of(round);
      }
    }
    return Optional.empty();
  }

  /** A round by its id, if there is one, with everything that is known of it now. */
  public Optional<Round> round(long id) {
    Optional<Round> known = finished.get(id);
    if (known.isPresent()) {
      return known;
    }
    List<Entry> entries = journals.range(NAME, id, id + Round.LAST_SLOT);
    if (entries.isEmpty() || !entries.getFirst().type().equals(Opened.TYPE)) {
      return Optional.empty();
    }
    return Optional.of(remember(round(entries)));
  }

  /**
   * Rounds that were opened before a version, newest first.
   *
   * @param before {@link Long#MAX_VALUE} for the newest of all
   * @param limit 1 to {@link #MAX_RECENT_ROUNDS}
   */
  public List<Round> recent(long before, int limit) {
    if (limit < 1 || limit > MAX_RECENT_ROUNDS) {
      throw new IllegalArgumentException("1 to " + MAX_RECENT_ROUNDS + " rounds");
    }
    int slots = limit * (Round.LAST_SLOT + 1);
    List<Entry> entries = new ArrayList<>(journals.latest(NAME, before, slots));
    Collections.reverse(entries);
    List<Round> rounds = new ArrayList<>();
    int end = entries.size();
    for (int i = entries.size() - 1; i >= 0 && rounds.size() < limit; i--) {
      if (entries.get(i).type().equals(Opened.TYPE)) {
        rounds.add(remember(round(entries.subList(i, end))));
        end = i;
      }
    }
    return rounds;
  }

  /**
   * The game at one version, with certain rounds in it.
   *
   * @param ids the rounds to include, beside the latest; those not yet open are left out
   * @param atLeast a version that the view must have reached
   * @param fresh whether to read the latest round now; otherwise what is remembered will do, unless
   *     it is older than a round that is asked for
   * @throws IllegalStateException if the journal has not reached {@code atLeast}, or a round that
   *     must be over has no outcome: then nothing may be decided
   */
  public GameView view(Collection<Long> ids, long atLeast, boolean fresh) {
    Round remembered = newest.get();
    boolean isEnough =
        remembered != null
            && remembered.version() >= atLeast
            && ids.stream().allMatch(id -> id <= remembered.version());
    Round head = isEnough && !fresh ? remembered : latest().orElse(null);
    if (head == null) {
      requireReached(0, atLeast);
      return new GameView(0, Map.of());
    }
    long version = head.version();
    requireReached(version, atLeast);
    Map<Long, Round> rounds = new HashMap<>();
    rounds.put(head.id(), head);
    for (long id : ids) {
      if (id < head.id()) {
        round(id).ifPresent(round -> rounds.put(id, requireOver(round)));
      }
    }
    return new GameView(version, Map.copyOf(rounds));
  }

  /** Appends an event in a slot. */
  public Append append(long version, RoundEvent event, long nowMs) {
    return journals.append(new Entry(NAME, version, event.type(), nowMs, JsonCodec.write(event)));
  }

  private Round remember(Round round) {
    if (round.isOver()) {
      finished.put(round.id(), round);
    }
    return round;
  }

  private void advance(Round round) {
    newest.accumulateAndGet(
        round, (known, read) -> known == null || known.version() < read.version() ? read : known);
  }

  private static Round round(List<Entry> slots) {
    Entry first = slots.getFirst();
    Opened opened = (Opened) RoundJson.event(first);
    RoundEvent second = slots.size() > 1 ? RoundJson.event(slots.get(1)) : null;
    Crashed crashed =
        slots.size() > 2 && RoundJson.event(slots.get(2)) instanceof Crashed crash ? crash : null;
    return new Round(first.version(), opened, second, crashed);
  }

  private static Round requireOver(Round round) {
    if (!round.isOver()) {
      throw new IllegalStateException("round " + round.id() + " has a successor but no outcome");
    }
    return round;
  }

  private static void requireReached(long version, long atLeast) {
    if (version < atLeast) {
      throw new IllegalStateException("the game journal is at " + version + ", not " + atLeast);
    }
  }
}
