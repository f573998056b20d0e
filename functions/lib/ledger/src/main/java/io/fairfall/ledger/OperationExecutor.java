package io.fairfall.ledger;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Proposal;
import io.fairfall.journal.TooManyConflictsException;
import java.util.Optional;
import java.util.OptionalLong;

/** One request being carried out, try by try; {@link Accounts} says why it is done like this. */
final class OperationExecutor {
  private final LedgerContext context;
  private final String player;
  private final String journal;
  private final Operation operation;

  /** Whether the client has made no attempt at this before. */
  private final boolean isFirstAttempt;

  private boolean freshFacts;

  OperationExecutor(
      LedgerContext context, String player, Operation operation, boolean isFirstAttempt) {
    this.context = context;
    this.player = player;
    this.journal = Accounts.journalOf(player);
    this.operation = operation;
    this.isFirstAttempt = isFirstAttempt;
  }

  Answer run() {
    try {
      return context.loop(operation).run(journal, this::head, this::decide);
    } catch (TooManyConflictsException contended) {
      context.bounds().reached(operation.isPatient() ? "patientTries" : "tries");
      throw new AccountContendedException(journal, contended);
    }
  }

  /**
   * Whether a try builds on a head that was written here, and on no receipt: only the first, at
   * what says so. Its slot and its receipt's slot tell whether that was too old.
   */
  private boolean buildsOnRemembered(AppendLoop.Try attempt) {
    return attempt.isFirst() && operation.buildsOnRemembered();
  }

  private AccountReader.Head head(AppendLoop.Try attempt) {
    return buildsOnRemembered(attempt)
        ? context.remembered(journal)
        : context.lookup().head(journal);
  }

  private Proposal<Answer> decide(AccountReader.Head read, AppendLoop.Try attempt) {
    if (!buildsOnRemembered(attempt)) {
      Optional<Answer> recorded = recorded();
      if (recorded.isPresent()) {
        return Proposal.answer(recorded.get());
      }
    }
    // an earlier sending of this request's own put counts as an earlier attempt
    boolean isFirst = isFirstAttempt && !attempt.mayBeUnderWay();
    Account head = read.account();
    Optional<Answer> known = known(head, isFirst);
    if (known.isPresent()) {
      return Proposal.answer(known.get());
    }
    boolean fresh = freshFacts || operation.asksFreshly();
    DecisionContext found = context.facts().find(player, head, operation, fresh);
    if (isAhead(head)) {
      return reject(read, LedgerRejection.VERSION_CONFLICT, found, isFirst);
    }
    return switch (Rules.decide(context.game(), head, operation, found)) {
      case Decision.Accepted accepted -> append(read, accepted.entry());
      case Decision.Happened happened -> Proposal.answer(new Answer.Ok(happened.entry()));
      case Decision.Nothing nothing -> Proposal.answer(new Answer.Nothing(head));
      case Decision.RateLimited hurried -> {
        context.bounds().reached("rate");
        yield Proposal.answer(new Answer.RateLimited(head));
      }
      case Decision.Rejected rejected -> reject(read, rejected.rejection(), found, isFirst);
    };
  }

  /** What is settled before any rule is asked: a retry, a used key, a conflict of versions. */
  private Optional<Answer> known(Account head, boolean isFirst) {
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
      context.bounds().reached("keyWindow");
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
    if (operation instanceof Operation.DepositReversal reversal) {
      // whose taking it is does not matter: who asks counts the takings anew
      return DepositReversals.isTaken(context.accounts(), reversal)
          ? Optional.of(new Answer.Nothing(context.lookup().head(journal).account()))
          : Optional.empty();
    }
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

  private Proposal<Answer> reject(
      AccountReader.Head head, Rejection rejection, DecisionContext found, boolean isFirst) {
    if (!freshFacts) {
      // remembered facts may be enough for a yes, never for a no
      freshFacts = true;
      return new Proposal.LookAgain<>();
    }
    Answer no = new Answer.No(rejection, head.account());
    if (isFirst || operation.key().isEmpty()) {
      return Proposal.answer(no);
    }
    AccountEntry fence =
        Rules.fence(
            context.game(), head.account(), operation.trace(found.format()), rejection, found);
    return Proposal.write(context.accounts(), context.sealed(journal, head, fence), () -> no);
  }

  private Proposal<Answer> append(AccountReader.Head head, AccountEntry entry) {
    PendingWrite write = context.writing(player, head, operation, entry);
    return Proposal.write(context.accounts(), write.entries(), () -> written(write, entry));
  }

  private Answer written(PendingWrite write, AccountEntry entry) {
    if (operation.buildsOnRemembered()) {
      context.heads().put(journal, write.head());
    }
    return new Answer.Ok(entry);
  }

  private static Optional<Answer> no(Rejection rejection, Account head) {
    return Optional.of(new Answer.No(rejection, head));
  }
}
