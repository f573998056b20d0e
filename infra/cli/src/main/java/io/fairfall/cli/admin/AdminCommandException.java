package io.fairfall.cli.admin;

import java.io.Serial;

/** A command that was refused or had no answer; the message is a sentence for the operator. */
public final class AdminCommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean isRefusal;

  public AdminCommandException(String sentence) {
    super(sentence);
    this.isRefusal = false;
  }

  public AdminCommandException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.isRefusal = false;
  }

  private AdminCommandException(String sentence, boolean isRefusal) {
    super(sentence);
    this.isRefusal = isRefusal;
  }

  /** A command that the function understood and will not do, however often it is asked. */
  static AdminCommandException refusal(String sentence) {
    return new AdminCommandException(sentence, true);
  }

  /** Whether it was refused; otherwise nobody knows whether it happened. */
  public boolean isRefusal() {
    return isRefusal;
  }
}
