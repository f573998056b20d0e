package io.fairfall.journal;

import java.util.List;
import java.util.function.Supplier;

/**
 * What a writer has decided on what it read: see {@link AppendLoop}.
 *
 * @param <A> what the writer answers in the end
 */
public sealed interface Proposal<A> {
  /** There is nothing to write (any more): what was asked for has happened, or is refused. */
  record Answered<A>(A answer) implements Proposal<A> {}

  /**
   * Entries for slots that were free when they were read.
   *
   * @param put tries to take them, all or none; may throw {@link StoreUnavailableException}, which
   *     ends the loop, since then nobody knows
   * @param written called once they stand, for the answer
   */
  record Write<A>(Supplier<TransactionalAppend> put, Supplier<A> written) implements Proposal<A> {}

  /**
   * What was read was not enough to decide on, as where something remembered would have to be
   * refused. It is read again at once. This counts as a try.
   */
  record LookAgain<A>() implements Proposal<A> {}

  /** Nothing is to be written. */
  static <A> Proposal<A> answer(A answer) {
    return new Answered<>(answer);
  }

  /**
   * Entries are to be written, all or none.
   *
   * @param entries 1 to {@link Journals#MAX_ENTRIES_TOGETHER}
   * @param written called once they stand, for the answer
   */
  static <A> Proposal<A> write(Journals journals, List<Entry> entries, Supplier<A> written) {
    return new Write<>(() -> journals.put(entries), written);
  }

  /** One entry is to be written. */
  static <A> Proposal<A> write(Journals journals, Entry entry, Supplier<A> written) {
    return write(journals, List.of(entry), written);
  }
}
