package io.fairfall.session;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Where unguessable values come from; handed in, so that a test can repeat itself. */
@FunctionalInterface
public interface Randomness {
  /** That many bytes which nobody can predict. */
  byte[] bytes(int count);

  /** The same as lower-case hex text, two characters for each byte. */
  default String hex(int count) {
    return HexFormat.of().formatHex(bytes(count));
  }

  /**
   * The system's randomness. The generator is made at the moment of use and not kept: a snapshot of
   * the function must hold no generator that every restored copy would continue alike.
   */
  static Randomness ofSystem() {
    return count -> {
      byte[] bytes = new byte[count];
      new SecureRandom().nextBytes(bytes);
      return bytes;
    };
  }
}
