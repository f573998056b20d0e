package io.fairfall.audit.check;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.money.Multiplier;
import io.fairfall.resilience.LruCache;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.HouseJson;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Between what the bankroll at its worst must have been at an instant. What it was exactly depended
 * on which bets were told and which rounds were posted at that moment, and stands nowhere.
 */
final class BankrollBounds {
  /** Rounds that count even if they were posted: a loss may still be corrected. */
  private static final int NEWEST_ROUNDS = 40;

  /** The conductor does not open a round on more than these that are not posted. */
  private static final int MAX_ROUNDS = 300;

  private static final long CLOCKS_APART_MS = 60_000;

  private final Journals events;
  private final Deque<Round> rounds = new ArrayDeque<>();
  private final LruCache<Long, Stakes> stakes = new LruCache<>(2 * MAX_ROUNDS);
  private long version;

  /** All that the bets of a round staked, and all that they may win. */
  private record Stakes(BigInteger staked, BigInteger winnable) {}

  /** The lowest and the highest that it can have been, in wei. */
  record Range(BigInteger low, BigInteger high) {}

  BankrollBounds(Journals events) {
    this.events = events;
  }

  /** A round was opened: it counts for those after it. */
  void opened(long id, Opened opening) {
    rounds.addLast(new Round(id, opening, null, null));
    if (rounds.size() > MAX_ROUNDS) {
      rounds.removeFirst();
    }
  }

  /**
   * The bounds at an instant, on the rounds that were opened before one. Instants do not go back.
   *
   * @return nothing if a journal cannot be read there: its own check has found it
   */
  Optional<Range> around(long instant, long beforeRoundId) {
    try {
      return Optional.of(range(instant, beforeRoundId));
    } catch (StoreUnavailableException unanswered) {
      throw unanswered;
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private Range range(long instant, long beforeRoundId) {
    BigInteger low = bankrollAt(instant - CLOCKS_APART_MS);
    BigInteger high = low;
    Optional<Entry> next = house(version + 1);
    while (next.isPresent() && next.get().atMs() <= instant + CLOCKS_APART_MS) {
      BigInteger bankroll = HouseJson.read(next.get()).after().bankroll();
      low = low.min(bankroll);
      high = high.max(bankroll);
      next = house(next.get().version() + 1);
    }
    while (rounds.size() > NEWEST_ROUNDS && wasPosted(rounds.getFirst(), instant)) {
      rounds.removeFirst();
    }
    for (Round round : rounds) {
      if (round.id() < beforeRoundId) {
        Stakes of = stakes.get(round.id(), id -> stakes(round));
        low = low.subtract(of.winnable()).subtract(of.staked());
        high = high.add(of.staked());
      }
    }
    return new Range(low, high);
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

  private boolean wasPosted(Round round, long instant) {
    Stakes of = stakes.get(round.id(), id -> stakes(round));
    return of.staked().signum() == 0
        || events.range(HouseJournal.postingsOf(round.id()), 1, 1).stream()
            .anyMatch(posting -> posting.atMs() <= instant - CLOCKS_APART_MS);
  }

  private Stakes stakes(Round round) {
    BigInteger staked = BigInteger.ZERO;
    BigInteger winnable = BigInteger.ZERO;
    for (PublicBetEvent fact : RoundFacts.all(events, round.id())) {
      if (fact.kind() == PublicBetEvent.Kind.BET && fact.stake().value().signum() > 0) {
        BigInteger stake = fact.stake().value();
        Multiplier target = OpenBet.targetOf(fact.stake(), fact.auto(), round.opened().maxProfit());
        staked = staked.add(stake);
        winnable = winnable.add(fact.stake().times(target).value().subtract(stake));
      }
    }
    return new Stakes(staked, winnable);
  }
}
