package io.fairfall.runner.lambda;

import java.io.Serial;

/** A function did not answer: it threw, ran out of time, or had no free instance. */
public final class FunctionFailureException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** Error types that the runner itself reports, named as Lambda names them. */
  public static final String TIMED_OUT = "Sandbox.Timedout";

  public static final String THROTTLED = "TooManyRequestsException";

  private final String errorType;
  private final String errorMessage;

  public FunctionFailureException(String errorType, String errorMessage) {
    super(errorType + ": " + errorMessage);
    this.errorType = errorType;
    this.errorMessage = errorMessage;
  }

  /** The exception's class name, or one of the names above. */
  public String errorType() {
    return errorType;
  }

  public String errorMessage() {
    return errorMessage;
  }

  /** Whether the function never started, so that trying again cannot repeat an effect. */
  public boolean throttled() {
    return errorType.equals(THROTTLED);
  }
}
