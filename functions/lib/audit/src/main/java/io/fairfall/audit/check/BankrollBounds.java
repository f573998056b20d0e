package io.fairfall.audit.check;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.resilience.LruCache;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.HouseJson;
import io.fairfall.treasury.RoundPnl;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Between what the bankroll at its worst must have been at an instant. What it was exactly depended
 * on which bets were told and which rounds were posted at that moment, and stands nowhere.
 *
 * <p>The newest rounds count whatever was posted of them, for a loss may still be corrected; of the
 * others those count that were not posted whole, however old they are. Where these are more than
 * are looked at, nothing is known.
 */
final class BankrollBounds {
  private static final long CLOCKS_APART_MS = 60_000;

  private final Journals events;
  private final Bounds bounds;
  private final Deque<Played> newest = new ArrayDeque<>();
  private final Deque<Played> older = new ArrayDeque<>();
  private final LruCache<Long, Stakes> stakes;
  private boolean isBegun;
  private boolean isWhole = true;
  private long version;

  /**
   * How far it looks.
   *
   * @param newest rounds that count even if they were posted
   * @param most rounds of before that were not: the conductor counts on no bankroll where there are
   *     more
   */
  record Bounds(int newest, int most) {
    static final Bounds PRODUCTION = new Bounds(40, 300);
  }

  private record Played(long id, Wei maxProfit) {}

  /**
   * What the bets of a round come to.
   *
   * @param staked all their stakes
   * @param winnable all that they may win
   * @param house what those that have ended brought the house
   * @param isComplete whether all have ended
   * @param toldMs when the newest of this was written
   */
  private record Stakes(
      BigInteger staked, BigInteger winnable, BigInteger house, boolean isComplete, long toldMs) {}

  /**
   * The lowest and the highest that it can have been, in wei.
   *
   * @param isWhole whether every round was looked at; otherwise it can have been lower and higher
   */
  record Range(BigInteger low, BigInteger high, boolean isWhole) {}

  BankrollBounds(Journals events) {
    this(events, Bounds.PRODUCTION);
  }

  BankrollBounds(Journals events, Bounds bounds) {
    this.events = events;
    this.bounds = bounds;
    this.stakes = new LruCache<>(2 * (bounds.newest() + bounds.most()));
  }

  /**
   * A round was opened: it counts for those after it. The first may be one in the middle of the
   * game; then it is looked for those before it, as many as count.
   */
  void opened(long id, Opened opening) {
    if (!isBegun) {
      isBegun = true;
      lookBack(id);
    }
    newest.addLast(new Played(id, opening.maxProfit()));
    if (newest.size() > bounds.newest() + 1) {
      pass(newest.removeFirst(), opening.opensAt());
    }
    if (older.size() > bounds.most()) {
      look(2, opening.opensAt()); // nobody may ask, and then they would be more and more
    }
  }

  /** The rounds before one, back to the first or as many as are looked at. */
  private void lookBack(long id) {
    int most = bounds.newest() + bounds.most();
    long before = id;
    while (before > 1 && older.size() <= most) {
      List<Entry> page = events.latest(GameJournal.NAME, before, Journals.MAX_ENTRIES_PER_READ);
      if (page.isEmpty()) {
        return;
      }
      for (Entry entry : page) {
        before = entry.version();
        opening(entry).ifPresent(older::addFirst);
      }
    }
    isWhole = older.size() <= most;
    while (older.size() > most) {
      older.removeFirst();
    }
  }

  private static Optional<Played> opening(Entry entry) {
    try {
      return entry.type().equals(Opened.TYPE)
          ? Optional.of(
              new Played(
                  entry.version(), JsonCodec.fromStore(Opened.class, entry.body()).maxProfit()))
          : Optional.empty();
    } catch (RuntimeException unreadable) {
      return Optional.empty(); // its own check has found it
    }
  }

