package io.fairfall.deposits.scan;

import io.avaje.jsonb.Json;
import io.fairfall.money.Wei;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Money that came to the house in a block.
 *
 * @param key what tells it from every other for ever: {@code deposit:<chain>:<transaction>:<k>},
 *     where k is {@code N} for the transaction's own value, the position of a token's log inside
 *     its own receipt, or {@code I} and the position among the transaction's internal transfers.
 *     None of them changes when the transaction moves to another block. What came back after it was
 *     taken back for good ends in {@code .2} besides, or a higher number
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
  private static final char RETURNED = '.';

  /** Whether a contract passed it on within a transaction. */
  public boolean isInternal() {
    return key.charAt(key.lastIndexOf(':') + 1) == DepositRules.INTERNAL.charAt(0);
  }

  /**
   * The same under a key that was never taken back. The ledger counts a key once for ever, so a
   * deposit that an operator's word has taken back, and that the chain has again after all, is
   * another one to it.
   *
   * @param takenBack keys that were taken back
   * @return this, where its own key was not
   */
  public DepositTransfer among(Set<String> takenBack) {
    String next = key;
    for (int time = 2; takenBack.contains(next); time++) {
      next = key + RETURNED + time;
    }
    return next.equals(key)
        ? this
        : new DepositTransfer(next, hash, from, amount, token, block, blockHash);
  }

  /** Its key on the chain, however often it came back. */
  public String chainKey() {
    int end = key.lastIndexOf(RETURNED);
    return end < 0 ? key : key.substring(0, end);
  }

  public static String key(long chainId, String hash, String place) {
    return "deposit:" + chainId + ":" + hash + ":" + place;
  }
}
