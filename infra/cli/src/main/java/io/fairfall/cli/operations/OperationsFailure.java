package io.fairfall.cli.operations;

import java.io.Serial;

/** A command that was refused or had no answer; the message is a sentence for the operator. */
public final class OperationsFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean isRefusal;

  public OperationsFailure(String sentence) {
    super(sentence);
    this.isRefusal = false;
  }

  public OperationsFailure(String sentence, Throwable cause) {
    super(sentence, cause);
    this.isRefusal = false;
  }

  private OperationsFailure(String sentence, boolean isRefusal) {
    super(sentence);
    this.isRefusal = isRefusal;
  }

  /** A command that the function understood and will not do, however often it is asked. */
  static OperationsFailure refusal(String sentence) {
    return new OperationsFailure(sentence, true);
  }

  /** Whether it was refused; otherwise nobody knows whether it happened. */
  public boolean isRefusal() {
    return isRefusal;
  }
}
