package io.fairfall.journal;

/**
 * A search met its bound before the end of a journal. What it has read so far is not all there is,
 * so nothing follows from it: the answer is unknown.
 */
public final class JournalTooLongException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  JournalTooLongException(String journal, int pages) {
    super("%s goes on after the %d pages that are read".formatted(journal, pages));
  }
}
