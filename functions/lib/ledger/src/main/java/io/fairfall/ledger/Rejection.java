package io.fairfall.ledger;

/**
 * Why an operation did not happen: one of the ledger's reasons, or of its game's. The names are the
 * problem codes that clients see, and voids store them.
 */
public interface Rejection {
  /** The stable name. */
  String name();
}
