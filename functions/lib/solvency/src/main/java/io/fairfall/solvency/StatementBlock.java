package io.fairfall.solvency;

import java.util.regex.Pattern;

/**
 * The newest block that was there at a statement's instant.
 *
 * @param number from 0
 * @param hash 0x and 64 lower-case hex digits
 * @param at the block's time, in milliseconds since 1970
 */
public record StatementBlock(long number, String hash, long at) {
  private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

  public StatementBlock {
    if (number < 0 || at < 0 || !HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("a block has a number, a hash and a time");
    }
  }
}
