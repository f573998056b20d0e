package io.fairfall.ledger;

import io.fairfall.journal.AppendListener;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Wei;
import io.fairfall.resilience.Pause;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
  /** Deposits in one transaction; each takes two of its places. */
  public static final int MAX_TOGETHER = Journals.MAX_ENTRIES_TOGETHER / 2;

  private static final String PREFIX = "account:";

  private final LedgerContext context;

  /**
   * For tests and tools: nobody is told of lost slots.
   *
   * @param jitter the generator for the calling thread
   */
  public Accounts(
      LedgerPorts ports, InstantSource clock, Supplier<? extends RandomGenerator> jitter) {
    this(ports, clock, jitter, Thread::sleep);
  }

  /**
   * As functions use it.
   *
   * @param conflicts is told of the slots of accounts that were lost to others
   */
  public Accounts(
      LedgerPorts ports,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      AppendListener conflicts) {
    this.context = LedgerContext.of(ports, Bounds.DEFAULT, clock, jitter, Thread::sleep, conflicts);
  }

  /** As above, for who keeps a time of their own: {@code pause} waits between two tries. */
  public Accounts(
      LedgerPorts ports,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause) {
    this(ports, Bounds.DEFAULT, clock, jitter, pause);
  }

  /** As above, with other bounds than production's. */
  public Accounts(
      LedgerPorts ports,
      Bounds bounds,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause) {
    this.context = LedgerContext.of(ports, bounds, clock, jitter, pause, AppendListener.NONE);
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
    return context.lookup().head(journalOf(player)).account();
  }

  /** Entries below a version, newest first. */
  public List<Entry> entries(String player, long before, int limit) {
    return context.accounts().latest(journalOf(player), before, limit);
  }

  /** Entries in the slots {@code from} to {@code to}, oldest first: as many as one read brings. */
  public List<Entry> history(String player, long from, long to) {
    return context.accounts().range(journalOf(player), from, to);
  }

  /** Ends the open bets whose outcome is known. Doing it again does nothing. */
  public Answer settle(String player) {
    return attempt(player, new Operation.Settle(), true);
  }

  /**
   * Carries out one of the game's operations.
   *
   * @param isFirstAttempt whether no earlier attempt at it can still be under way; of an operation
   *     without a key it does not matter
   */
  public Answer play(String player, GameOperation operation, boolean isFirstAttempt) {
    return attempt(player, operation, isFirstAttempt);
  }

  /** Moves money between the house and an account. */
  public Answer adjust(String player, Operation.Adjustment adjustment, boolean isFirstAttempt) {
    return attempt(player, adjustment, isFirstAttempt);
  }

  /** Changes how a player protects themselves. */
  public Answer protect(
      String player, Operation.ChangePlayerLimits limits, boolean isFirstAttempt) {
    return attempt(player, limits, isFirstAttempt);
  }

  /** Whether an account, as it is now, could be credited with a deposit of an amount. */
  public boolean hasRoom(String player, Wei amount) {
    return WalletRule.hasRoom(read(player), amount);
  }

  /**
   * Credits a deposit, once for its key. One that would bring the account above 2<sup>256</sup> - 1
   * wei is refused: {@link LedgerRejection#LIMIT_REACHED}.
   */
  public Answer deposit(String player, Operation.Deposit deposit) {
    return attempt(player, deposit, true);
  }

  /** A deposit, and whose it is. */
  public record Credit(String player, Operation.Deposit deposit) {}

  /**
   * Credits several deposits in one transaction: all of them, or none.
   *
   * @param credits not more than {@link #MAX_TOGETHER}
   * @return whether they were credited by this; if not, each is asked for by itself
   * @throws io.fairfall.journal.StoreUnavailableException if nobody knows: then too each is asked
   *     for by itself, and finds its receipt if it stands
   */
  public boolean depositTogether(List<Credit> credits) {
    if (credits.isEmpty() || credits.size() > MAX_TOGETHER) {
      throw new IllegalArgumentException("1 to %d deposits".formatted(MAX_TOGETHER));
    }
    return new BatchDeposit(context).run(credits);
  }

  /**
   * Takes back what there is of a deposit that has left the chain, up to its amount. It is asked
   * for again and again until nothing is owed, by one or by several at once: all takings of a
   * deposit together never take more than it brought.
   *
   * @param key of its receipt
   * @param operator who says that it has left the chain
   * @return what is taken by now and what is still owed; nothing if no such deposit was credited
   * @throws AccountContendedException if others take back the same one all the time
   */
  public Optional<DepositReversals.Reversed> takeBack(String key, String operator, String reason) {
    return new DepositReversals(context).takeBack(key, operator, reason);
  }

  /** The same without taking anything: how a deposit stands. */
  public Optional<DepositReversals.Reversed> reversed(String key) {
    return new DepositReversals(context).read(key);
  }

  /** Credits the balance that a player brings from an older system, once. */
  public Answer open(String player, Wei amount) {
    return attempt(
        player, new Operation.Opening(ExternalReceipts.openingKey(player), amount), true);
  }

  /** Takes a withdrawal's money out of the account and puts the withdrawal on record. */
  public Answer withdraw(String player, Operation.Withdrawal withdrawal, boolean isFirstAttempt) {
    return attempt(player, withdrawal, isFirstAttempt);
  }

  /**
   * Says for ever that a withdrawal was paid. Of a key that its account may yet come to nobody
   * knows ({@link Answer.RateLimited}): an attempt that is under way could still find it.
   *
   * @param key {@link ExternalReceipts#withdrawalKey}
   * @param transaction the hash of the transaction that paid it
   */
  public Answer withdrawalPaid(String key, String transaction) {
    return ending(key, asked -> new Operation.WithdrawalPaid(key, asked.amount(), transaction));
  }

  /** Says for ever that a withdrawal was not paid, and gives the money back. */
  public Answer withdrawalRefunded(String key, String reason) {
    return ending(key, asked -> new Operation.WithdrawalRefunded(key, asked.amount(), reason));
  }

  private Answer ending(String key, Function<ExternalReceipts.Receipt, Operation> operation) {
    // in this order: an account that has come past the key's version has its receipt, or never will
    Optional<ExternalReceipts.AskedAt> asked = ExternalReceipts.askedAt(key);
    Account head = asked.map(at -> read(at.player())).orElse(Account.EMPTY);
    return ExternalReceipts.requested(context.accounts(), key)
        .map(receipt -> attempt(receipt.player(), operation.apply(receipt), true))
        .orElseGet(
            () ->
                asked.isPresent() && asked.get().version() > head.version()
                    ? new Answer.RateLimited(head)
                    : new Answer.No(LedgerRejection.NOT_FOUND, head));
  }

  private Answer attempt(String player, Operation operation, boolean isFirst) {
    return new OperationExecutor(context, player, operation, isFirst).run();
  }
}
