package io.fairfall.anvil;

import java.io.Serial;

/** A node refused or did not answer; in tests and tools there is nothing to do about it. */
public final class RpcFailureException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  RpcFailureException(String message) {
    super(message);
  }

  RpcFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
