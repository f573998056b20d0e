package io.fairfall.journal;

/** An entry is not what the house wrote, or not where it wrote it: nothing may be built on it. */
public final class MacMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MacMismatchException(Entry entry, String how) {
    super("entry " + entry.version() + " of " + entry.journal() + " " + how);
  }
}
