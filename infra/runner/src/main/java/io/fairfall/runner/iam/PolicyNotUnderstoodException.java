package io.fairfall.runner.iam;

import java.io.Serial;

/** A policy says something that is not enforced here: running on would pretend that it is. */
public final class PolicyNotUnderstoodException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  PolicyNotUnderstoodException(String what) {
    super("the one-machine runner does not understand " + what + " in an IAM policy");
  }
}
