package io.fairfall.http;

/**
 * Thrown while a request is being read, and turned into a response in one place ({@link
 * GatewayFunction}). Rules do not throw: their outcomes are values.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.code() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** A {@code VALIDATION} refusal. */
  public static ProblemException invalid(String detail) {
    return Problem.of(CommonCode.VALIDATION, detail).refusal();
  }
}
