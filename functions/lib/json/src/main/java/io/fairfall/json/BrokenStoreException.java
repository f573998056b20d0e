package io.fairfall.json;

/**
 * What we have written ourselves cannot be read as what it has to be: the store was changed by
 * another hand, or a release changed a form that it may only add to. Nobody outside can bring it
 * about, and nothing is built on what was read until then.
 */
public final class BrokenStoreException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  BrokenStoreException(Class<?> type, InvalidJsonException cause) {
    super("a stored " + type.getSimpleName() + " is unreadable: " + cause.sentence(), cause);
  }
}
