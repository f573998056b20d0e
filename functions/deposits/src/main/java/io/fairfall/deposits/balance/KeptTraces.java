package io.fairfall.deposits.balance;

import io.fairfall.deposits.scan.DepositTransfer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in transactions of blocks that are not traced to their end yet: where nodes stop
 * answering in the middle, the next look goes on there. Of each trace only the payments to the
 * wallet are kept. Safe for several threads.
 */
final class KeptTraces {
  /** Transactions and payments in them; then the block that waits longest is traced anew. */
  static final int MAX_KEPT = 20_000;

  private final Map<String, Map<String, List<DepositTransfer>>> byBlock = new LinkedHashMap<>();
  private int kept;

  /** What a transaction brought, if that is known. */
  synchronized Optional<List<DepositTransfer>> find(String blockHash, String hash) {
    return Optional.ofNullable(byBlock.getOrDefault(blockHash, Map.of()).get(hash));
  }

  /** Notes what a transaction brought. */
  synchronized void keep(String blockHash, String hash, List<DepositTransfer> found) {
    int weight = 1 + found.size();
    while (kept + weight > MAX_KEPT && !byBlock.isEmpty()) {
      forget(byBlock.keySet().iterator().next());
    }
    if (weight <= MAX_KEPT
        && byBlock.computeIfAbsent(blockHash, _ -> new LinkedHashMap<>()).putIfAbsent(hash, found)
            == null) {
      kept += weight;
    }
  }

  /** A block is traced to its end, or does not stand. */
  synchronized void forget(String blockHash) {
    Map<String, List<DepositTransfer>> gone = byBlock.remove(blockHash);
    if (gone != null) {
      kept -= gone.values().stream().mapToInt(found -> 1 + found.size()).sum();
    }
  }
}
