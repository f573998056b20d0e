package io.fairfall.journal;

/**
 * A key that entries are sealed with.
 *
 * @param id from 1, ascending; it stands in every seal
 * @param notBeforeMs the instant from which it seals, in milliseconds since 1970
 * @param secret at least 32 random characters
 */
public record MacKey(int id, long notBeforeMs, String secret) {
  /** As many characters as a SHA-256 hash has bytes: fewer would be the weakest part. */
  public static final int MIN_SECRET_LENGTH = 32;

  public MacKey {
    if (id < 1 || secret.length() < MIN_SECRET_LENGTH) {
      throw new IllegalArgumentException("a key has an id from 1 and a secret of 32 characters");
    }
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "MacKey[" + id + " from " + notBeforeMs + "]";
  }
}