  /**
   * The bounds at an instant, on the rounds that were opened before one. Instants do not go back.
   *
   * @return nothing if more rounds were not posted than are looked at, or if a journal cannot be
   *     read there: its own check has found it
   */
  Optional<Range> around(long instant, long beforeRoundId) {
    try {
      return range(instant, beforeRoundId);
    } catch (StoreUnavailableException unanswered) {
      throw unanswered;
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<Range> range(long instant, long beforeRoundId) {
    BigInteger low = bankrollAt(instant - CLOCKS_APART_MS);
    BigInteger high = low;
    Optional<Entry> next = house(version + 1);
    while (next.isPresent() && next.get().atMs() <= instant + CLOCKS_APART_MS) {
      BigInteger bankroll = HouseJson.read(next.get()).after().bankroll();
      low = low.min(bankroll);
      high = high.max(bankroll);
      next = house(next.get().version() + 1);
    }
    if (newest.size() > bounds.newest() && newest.getLast().id() < beforeRoundId) {
      pass(newest.removeFirst(), instant);
    }
    int unseen = Math.max(0, older.size() - bounds.most() - 1);
    look(bounds.most() + 1, instant);
    if (older.size() > bounds.most()) {
      return Optional.empty();
    }
    look(unseen, instant);
    List<Played> counting = new ArrayList<>(older);
    newest.stream().filter(one -> one.id() < beforeRoundId).forEach(counting::add);
    for (Played round : counting) {
      Stakes of = stakes(round);
      low = low.subtract(of.winnable()).subtract(of.staked());
      high = high.add(of.staked());
    }
    return Optional.of(new Range(low, high, isWhole));
  }

  /** Forgets of so many older rounds those that are done; each has its turn. */
  private void look(int most, long instant) {
    int looks = Math.min(most, older.size());
    for (int i = 0; i < looks; i++) {
      pass(older.removeFirst(), instant);
    }
  }

  /** A round that is not one of the newest counts as long as it is not done. */
  private void pass(Played round, long instant) {
    if (!mayBeDone(round, instant)) {
      older.addLast(round);
    }
  }

  /** One that cannot be read counts: whoever asks for its stakes is told that nothing is known. */
  private boolean mayBeDone(Played round, long instant) {
    try {
      return isDone(round, instant);
    } catch (StoreUnavailableException unanswered) {
      older.addFirst(round);
      throw unanswered;
    } catch (RuntimeException unreadable) {
      return false;
    }
  }

  /** What the house owned, and the version that said so: whichever was the newest then. */
  private BigInteger bankrollAt(long instant) {
    long step = 1;
    while (isWrittenBy(version + step, instant)) {
      version += step;
      step *= 2;
    }
    for (; step >= 1; step /= 2) {
      if (isWrittenBy(version + step, instant)) {
        version += step;
      }
    }
    return version == 0
        ? BigInteger.ZERO
        : HouseJson.read(house(version).orElseThrow()).after().bankroll();
  }

  private boolean isWrittenBy(long slot, long instant) {
    return house(slot).filter(entry -> entry.atMs() <= instant).isPresent();
  }

  private Optional<Entry> house(long slot) {
    return events.range(HouseJournal.NAME, slot, slot).stream().findFirst();
  }

  /** Whether by then all was told of a round, every bet had ended, and so much was posted. */
  private boolean isDone(Played round, long instant) {
    Stakes of = stakes(round);
    return of.staked().signum() == 0
        || (of.isComplete()
            && of.toldMs() <= instant - CLOCKS_APART_MS
            && postedBy(round.id(), instant - CLOCKS_APART_MS).equals(of.house()));
  }

  private BigInteger postedBy(long id, long instant) {
    String journal = HouseJournal.postingsOf(id);
    Optional<Entry> posting = events.head(journal);
    while (posting.isPresent() && posting.get().atMs() > instant) {
      posting = events.latest(journal, posting.get().version(), 1).stream().findFirst();
    }
    return posting
        .map(HouseJson::read)
        .filter(HouseEntry.Posted.class::isInstance)
        .map(entry -> ((HouseEntry.Posted) entry).posting().total())
        .orElse(BigInteger.ZERO);
  }

  private Stakes stakes(Played round) {
    return stakes.get(round.id(), id -> read(round));
  }

  private Stakes read(Played round) {
    BigInteger staked = BigInteger.ZERO;
    BigInteger winnable = BigInteger.ZERO;
    List<PublicBetEvent> facts = RoundFacts.all(events, round.id());
    for (PublicBetEvent fact : facts) {
      if (fact.kind() == PublicBetEvent.Kind.BET && fact.stake().value().signum() > 0) {
        BigInteger stake = fact.stake().value();
        Multiplier target = OpenBet.targetOf(fact.stake(), fact.auto(), round.maxProfit());
        staked = staked.add(stake);
        winnable = winnable.add(fact.stake().times(target).value().subtract(stake));
      }
    }
    RoundPnl pnl = RoundPnl.of(facts);
    long toldMs =
        facts.isEmpty()
            ? 0
            : events.head(RoundFacts.journalOf(round.id())).map(Entry::atMs).orElse(0L);
    return new Stakes(staked, winnable, pnl.house(), pnl.areComplete(), toldMs);
  }
}
