package io.fairfall.admin;

import io.fairfall.http.ProblemCode;

/** Why what an operator says about a payout cannot follow what stands. */
enum WithdrawalCode implements ProblemCode {
  /** It has a nonce: from then on the chain decides. */
  HAS_NONCE("It has a nonce already"),
  /** It has no nonce that a cancellation could take. */
  HAS_NO_NONCE("It has no nonce yet"),
  /** Nobody has to approve it, or all who have to have done so. */
  NO_APPROVAL_NEEDED("It takes no approval"),
  /** It is being cancelled, by another word than this one. */
  CANCELLED_ALREADY("It is being cancelled already"),
  /** Its records say what cannot be. */
  BROKEN_RECORDS("Its records say what cannot be"),
  /** Another nonce is the next one of the journal, and only that one can be passed over. */
  NONCE_NOT_NEXT("It is not the next nonce"),
  /** No final block has used the nonce. */
  NONCE_NOT_FINAL("The nonce is not used in a final block");

  private final String title;

  WithdrawalCode(String title) {
    this.title = title;
  }

  @Override
  public int status() {
    return 409;
  }

  @Override
  public String title() {
    return title;
  }
}
