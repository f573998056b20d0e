package io.fairfall.ledger;

import io.fairfall.game.GameJournal;
import io.fairfall.game.RoundSecret;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The account protocol: how an operation happens at most once, whatever is retried, delayed,
 * duplicated or reordered.
 *
 * <p>Each try reads the newest entry, looks the operation up, reads the facts, decides, and puts
 * the next entry into the slot after the one it read. If that slot is taken, somebody else was
 * first, or an earlier attempt of our own: the next try finds out which. Nothing is decided on less
 * than the whole window of the operation, and no two entries can stand in one slot; so an operation
 * has one effect at most.
 *
 * <p>A refusal is only final once no earlier attempt can still land. The first attempt of a client
 * has no earlier one. For later attempts the refusal is written down as a void in the account, in
 * whose window the delayed write would have to stand. Cashouts are never fenced: their refusal is
 * about one stamp, and an earlier stamp may still win.
 */
public final class Accounts {
  private static final String PREFIX = "account:";

  private final Journals journals;
  private final Lookup lookup;
  private final FactFinder facts;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> jitter;
  private final Pause pause;

  /**
   * @param journals the accounts' journals
   * @param secrets undisclosed outcomes by round, for cashouts in flight; nothing where none may be
   *     read
   * @param jitter the generator for the calling thread
   */
  public Accounts(
      Journals journals,
      GameJournal game,
      LongFunction<Optional<RoundSecret>> secrets,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter) {
    this(journals, game, secrets, clock, jitter, Thread::sleep);
  }

  /** As above, for who keeps a time of their own: {@code pause} waits between two tries. */
  public Accounts(
      Journals journals,
      GameJournal game,
      LongFunction<Optional<RoundSecret>> secrets,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause) {
    this.journals = journals;
    this.lookup = new Lookup(journals);
    this.facts = new FactFinder(lookup, game, secrets, clock);
    this.clock = clock;
    this.jitter = jitter;
    this.pause = pause;
  }

  /** The journal of a player's account. */
  public static String journalOf(String player) {
    return PREFIX + player;
  }

  /** The player whose account a journal is, if it is one. */
  public static Optional<String> playerOf(String journal) {
    return journal.startsWith(PREFIX)
        ? Optional.of(journal.substring(PREFIX.length()))
        : Optional.empty();
  }

  /** The account as of its newest entry. */
  public Account read(String player) {
    return lookup.head(journalOf(player));
  }

  /** Entries below a version, newest first. */
  public List<Entry> entries(String player, long before, int limit) {
    return journals.latest(journalOf(player), before, limit);
  }

  /** Ends the open bets whose outcome is known. Doing it again does nothing. */
  public Answer settle(String player) {
    return attempt(player, new Operation.Settle(), true);
  }

  /** Takes a bet out of its flight. */
  public Answer cashOut(String player, Operation.Cashout cashout) {
    return attempt(player, cashout, true);
  }

  /**
   * Places a bet.
   *
   * @param isFirstAttempt whether the client says that it never asked this before
   */
  public Answer bet(String player, Operation.Bet bet, boolean isFirstAttempt) {
    return attempt(player, bet, isFirstAttempt);
  }

  /** Moves money between the house and an account. */
  public Answer adjust(String player, Operation.Adjustment adjustment, boolean isFirstAttempt) {
    return attempt(player, adjustment, isFirstAttempt);
  }

  private Answer attempt(String player, Operation operation, boolean isFirst) {
    return new Attempt(
            journals, lookup, facts, clock, jitter, pause, journalOf(player), operation, isFirst)
        .run();
  }
}
