package io.fairfall.ledger;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.TransactionalAppend;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One request being carried out, try by try; {@link Accounts} says why it is done like this. */
final class OperationExecutor {
  private final LedgerContext context;
  private final String player;
  private final String journal;
  private final Operation operation;
  private boolean isFirst;
  private boolean freshFacts;

  /**
   * Whether the receipt is looked for, and the head read, before anything is decided: always but in
   * the first try at what {@link Operation#buildsOnRemembered}.
   */
  private boolean looksFirst;

  OperationExecutor(LedgerContext context, String player, Operation operation, boolean isFirst) {
    this.context = context;
    this.player = player;
    this.journal = Accounts.journalOf(player);
    this.operation = operation;
    this.isFirst = isFirst;
    this.looksFirst = !operation.buildsOnRemembered();
  }

  Answer run() {
    int tries = operation.tries(context.bounds());
    for (int attempt = 0; attempt < tries; attempt++) {
      Optional<Answer> answer = step();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (attempt > 0) {
        backOff(attempt);
      }
    }
    throw new AccountContendedException(journal);
  }

  /** One try; nothing if it must be made again. */
  private Optional<Answer> step() {
    boolean looks = looksFirst;
    looksFirst = true;
    if (looks) {
      Optional<Answer> recorded = recorded();
      if (recorded.isPresent()) {
        return recorded;
      }
    }
    AccountReader.Head read = looks ? context.lookup().head(journal) : context.remembered(journal);
    Account head = read.account();
    Optional<Answer> known = known(head);
    if (known.isPresent()) {
      return known;
    }
    boolean fresh = freshFacts || operation.asksFreshly();
    DecisionContext found = context.facts().find(player, head, operation, fresh);
    if (isAhead(head)) {
      return reject(read, LedgerRejection.VERSION_CONFLICT, found);
    }
    return switch (Rules.decide(context.game(), head, operation, found)) {
      case Decision.Accepted accepted -> append(read, accepted.entry());
      case Decision.Happened happened -> Optional.of(new Answer.Ok(happened.entry()));
      case Decision.Nothing nothing -> Optional.of(new Answer.Nothing(head));
      case Decision.RateLimited hurried -> Optional.of(new Answer.RateLimited(head));
      case Decision.Rejected rejected -> reject(read, rejected.rejection(), found);
    };
  }

  /** What is settled before any rule is asked: a retry, a used key, a conflict of versions. */
  private Optional<Answer> known(Account head) {
    Optional<OperationId> id = operation.key();
    if (id.isEmpty()) {
      return Optional.empty();
    }
    if (id.get().base() > head.version()) {
      // an earlier attempt may still find the account there, and no void can keep its slot
      return isFirst
          ? no(LedgerRejection.VALIDATION, head)
          : Optional.of(new Answer.RateLimited(head));
    }
    Optional<AccountEntry> earlier = context.lookup().find(journal, head, id.get());
    if (earlier.isPresent()) {
      return Optional.of(repeat(earlier.get(), head));
    }
    if (head.version() >= id.get().lastSlot()) {
      return no(LedgerRejection.KEY_EXPIRED, head);
    }
    // its one slot is taken for ever
    OptionalLong expected = operation.expectedVersion();
    return expected.isPresent() && expected.getAsLong() < head.version()
        ? no(LedgerRejection.VERSION_CONFLICT, head)
        : Optional.empty();
  }

  /** Whether the client insists on a version that the account may yet come to. */
  private boolean isAhead(Account head) {
    OptionalLong expected = operation.expectedVersion();
    return expected.isPresent() && expected.getAsLong() > head.version();
  }

  private Answer repeat(AccountEntry earlier, Account head) {
    if (!earlier.trace().equals(operation.trace(earlier.format()))) {
      return new Answer.No(LedgerRejection.IDEMPOTENCY_MISMATCH, head);
    }
    return earlier.kind() == AccountEntry.Kind.VOID
        ? new Answer.No(Rules.rejection(context.game(), earlier), head)
        : new Answer.Ok(earlier);
  }

  /** An external operation that is on record has happened, or something else has in its place. */
  private Optional<Answer> recorded() {
    return operation instanceof Operation.External external
        ? ExternalReceipts.find(context.accounts(), ExternalReceipts.placeOf(external))
            .map(receipt -> recorded(external, receipt))
        : Optional.empty();
  }

  private Answer recorded(Operation.External external, ExternalReceipts.Receipt receipt) {
    if (ExternalReceipts.isOther(external, receipt)) {
      return new Answer.No(LedgerRejection.ALREADY_FINAL, context.lookup().head(journal).account());
    }
    return ExternalReceipts.isSame(external, player, receipt)
        ? new Answer.Ok(context.lookup().entry(journal, receipt.version()))
        : new Answer.No(
            LedgerRejection.IDEMPOTENCY_MISMATCH, context.lookup().head(journal).account());
  }

  private Optional<Answer> reject(
      AccountReader.Head head, Rejection rejection, DecisionContext found) {
    if (!freshFacts) {
      // remembered facts may be enough for a yes, never for a no
      freshFacts = true;
      return step();
    }
    if (isFirst || operation.key().isEmpty()) {
      return no(rejection, head.account());
    }
    AccountEntry fence =
        Rules.fence(
            context.game(), head.account(), operation.trace(found.format()), rejection, found);
    return context.accounts().append(context.sealed(journal, head, fence)) instanceof Append.Written
        ? no(rejection, head.account())
        : Optional.empty();
  }

  private Optional<Answer> append(AccountReader.Head head, AccountEntry entry) {
    PendingWrite write = context.writing(player, head, operation, entry);
    List<Entry> entries = write.entries();
    boolean isWritten =
        entries.size() == 1
            ? isWritten(context.accounts().append(entries.getFirst()))
            : isWritten(context.accounts().appendTogether(entries));
    if (isWritten && operation.buildsOnRemembered()) {
      context.heads().remember(journal, write.head());
    }
    return isWritten ? Optional.of(new Answer.Ok(entry)) : Optional.empty();
  }

  private boolean isWritten(Append outcome) {
    return switch (outcome) {
      case Append.Written written -> true;
      case Append.SlotTaken taken -> false;
      case Append.Contended contended -> isContended();
    };
  }

  private boolean isWritten(TransactionalAppend outcome) {
    return switch (outcome) {
      case TransactionalAppend.Written written -> true;
      case TransactionalAppend.SlotsTaken taken -> false;
      case TransactionalAppend.Contended contended -> isContended();
    };
  }

  /**
   * The SDK sends a put again when its reply is late. If the second sending meets a transaction,
   * the first may still be under way to a slot that is free: from now on this request has an
   * earlier attempt, and what it refuses must be fenced.
   */
  private boolean isContended() {
    isFirst = false;
    return false;
  }

  private static Optional<Answer> no(Rejection rejection, Account head) {
    return Optional.of(new Answer.No(rejection, head));
  }

  private void backOff(int attempt) {
    try {
      context.backOff(attempt);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AccountContendedException(journal);
    }
  }
}
