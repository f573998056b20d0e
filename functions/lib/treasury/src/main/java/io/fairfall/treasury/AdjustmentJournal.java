package io.fairfall.treasury;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Operation;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Adjustments in the house's books: what an operator gives a player leaves the house, and what is
 * taken comes to it.
 *
 * <p>A posting is one transaction of the next slot of {@code house} and slot 1 of {@code
 * adjusted:<player>:<version>}, so that it happens once, whoever follows the accounts and however
 * often. Before the first of all, slot 1 of {@code adjusted} is written: adjustments that are made
 * from then on are posted, and an audit misses one that is not. Older ones may be posted as well.
 *
 * <p>Play ether is in no house's books: the faucet, which only a house for trying has, gives what
 * nobody owns.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException} or {@link
 * io.fairfall.journal.TooManyConflictsException}: doing it again is right.
 */
public final class AdjustmentJournal {
  /** Says since when adjustments are posted: one entry. */
  public static final String SINCE = "adjusted";

  /** Type of that entry. */
  public static final String SINCE_TYPE = "adjustments_posted";

  private static final String PREFIX = SINCE + ":";
  private static final long ONLY_SLOT = 1;

  private final Journals events;
  private final InstantSource clock;
  private final AppendLoop loop;
  private final HouseJournal house;
  private volatile boolean isSinceWritten;

  /**
   * @param events the journals of the events table
   * @param loop how entries are written: whoever posts rounds may come first
   */
  public AdjustmentJournal(Journals events, InstantSource clock, AppendLoop loop) {
    this.events = events;
    this.clock = clock;
    this.loop = loop;
    this.house = new HouseJournal(events, clock, loop);
  }

  /** The journal whose only entry is the posting of one adjustment. */
  public static String journalOf(String player, long version) {
    return PREFIX + player + ":" + version;
  }

  /** Whether a journal is one of those. */
  public static boolean isOne(String journal) {
    return journal.startsWith(PREFIX);
  }

  /** Since when adjustments are posted, in milliseconds since 1970; nothing if none ever was. */
  public static OptionalLong since(Journals events) {
    return events.range(SINCE, ONLY_SLOT, ONLY_SLOT).stream().mapToLong(Entry::atMs).findFirst();
  }

  /**
   * What an account's entry has to post: nothing unless it is an adjustment that moved something.
   */
  public static Optional<AdjustmentPosting> of(String player, AccountEntry entry) {
    if (entry.kind() != AccountEntry.Kind.ADJUSTMENT
        || entry.isAdjustmentBy(Operation.Adjustment.FAUCET)) {
      return Optional.empty();
    }
    BigInteger delta = entry.adjusted().negate();
    return delta.signum() == 0
        ? Optional.empty()
        : Optional.of(new AdjustmentPosting(player, entry.version(), delta));
  }

  /**
   * What a stored entry has to post.
   *
   * @param read the entry, read
   */
  public static Optional<AdjustmentPosting> of(Entry stored, AccountEntry read) {
    return Accounts.playerOf(stored.journal()).flatMap(player -> of(player, read));
  }

  /**
   * Posts an adjustment, unless it is posted.
   *
   * @return whether this wrote it
   */
  public boolean post(AdjustmentPosting posting) {
    writeSince();
    String journal = journalOf(posting.player(), posting.version());
    return loop.run(
        HouseJournal.NAME,
        attempt -> events.head(journal),
        (earlier, attempt) -> {
          if (earlier.isPresent()) {
            return Proposal.answer(false);
          }
          HouseEntry.Adjusted next = HouseRules.adjust(house.books(), posting);
          String body = HouseJson.body(next);
          long now = clock.millis();
          return Proposal.write(
              events,
              List.of(
                  new Entry(
                      HouseJournal.NAME,
                      next.after().version(),
                      HouseEntry.Adjusted.TYPE,
                      now,
                      body),
                  new Entry(journal, ONLY_SLOT, HouseEntry.Adjusted.TYPE, now, body)),
              () -> true);
        });
  }

  /** Who loses this slot finds what it wanted to write. */
  private void writeSince() {
    if (!isSinceWritten) {
      if (events.head(SINCE).isEmpty()) {
        events.append(new Entry(SINCE, ONLY_SLOT, SINCE_TYPE, clock.millis(), "{}"));
      }
      isSinceWritten = true;
    }
  }
}
