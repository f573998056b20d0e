package io.fairfall.ledger;

/** What a rule says. */
public sealed interface Decision {
  /** This entry is to be appended. */
  record Accepted(AccountEntry entry) implements Decision {}

  /** It must not happen. */
  record Rejected(Rejection rejection) implements Decision {}

  /** It has happened before: this entry did it. */
  record Happened(AccountEntry entry) implements Decision {}

  /** The player is in too much of a hurry: ask again a little later. */
  record RateLimited() implements Decision {}

  /** There is nothing to do, and nothing to write. */
  record Nothing() implements Decision {}
}
