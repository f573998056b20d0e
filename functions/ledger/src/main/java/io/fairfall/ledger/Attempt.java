package io.fairfall.ledger;

import io.fairfall.journal.Append;
import io.fairfall.journal.Journals;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One request being carried out, try by try; {@link Accounts} says why it is done like this. */
final class Attempt {
  private static final int MAX_TRIES = 10;
  private static final int MAX_BACKOFF_MS = 200;

  private final Journals journals;
  private final Lookup lookup;
  private final FactFinder facts;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> jitter;
  private final Pause pause;
  private final String journal;
  private final Operation operation;
  private final boolean isFirst;
  private boolean freshFacts;

  Attempt(
      Journals journals,
      Lookup lookup,
      FactFinder facts,
      InstantSource clock,
      Supplier<? extends RandomGenerator> jitter,
      Pause pause,
      String journal,
      Operation operation,
      boolean isFirst) {
    this.journals = journals;
    this.lookup = lookup;
    this.facts = facts;
    this.clock = clock;
    this.jitter = jitter;
    this.pause = pause;
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
    Account head = lookup.head(journal);
    Optional<Answer> known = known(head);
    if (known.isPresent()) {
      return known;
    }
    boolean fresh = freshFacts || operation instanceof Operation.Settle;
    Facts found = facts.find(journal, head, operation, fresh);
    return switch (Rules.decide(head, operation, found)) {
      case Decision.Accepted accepted -> append(accepted.entry());
      case Decision.Happened happened -> Optional.of(new Answer.Ok(happened.entry()));
      case Decision.Nothing nothing -> Optional.of(new Answer.Nothing(head));
      case Decision.Rejected rejected -> reject(head, rejected.rejection(), found);
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

  private Optional<Answer> reject(Account head, Rejection rejection, Facts found) {
    if (!freshFacts) {
      // remembered facts may be enough for a yes, never for a no
      freshFacts = true;
      return step();
    }
    if (isFirst || id().isEmpty()) {
      return no(rejection, head);
    }
    Append fenced = put(Rules.fence(head, operation, rejection, found));
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
      pause.forMs(jitter.get().nextInt(bound + 1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TooManyConflicts(journal);
    }
  }
}
