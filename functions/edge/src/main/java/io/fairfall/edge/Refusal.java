package io.fairfall.edge;

/**
 * Thrown while a request is being read, and turned into a response in one place ({@link
 * GatewayFunction}). Rules do not throw: their outcomes are values.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refusal(Problem problem) {
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** A {@code VALIDATION} refusal. */
  public static Refusal invalid(String detail) {
    return Problem.of(CommonCode.VALIDATION, detail).refusal();
  }
}
