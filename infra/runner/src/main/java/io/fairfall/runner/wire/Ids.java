package io.fairfall.runner.wire;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids in the form that API Gateway gives to requests, messages and connections. */
public final class Ids {
  private static final int RANDOM_BYTES = 11;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** 16 characters with an equals sign at the end, so callers must encode it in a path. */
  public static String next() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}
