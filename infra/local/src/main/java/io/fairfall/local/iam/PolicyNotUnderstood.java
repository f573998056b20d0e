package io.fairfall.local.iam;

import java.io.Serial;

/** A policy says something that is not enforced here: running on would pretend that it is. */
public final class PolicyNotUnderstood extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1;

  PolicyNotUnderstood(String what) {
    super("the one-machine runner does not understand " + what + " in an IAM policy");
  }
}
