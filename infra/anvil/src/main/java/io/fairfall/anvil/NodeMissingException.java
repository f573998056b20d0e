package io.fairfall.anvil;

import java.io.IOException;
import java.io.Serial;

/** There is no Node.js to hold the chain's node with; the message says what helps. */
public final class NodeMissingException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String sentence;

  NodeMissingException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  public String sentence() {
    return sentence;
  }
}
