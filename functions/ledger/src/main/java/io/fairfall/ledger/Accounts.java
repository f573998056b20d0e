package io.fairfall.ledger;

import io.fairfall.game.Flight;
import io.fairfall.game.GameJournal;
import io.fairfall.game.GameView;
import io.fairfall.game.Round;
import io.fairfall.game.RoundSecret;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private static final int MAX_TRIES = 10;
  private static final int MAX_BACKOFF_MS = 200;

  private final Journals journals;
  private final Lookup lookup;
  private final GameJournal game;
  private final LongFunction<Optional<RoundSecret>> secrets;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> jitter;

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
    this.journals = journals;
    this.lookup = new Lookup(journals);
    this.game = game;
    this.secrets = secrets;
    this.clock = clock;
    this.jitter = jitter;
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
    return head(journalOf(player));
  }

  /** Entries below a version, newest first. */
  public List<Entry> entries(String player, long before, int limit) {
    return journals.latest(journalOf(player), before, limit);
  }

  /** Ends the open bets whose outcome is known. Doing it again does nothing. */
  public Answer settle(String player) {
    return new Attempt(journalOf(player), new Operation.Settle(), true).run();
  }

  /** Takes a bet out of its flight. */
  public Answer cashOut(String player, Operation.Cashout cashout) {
    return new Attempt(journalOf(player), cashout, true).run();
  }

  /**
   * Places a bet.
   *
   * @param isFirstAttempt whether the client says that it never asked this before
   */
  public Answer bet(String player, Operation.Bet bet, boolean isFirstAttempt) {
    return new Attempt(journalOf(player), bet, isFirstAttempt).run();
  }

  /** Moves money between the house and an account. */
  public Answer adjust(String player, Operation.Adjustment adjustment, boolean isFirstAttempt) {
    return new Attempt(journalOf(player), adjustment, isFirstAttempt).run();
  }

  private Account head(String journal) {
    return journals
        .head(journal)
        .map(entry -> AccountJson.read(entry).after())
        .orElse(Account.EMPTY);
  }

  /** One request being carried out. */
  private final class Attempt {
    private final String journal;
    private final Operation operation;
    private final boolean isFirst;
    private boolean freshFacts;

    Attempt(String journal, Operation operation, boolean isFirst) {
      this.journal = journal;
      this.operation = operation;
      this.isFirst = isFirst;
    }

    Answer run() {
      for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
        Optional<Answer> answer = step();
        if (answer.isPresent()) {
          return answer.get();
        }
        if (attempt > 0) {
          backOff(attempt);
        }
      }
      throw new TooManyConflicts(journal);
    }

    /** One try; nothing if it must be made again. */
    private Optional<Answer> step() {
      Account head = head(journal);
      Optional<Answer> known = known(head);
      if (known.isPresent()) {
        return known;
      }
      Facts facts = facts(head);
      return switch (Rules.decide(head, operation, facts)) {
        case Decision.Accepted accepted -> append(accepted.entry());
        case Decision.Happened happened -> Optional.of(new Answer.Ok(happened.entry()));
        case Decision.Nothing nothing -> Optional.of(new Answer.Nothing(head));
        case Decision.Rejected rejected -> reject(head, rejected.rejection(), facts);
      };
    }

    /** What is settled before any rule is asked: a retry, a used key, a conflict of versions. */
    private Optional<Answer> known(Account head) {
      Optional<OperationId> id = id();
      if (id.isEmpty()) {
        return Optional.empty();
      }
      if (id.get().base() > head.version()) {
        return no(Rejection.VALIDATION, head);
      }
      Optional<AccountEntry> earlier = lookup.find(journal, head, id.get());
      if (earlier.isPresent()) {
        return Optional.of(repeat(earlier.get(), head));
      }
      if (head.version() >= id.get().lastSlot()) {
        return no(Rejection.KEY_EXPIRED, head);
      }
      if (operation instanceof Operation.Bet bet
          && bet.expectedVersion().isPresent()
          && bet.expectedVersion().getAsLong() != head.version()) {
        return no(Rejection.VERSION_CONFLICT, head);
      }
      return Optional.empty();
    }

    private Answer repeat(AccountEntry earlier, Account head) {
      if (!earlier.trace().equals(operation.trace())) {
        return new Answer.No(Rejection.IDEMPOTENCY_MISMATCH, head);
      }
      return earlier.kind() == AccountEntry.Kind.VOID
          ? new Answer.No(earlier.rejection(), head)
          : new Answer.Ok(earlier);
    }

    private Optional<Answer> reject(Account head, Rejection rejection, Facts facts) {
      if (!freshFacts) {
        // remembered facts may be enough for a yes, never for a no
        freshFacts = true;
        return step();
      }
      if (isFirst || id().isEmpty()) {
        return no(rejection, head);
      }
      Append fenced = put(Rules.fence(head, operation, rejection, facts));
      return fenced instanceof Append.Written ? no(rejection, head) : Optional.empty();
    }

    private Optional<Answer> append(AccountEntry entry) {
      return put(entry) instanceof Append.Written
          ? Optional.of(new Answer.Ok(entry))
          : Optional.empty();
    }

    private Append put(AccountEntry entry) {
      return journals.append(AccountJson.write(journal, entry, clock.millis()));
    }

    private Facts facts(Account head) {
      List<Long> rounds = new ArrayList<>(head.bets().stream().map(OpenBet::roundId).toList());
      Optional<Facts.PastBet> past = Optional.empty();
      if (operation instanceof Operation.Bet bet) {
        rounds.add(bet.roundId());
      } else if (operation instanceof Operation.Cashout cashout
          && head.openBet(cashout.betId()).isEmpty()) {
        past = lookup.past(journal, head, cashout.betId());
        past.ifPresent(found -> rounds.add(found.close().roundId()));
      }
      GameView view =
          game.view(
              rounds, head.gameVersion(), freshFacts || operation instanceof Operation.Settle);
      return new Facts(view, flight(head, past, view), past, clock.millis());
    }

    private Optional<Flight> flight(Account head, Optional<Facts.PastBet> past, GameView view) {
      if (!(operation instanceof Operation.Cashout cashout)) {
        return Optional.empty();
      }
      return head.openBet(cashout.betId())
          .map(OpenBet::roundId)
          .or(() -> past.map(found -> found.close().roundId()))
          .flatMap(view::round)
          .filter(Round::isStarted)
          .map(this::flight);
    }

    private Flight flight(Round round) {
      if (round.crashed() != null) {
        return Flight.of(round.opened(), round.crashed());
      }
      return secrets
          .apply(round.id())
          .orElseThrow(() -> new IllegalStateException("round " + round.id() + " has no outcome"))
          .reveal(round.opened().startsAt());
    }

    private Optional<OperationId> id() {
      return switch (operation) {
        case Operation.Bet bet -> Optional.of(bet.id());
        case Operation.Adjustment adjustment -> Optional.of(adjustment.id());
        case Operation.Cashout cashout -> Optional.empty();
        case Operation.Settle settle -> Optional.empty();
      };
    }

    private Optional<Answer> no(Rejection rejection, Account head) {
      return Optional.of(new Answer.No(rejection, head));
    }

    private void backOff(int attempt) {
      int bound = Math.min(MAX_BACKOFF_MS, 5 << Math.min(attempt, 6));
      try {
        Thread.sleep(jitter.get().nextInt(bound + 1));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new TooManyConflicts(journal);
      }
    }
  }
}
