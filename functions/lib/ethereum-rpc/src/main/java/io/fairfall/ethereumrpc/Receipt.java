package io.fairfall.ethereumrpc;

import java.math.BigInteger;
import java.util.List;

/**
 * What became of a transaction.
 *
 * @param fee what the sender paid for it, in wei
 * @param logs in their order, none where the transaction failed
 */
public record Receipt(
    String transactionHash, boolean succeeded, BigInteger fee, List<EventLog> logs) {
  public Receipt {
    logs = List.copyOf(logs);
  }
}
