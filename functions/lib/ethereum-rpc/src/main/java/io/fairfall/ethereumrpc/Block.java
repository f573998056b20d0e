package io.fairfall.ethereumrpc;

import java.util.List;
import java.util.Locale;

/**
 * A block. Hashes are {@code 0x} and 64 lower-case hex digits.
 *
 * @param logsBloom {@code 0x} and 512 lower-case hex digits
 * @param timestampMs milliseconds since 1970
 * @param transactions in their order: the position in the list is the index in the block
 */
public record Block(
    long number,
    String hash,
    String parentHash,
    String logsBloom,
    long timestampMs,
    List<Transaction> transactions) {
  public Block {
    logsBloom = logsBloom.toLowerCase(Locale.ROOT);
    transactions = List.copyOf(transactions);
  }

  /** Whether code can have run in it, and so have moved ether that no transaction shows. */
  public boolean mayRunCode() {
    return transactions.stream().anyMatch(Transaction::mayRunCode);
  }
}
