package io.fairfall.audit.check;

import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.journal.MacKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the checkpoints of accounts that are in order, a hundred at a time. An account about which
 * anything was found keeps the checkpoint that it has.
 */
public final class CheckpointMoves implements InOrder {
  private final Checkpoints checkpoints;
  private final MacKey key;
  private final AuditContext context;
  private final Map<String, Checkpoint> waiting = new LinkedHashMap<>();

  public CheckpointMoves(Checkpoints checkpoints, MacKey key, AuditContext context) {
    this.checkpoints = checkpoints;
    this.key = key;
    this.context = context;
  }

  @Override
  public void inOrder(String account, long version, String seal) {
    if (!context.findings().concern(account)) {
      waiting.put(account, Checkpoint.sign(account, version, seal, key));
    }
    if (waiting.size() == Checkpoints.MAX_ACCOUNTS) {
      flush();
    }
  }

  /** Moves those that wait for a hundred to be complete. */
  public void flush() {
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
