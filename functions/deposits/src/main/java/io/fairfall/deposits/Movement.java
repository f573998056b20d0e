package io.fairfall.deposits;

import io.avaje.jsonb.Json;
import java.math.BigInteger;

/**
 * By how much a block's own transactions changed the hot wallet's ether.
 *
 * @param wei signed, as decimal text
 */
@Json
record Movement(long block, String wei) {
  static Movement of(Scanned block) {
    return new Movement(block.number(), block.movement().toString());
  }

  BigInteger value() {
    return new BigInteger(wei);
  }
}
