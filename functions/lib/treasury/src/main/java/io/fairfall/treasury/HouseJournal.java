package io.fairfall.treasury;

import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import io.fairfall.journal.StoreUnavailableException;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
 * <p>Every method can throw {@link StoreUnavailableException}: then nobody knows whether the entry
 * stands, or too many write to this journal at once, and doing it again is right.
 */
public final class HouseJournal {
  public static final String NAME = "house";

  private static final String POSTING_PREFIX = "posting:";
  private static final String FUNDING_PREFIX = "funding:";

  private final Journals events;
  private final InstantSource clock;
  private final AppendLoop loop;

  /**
   * @param events the journals of the events table
   * @param loop how entries are written: every settler that works at the same time may come first
   */
  public HouseJournal(Journals events, InstantSource clock, AppendLoop loop) {
    this.events = events;
    this.clock = clock;
    this.loop = loop;
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
  public HouseBalance books() {
    return events.head(NAME).map(HouseJson::read).map(HouseEntry::after).orElse(HouseBalance.EMPTY);
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
  public Optional<RoundPosting> posted(long roundId) {
    return events.head(postingsOf(roundId)).map(HouseJson::posted).map(HouseEntry.Posted::posting);
  }

  /**
   * Posts what a round's facts changed for the house since its last posting. Doing it again does
   * nothing.
   *
   * @param isDue whether to post with what is told; a round that is posted too early is right as
   *     well, and only takes another posting
   */
  public PostingAnswer post(long roundId, Predicate<RoundPnl> isDue) {
    return loop.run(
        NAME,
        attempt -> posted(roundId),
        (previous, attempt) -> {
          // in this order: facts that are read later hold all that an earlier posting counted
          RoundFacts.Told told = RoundFacts.told(events, roundId, Long.MAX_VALUE);
          RoundPnl pnl = RoundPnl.of(told.facts());
          if (!isDue.test(pnl)) {
            return Proposal.answer(new PostingAnswer.TooEarly());
          }
          boolean isWhole = pnl.areComplete();
          return HouseRules.post(books(), roundId, previous, told)
              .map(
                  next ->
                      this.<PostingAnswer>write(
                          next,
                          postingsOf(roundId),
                          next.posting().slot(),
                          new PostingAnswer.Posted(next, isWhole)))
              .orElseGet(() -> Proposal.answer(new PostingAnswer.NothingLeft(isWhole)));
        });
  }

  /**
   * Puts ether into the house.
   *
   * @throws IllegalArgumentException if it would be taken out
   */
  public FundingAnswer fund(HouseFunding funding) {
    if (funding.amount().signum() < 0) {
      throw new IllegalArgumentException("nobody has looked at what may be taken out");
    }
    return fund(funding, () -> new FreeBankroll.Unknown("ether is put in"));
  }

  /**
   * Puts ether into the house, or takes some out.
   *
   * @param free what may be taken out, read now; it is asked before ether is taken only
   */
  public FundingAnswer fund(HouseFunding funding, Supplier<FreeBankroll> free) {
    String journal = fundingOf(funding.id());
    return loop.run(
        NAME,
        attempt -> events.head(journal).map(HouseJson::funded),
        (earlier, attempt) -> {
          // in this order: what was done under this id answers before anything is judged
          if (earlier.isPresent()) {
            return Proposal.answer(
                earlier.get().funding().equals(funding)
                    ? new FundingAnswer.Done(earlier.get())
                    : new FundingAnswer.OtherUnderThisId(earlier.get()));
          }
          return funding.amount().signum() < 0
              ? withdraw(funding, free.get(), attempt)
              : funded(HouseRules.fund(books(), funding).orElseThrow());
        });
  }

  /**
   * The slot after the books that were looked at: whoever comes first has it judged again.
   *
   * @throws StoreUnavailableException where it would be refused and an earlier try may still land
   */
  private Proposal<FundingAnswer> withdraw(
      HouseFunding funding, FreeBankroll free, AppendLoop.Try attempt) {
    Proposal<FundingAnswer> next =
        switch (free) {
          case FreeBankroll.Unknown(String why) -> Proposal.answer(new FundingAnswer.Unknown(why));
          case FreeBankroll.Known known ->
              HouseRules.withdraw(known, funding)
                  .map(this::funded)
                  .orElseGet(() -> Proposal.answer(new FundingAnswer.Overdrawn(known)));
        };
    if (attempt.mayBeUnderWay() && next instanceof Proposal.Answered<FundingAnswer>) {
      throw new StoreUnavailableException(
          "nobody knows whether " + funding.id() + " was taken",
          new IllegalStateException("it met a transaction, and may be under way"));
    }
    return next;
  }

  private Proposal<FundingAnswer> funded(HouseEntry.Funded next) {
    return write(next, fundingOf(next.funding().id()), 1, new FundingAnswer.Done(next));
  }

  /** Writes an entry into the house's journal and into its own, both or none. */
  private <A> Proposal<A> write(HouseEntry entry, String journal, long slot, A answer) {
    String type = HouseJson.type(entry);
    String body = HouseJson.body(entry);
    long now = clock.millis();
    return Proposal.write(
        events,
        List.of(
            new Entry(NAME, entry.after().version(), type, now, body),
            new Entry(journal, slot, type, now, body)),
        () -> answer);
  }
}
