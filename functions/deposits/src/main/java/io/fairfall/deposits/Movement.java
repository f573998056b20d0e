package io.fairfall.deposits;

import io.avaje.jsonb.Json;
import java.math.BigInteger;
import java.util.List;

/**
 * By how much a block's own transactions changed the hot wallet's ether.
 *
 * @param wei signed, as decimal text
 */
@Json
record Movement(long block, String wei) {
  /** That of a block, if there is any. */
  static List<Movement> in(Scanned block) {
    return block.movement().signum() == 0
        ? List.of()
        : List.of(new Movement(block.number(), block.movement().toString()));
  }

  BigInteger value() {
    return new BigInteger(wei);
  }
}
