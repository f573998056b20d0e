package io.fairfall.deposits.scan;

import io.avaje.jsonb.Json;
import io.fairfall.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * Money that came to the house in a block.
 *
 * @param key what tells it from every other for ever: {@code deposit:<chain>:<transaction>:<k>},
 *     where k is {@code N} for the transaction's own value, the position of a token's log inside
 *     its own receipt, or {@code I} and the position among the transaction's internal transfers.
 *     None of them changes when the transaction moves to another block
 * @param hash of the transaction
 * @param from the sender's lower-case address
 * @param amount what it is worth in the ledger
 * @param token the contract's lower-case address; null for ether
 * @param block the number of the block
 * @param blockHash the block that it was seen in, which may be taken back
 */
@Json
public record DepositTransfer(
    String key,
    String hash,
    String from,
    Wei amount,
    @Nullable String token,
    long block,
    String blockHash) {

  /** Whether a contract passed it on within a transaction. */
  public boolean isInternal() {
    return key.charAt(key.lastIndexOf(':') + 1) == DepositRules.INTERNAL.charAt(0);
  }

  public static String key(long chainId, String hash, String place) {
    return "deposit:" + chainId + ":" + hash + ":" + place;
  }
}
