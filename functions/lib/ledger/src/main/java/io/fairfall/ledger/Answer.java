package io.fairfall.ledger;

/**
 * What became of an operation. A third class of answers, "unknown", is an exception: {@link
 * io.fairfall.journal.StoreUnavailableException} or {@link AccountContendedException}.
 */
public sealed interface Answer {
  /** It happened, now or before: this entry did it. */
  record Ok(AccountEntry entry) implements Answer {}

  /**
   * It did not happen, and if this was the client's latest attempt it never will.
   *
   * @param account the account as it is
   */
  record No(Rejection rejection, Account account) implements Answer {}

  /**
   * Not decided: the player makes too many operations in too short a time, or what is named is an
   * entry that the account may yet come to, where no void can keep a slot. Like an unknown answer
   * it says nothing about earlier attempts.
   */
  record RateLimited(Account account) implements Answer {}

  /** There was nothing to do. */
  record Nothing(Account account) implements Answer {}
}
