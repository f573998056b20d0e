package io.fairfall.deposits.scan;

import io.avaje.jsonb.Json;
import java.math.BigInteger;
import java.util.List;

/**
 * By how much a block's own transactions changed the hot wallet's ether.
 *
 * @param wei signed, as decimal text
 */
@Json
public record BalanceMovement(long block, String wei) {
  /** That of a block, if there is any. */
  public static List<BalanceMovement> in(ScannedBlock block) {
    return block.movement().signum() == 0
        ? List.of()
        : List.of(new BalanceMovement(block.number(), block.movement().toString()));
  }

  public BigInteger value() {
    return new BigInteger(wei);
  }
}
