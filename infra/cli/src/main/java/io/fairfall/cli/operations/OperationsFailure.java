package io.fairfall.cli.operations;

import java.io.Serial;

/** A command that was refused or had no answer; the message is a sentence for the operator. */
public final class OperationsFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  OperationsFailure(String sentence) {
    super(sentence);
  }

  OperationsFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
