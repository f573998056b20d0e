package io.fairfall.treasury;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what {@link Exposure} is made of: the books, and every round that may not be posted whole.
 * Which rounds these are is known by a place, so that a loss counts until it is posted, whatever
 * has been played since. It takes two small reads for each of them.
 */
public final class ExposureReader {
  private final HouseJournal house;
  private final GameJournal game;
  private final Journals events;
  private final Supplier<UnpostedRounds> place;
  private final Bounds bounds;

  /**
   * How far it looks.
   *
   * @param roundsPerPage rounds of the game that one read brings, 1 to {@link
   *     GameJournal#MAX_RECENT_ROUNDS}
   * @param maxRounds rounds that may not be posted: where there are more, nothing is known
   * @param maxTries postings come one by one, seconds apart: where the books moved in so many
   *     readings, nothing is known
   */
  public record Bounds(int roundsPerPage, int maxRounds, int maxTries) {
    /** An hour's rounds and more; a settler that keeps up leaves some twenty. */
    public static final Bounds PRODUCTION = new Bounds(50, 300, 5);
  }

  /**
   * @param place which rounds may not be posted, read now
   */
  public ExposureReader(
      HouseJournal house, GameJournal game, Journals events, Supplier<UnpostedRounds> place) {
    this(house, game, events, place, Bounds.PRODUCTION);
  }

  /** As above, with bounds of one's own. */
  public ExposureReader(
      HouseJournal house,
      GameJournal game,
      Journals events,
      Supplier<UnpostedRounds> place,
      Bounds bounds) {
    this.house = house;
    this.game = game;
    this.events = events;
    this.place = place;
    this.bounds = bounds;
  }

  /**
   * The exposure now.
   *
   * @throws io.fairfall.journal.StoreUnavailableException if the store does not answer
   */
  public ExposureReading read() {
    try {
      return readAll();
    } catch (StoreUnavailableException unanswered) {
      throw unanswered;
    } catch (RuntimeException damaged) {
      return new ExposureReading.Unknown("what is stored cannot be read: " + damaged.getMessage());
    }
  }

  private ExposureReading readAll() {
    HouseBalance before = house.books();
    for (int attempt = 0; attempt < bounds.maxTries(); attempt++) {
      // in this order: a round that leaves the place after it was read is posted, and found posted
      UnpostedRounds unposted = place.get();
      Optional<List<Round>> rounds = rounds(unposted);
      if (rounds.isEmpty()) {
        return new ExposureReading.Unknown(
            "more than " + bounds.maxRounds() + " rounds may not be posted yet");
      }
      List<Exposure.Unposted> parts = rounds.get().stream().map(this::unposted).toList();
      HouseBalance after = house.books();
      // a posting meanwhile would count twice or not at all
      if (after.version() == before.version()) {
        return new ExposureReading.Known(Exposure.of(after, parts));
      }
      before = after;
    }
    return new ExposureReading.Unknown("rounds are being posted all the time");
  }

  private Exposure.Unposted unposted(Round round) {
    BigInteger posted = house.posted(round.id()).map(RoundPosting::total).orElse(BigInteger.ZERO);
    return new Exposure.Unposted(round, RoundPnl.of(RoundFacts.all(events, round.id())), posted);
  }

  /** The rounds that may not be posted, nothing if there are more than are looked at. */
  private Optional<List<Round>> rounds(UnpostedRounds unposted) {
    List<Round> rounds = new ArrayList<>();
    for (long id : unposted.before()) {
      if (rounds.size() == bounds.maxRounds()) {
        return Optional.empty();
      }
      rounds.add(
          game.round(id).orElseThrow(() -> new IllegalStateException("there is no round " + id)));
    }
    long before = Long.MAX_VALUE;
    while (true) {
      List<Round> page = game.recent(before, bounds.roundsPerPage());
      for (Round round : page) {
        if (round.id() < unposted.from()) {
          return Optional.of(rounds);
        }
        if (rounds.size() == bounds.maxRounds()) {
          return Optional.empty();
        }
        rounds.add(round);
        before = round.id();
      }
      if (page.size() < bounds.roundsPerPage()) {
        return Optional.of(rounds);
      }
    }
  }
}
