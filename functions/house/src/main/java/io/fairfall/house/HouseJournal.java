package io.fairfall.house;

import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Pause;
import io.fairfall.game.bets.RoundFacts;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The journal {@code house}, and what makes each of its entries happen once.
 *
 * <p>A posting is one transaction of two entries: the next slot of {@code house}, and the next slot
 * of {@code posting:<round>}, which says up to which of the round's facts everything is counted.
 * Two settlers that count the same facts want the same slot there; one of them gets it, and the
 * other reads on and finds nothing left to post. Whether an answer was lost or a settler was
 * stopped makes no difference: whoever looks next counts the facts again and posts what is missing.
 *
 * <p>A funding takes slot 1 of {@code funding:<id>} in the same way.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailable}: then nobody knows whether
 * the entry stands, and doing it again is right.
 */
public final class HouseJournal {
  public static final String NAME = "house";

  private static final String POSTING_PREFIX = "posting:";
  private static final String FUNDING_PREFIX = "funding:";

  /** Every settler that works at the same time may come first once. */
  private static final int MAX_TRIES = 40;

  private static final int MAX_BACKOFF_MS = 100;

  private final Journals events;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> jitter;
  private final Pause pause;

  /**
   * @param events the journals of the events table
   * @param jitter the generator for the calling thread
   * @param pause how to wait between two tries
   */
  public HouseJournal(
      Journals events,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause) {
    this.events = events;
    this.clock = clock;
    this.jitter = jitter;
    this.pause = pause;
  }

  /** The journal of a round's postings. */
  public static String postingsOf(long roundId) {
    return POSTING_PREFIX + roundId;
  }

  /** The journal whose only entry is the funding of an id. */
  public static String fundingOf(String id) {
    return FUNDING_PREFIX + id;
  }

  /** The round whose postings a journal holds, if it is one of these journals. */
  public static OptionalLong roundOf(String journal) {
    return journal.startsWith(POSTING_PREFIX)
        ? OptionalLong.of(Long.parseLong(journal.substring(POSTING_PREFIX.length())))
        : OptionalLong.empty();
  }

  /** What the house owns, as of its newest entry, read now. */
  public Books books() {
    return events.head(NAME).map(HouseJson::read).map(HouseEntry::after).orElse(Books.EMPTY);
  }

  /** What the house owns, in wei, over the rounds that are posted: see {@link Exposure}. */
  public BigInteger bankroll() {
    return books().bankroll();
  }

  /**
   * The newest entries below a version, newest first.
   *
   * @param before {@link Long#MAX_VALUE} for the newest of all
   * @param limit between 1 and {@link Journals#MAX_ENTRIES_PER_READ}
   */
  public List<HouseEntry> latest(long before, int limit) {
    return events.latest(NAME, before, limit).stream().map(HouseJson::read).toList();
  }

  /** A round's newest posting. */
  public Optional<Posting> posted(long roundId) {
    return events.head(postingsOf(roundId)).map(HouseJson::posted).map(HouseEntry.Posted::posting);
  }

  /**
   * Posts what a round's facts changed for the house since its last posting. Doing it again does
   * nothing.
   *
   * @param isDue whether to post with what is told; a round that is posted too early is right as
   *     well, and only takes another posting
   */
  public PostingAnswer post(long roundId, Predicate<Takings> isDue) {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      // in this order: facts that are read later hold all that an earlier posting counted
      Optional<Posting> previous = posted(roundId);
      RoundFacts.Told told = RoundFacts.told(events, roundId, Long.MAX_VALUE);
      if (!isDue.test(Takings.of(told.facts()))) {
        return new PostingAnswer.TooEarly();
      }
      Optional<HouseEntry.Posted> next = HouseRules.post(books(), roundId, previous, told);
      if (next.isEmpty()) {
        return new PostingAnswer.NothingLeft();
      }
      if (append(next.get(), postingsOf(roundId), next.get().posting().slot())) {
        return new PostingAnswer.Posted(next.get());
      }
      backOff(attempt);
    }
    throw tooMany();
  }

  /** Puts ether into the house, or takes some out. */
  public FundingAnswer fund(Funding funding) {
    String journal = fundingOf(funding.id());
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      // in this order: what was done under this id answers before anything is judged
      Optional<HouseEntry.Funded> earlier = events.head(journal).map(HouseJson::funded);
      if (earlier.isPresent()) {
        return earlier.get().funding().equals(funding)
            ? new FundingAnswer.Done(earlier.get())
            : new FundingAnswer.OtherUnderThisId(earlier.get());
      }
      Books books = books();
      Optional<HouseEntry.Funded> next = HouseRules.fund(books, funding);
      if (next.isEmpty()) {
        return new FundingAnswer.Overdrawn(books);
      }
      if (append(next.get(), journal, 1)) {
        return new FundingAnswer.Done(next.get());
      }
      backOff(attempt);
    }
    throw tooMany();
  }

  /** Writes an entry into the house's journal and into its own, both or none. */
  private boolean append(HouseEntry entry, String journal, long slot) {
    String type = HouseJson.type(entry);
    String body = HouseJson.body(entry);
    long now = clock.millis();
    return events.appendTogether(
            List.of(
                new Entry(NAME, entry.after().version(), type, now, body),
                new Entry(journal, slot, type, now, body)))
        instanceof AppendTogether.Written;
  }

  private void backOff(int attempt) {
    int bound = Math.min(MAX_BACKOFF_MS, 5 << Math.min(attempt, 5));
    try {
      pause.forMs(jitter.get().nextInt(bound + 1));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries", stopping);
    }
  }

  private static IllegalStateException tooMany() {
    return new IllegalStateException("too many write to the house's journal at once");
  }
}
