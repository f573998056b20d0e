package io.fairfall.admin;

import io.fairfall.http.ProblemException;
import io.fairfall.ledger.Operation;
import io.fairfall.treasury.adjustments.Operator;
import java.util.regex.Pattern;

/**
 * On one machine operators are who they say they are: a name each. So one person can be two there,
 * which is what trying it out takes.
 */
final class LocalOperators implements OperatorProof {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  @Override
  public Operator of(AdminCommand command) {
    String name = command.by();
    if (!NAME.matcher(name).matches() || name.equals(Operation.Adjustment.FAUCET)) {
      throw ProblemException.invalid("by must be a name of A-Z a-z 0-9 . _ @ -, and not faucet.");
    }
    return new Operator(name, "local:" + name);
  }
}
