package io.fairfall.admin;

import io.fairfall.treasury.adjustments.Operator;

/** Who sends a command, told by something that the sender cannot choose. */
@FunctionalInterface
interface OperatorProof {

  /**
   * Who sends a command.
   *
   * @throws io.fairfall.http.ProblemException {@code UNAUTHENTICATED} or {@code FORBIDDEN} if
   *     nobody proves it, {@code UNAVAILABLE} if that cannot be found out now
   */
  Operator of(AdminCommand command);
}
