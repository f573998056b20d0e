package io.fairfall.audit;

import io.fairfall.journal.SealKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the checkpoints of accounts that are in order, a hundred at a time. An account about which
 * anything was found keeps the checkpoint that it has.
 */
final class CheckpointMoves implements AccountTools.InOrder {
  private final Checkpoints checkpoints;
  private final SealKey key;
  private final Inquiry inquiry;
  private final Map<String, Checkpoint> waiting = new LinkedHashMap<>();

  CheckpointMoves(Checkpoints checkpoints, SealKey key, Inquiry inquiry) {
    this.checkpoints = checkpoints;
    this.key = key;
    this.inquiry = inquiry;
  }

  @Override
  public void inOrder(String account, long version, String seal) {
    if (!inquiry.findings().concern(account)) {
      waiting.put(account, Checkpoint.sign(account, version, seal, key));
    }
    if (waiting.size() == Checkpoints.MAX_ACCOUNTS) {
      flush();
    }
  }

  /** Moves those that wait for a hundred to be complete. */
  void flush() {
    List<String> accounts = new ArrayList<>(waiting.keySet());
    Map<String, Checkpoint> known = accounts.isEmpty() ? Map.of() : checkpoints.find(accounts);
    for (Checkpoint newer : waiting.values()) {
      Optional<Checkpoint> older = Optional.ofNullable(known.get(newer.account()));
      if (older.isEmpty() || older.get().version() < newer.version()) {
        checkpoints.move(newer, older);
      }
    }
    waiting.clear();
  }
}
