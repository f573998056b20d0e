package io.fairfall.treasury.adjustments;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Proposals of adjustments. Each has a journal {@code adjustment:<id>} of at most three entries,
 * and its first stands in the journal {@code adjustments} as well, written in one transaction: so
 * the list is complete, and whether one operator is enough is decided on all proposals before it.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException} or {@link
 * io.fairfall.journal.TooManyConflictsException}: doing it again is right.
 */
public final class ProposalJournal {
  /** All proposals, oldest first. */
  public static final String LIST = "adjustments";

  private static final String PREFIX = "adjustment:";
  private static final int MAX_STEPS = 8;

  private final Journals events;
  private final InstantSource clock;
  private final AppendLoop loop;

  public ProposalJournal(Journals events, InstantSource clock, AppendLoop loop) {
    this.events = events;
    this.clock = clock;
    this.loop = loop;
  }

  /** The journal of one proposal. */
  public static String journalOf(String id) {
    return PREFIX + id;
  }

  /** Whether a journal is of one proposal. */
  public static boolean isOne(String journal) {
    return journal.startsWith(PREFIX);
  }

  /** What became of something that was asked. */
  public sealed interface Answer {
    /** It stands so, by this request or by an earlier one. */
    record Stands(ProposalState state) implements Answer {}

    /** Under this id stands another one. */
    record OtherUnderThisId(ProposalState state) implements Answer {}

    /** It cannot be, for what has happened to it. */
    record NotPossible(ProposalState state, String why) implements Answer {}

    /** Who proposed it wants to approve it: that takes another operator. */
    record SameOperator(ProposalState state) implements Answer {}

    /** There is none under this id. */
    record NoSuchProposal() implements Answer {}
  }

  /** A proposal and what has happened to it. */
  public Optional<ProposalState> find(String id) {
    return state(events.range(journalOf(id), 1, MAX_STEPS));
  }

  /** From all entries of a proposal's journal, oldest first. */
  public static Optional<ProposalState> state(List<Entry> entries) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    List<ProposalEvent> all = entries.stream().map(ProposalJson::read).toList();
    if (!(all.getFirst() instanceof ProposalEvent.Proposed(AdjustmentProposal proposal))) {
      throw new IllegalStateException(entries.getFirst().journal() + " begins with no proposal");
    }
    return Optional.of(
        new ProposalState(proposal, entries.getFirst().atMs(), all.subList(1, all.size())));
  }

  /**
   * Proposals below a place in the list, newest first.
   *
   * @param before {@link Long#MAX_VALUE} for the newest of all
   * @param limit between 1 and {@link Journals#MAX_ENTRIES_PER_READ}
   */
  public List<Entry> latest(long before, int limit) {
    return events.latest(LIST, before, limit);
  }

  /**
   * Proposes, once under its id.
   *
   * @param asked with no base: whether one operator is enough is decided here
   * @param bound the most that operators may move alone within a day, in wei, read newly
   * @param base the account's version, read newly
   */
  public Answer propose(AdjustmentProposal asked, Supplier<BigInteger> bound, LongSupplier base) {
    return loop.run(
        LIST,
        attempt -> find(asked.id()),
        (earlier, attempt) -> {
          if (earlier.isPresent()) {
            ProposalState state = earlier.get();
            return Proposal.answer(
                state.proposal().isSame(asked)
                    ? new Answer.Stands(state)
                    : new Answer.OtherUnderThisId(state));
          }
          long now = clock.millis();
          long slot = events.head(LIST).map(Entry::version).orElse(0L) + 1;
          boolean isAlone = SoloBound.allows(events, slot, asked.amount(), bound.get(), now);
          AdjustmentProposal next =
              new AdjustmentProposal(
                  asked.id(),
                  asked.player(),
                  asked.amount(),
                  asked.reason(),
                  asked.by(),
                  isAlone ? base.getAsLong() : null,
                  now + AdjustmentProposal.WAITS_MS);
          ProposalEvent.Proposed event = new ProposalEvent.Proposed(next);
          return this.<Answer>write(
              List.of(entry(LIST, slot, event, now), entry(journalOf(asked.id()), 1, event, now)),
              new Answer.Stands(new ProposalState(next, now, List.of())));
        });
  }

  /**
   * A second operator approves. Who approved already gets the same answer.
   *
   * @param base the account's version, read newly
   */
  public Answer approve(String id, Operator by, LongSupplier base) {
    return step(
        id,
        state -> {
          Optional<ProposalEvent.Approved> approved = state.approved();
          if (approved.isPresent() && !approved.get().by().isAnother(by)) {
            return Proposal.answer(new Answer.Stands(state));
          }
          long now = clock.millis();
          return switch (state.status(now)) {
            case OPEN ->
                by.isAnother(state.proposal().by())
                    // at this very instant: a moment later it may have expired
                    ? next(state, new ProposalEvent.Approved(by, base.getAsLong()), now)
                    : Proposal.answer(new Answer.SameOperator(state));
            case EXPIRED -> impossible(state, "Nobody approved it in time: propose it anew.");
            case REJECTED -> impossible(state, "It was rejected.");
            case APPROVED, DONE, REFUSED ->
                impossible(
                    state,
                    approved.isPresent()
                        ? "Another operator has approved it already."
                        : "It needed no second operator.");
          };
        });
  }

  /** An operator, the one who proposed it or another, takes it off the table. */
  public Answer reject(String id, Operator by, String reason) {
    return step(
        id,
        state -> {
          if (!state.steps().isEmpty()
              && state.steps().getLast() instanceof ProposalEvent.Rejected earlier
              && !earlier.by().isAnother(by)
              && earlier.reason().equals(reason)) {
            return Proposal.answer(new Answer.Stands(state));
          }
          return switch (state.status(clock.millis())) {
            case OPEN, EXPIRED -> next(state, new ProposalEvent.Rejected(by, reason));
            case REJECTED -> impossible(state, "It was rejected already.");
            case APPROVED, DONE, REFUSED -> impossible(state, "It was approved already.");
          };
        });
  }

  /** Tells how it ended; who comes second finds it told. */
  public Answer end(String id, ProposalEvent end) {
    return step(
        id,
        state ->
            state.status(clock.millis()) == ProposalState.Status.APPROVED
                ? next(state, end)
                : Proposal.answer(new Answer.Stands(state)));
  }

  private Answer step(String id, Function<ProposalState, Proposal<Answer>> decide) {
    return loop.run(
        journalOf(id),
        attempt -> find(id),
        (state, attempt) ->
            state.map(decide).orElseGet(() -> Proposal.answer(new Answer.NoSuchProposal())));
  }

  private Proposal<Answer> next(ProposalState state, ProposalEvent event) {
    return next(state, event, clock.millis());
  }

  private Proposal<Answer> next(ProposalState state, ProposalEvent event, long nowMs) {
    List<ProposalEvent> steps = new ArrayList<>(state.steps());
    steps.add(event);
    String journal = journalOf(state.proposal().id());
    return write(
        List.of(entry(journal, state.nextSlot(), event, nowMs)),
        new Answer.Stands(new ProposalState(state.proposal(), state.proposedAtMs(), steps)));
  }

  private static Proposal<Answer> impossible(ProposalState state, String why) {
    return Proposal.answer(new Answer.NotPossible(state, why));
  }

  private <A> Proposal<A> write(List<Entry> entries, A answer) {
    return Proposal.write(events, entries, () -> answer);
  }

  private static Entry entry(String journal, long slot, ProposalEvent event, long nowMs) {
    return new Entry(journal, slot, event.type(), nowMs, ProposalJson.body(event));
  }
}
