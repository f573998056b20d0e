package io.fairfall.audit.check;

import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.GameState;
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
  private static final long CLOCKS_APART_MS = 60_000;

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
    if (!context.findings().mayConcern(account)) {
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
        requireCovered(newer, older);
        checkpoints.move(newer, older);
      }
    }
    waiting.clear();
  }

  /** What passes over new entries should have come to, they have. */
  private void requireCovered(Checkpoint newer, Optional<Checkpoint> older) {
    if (context.coveredMs() == AuditContext.EVER) {
      return;
    }
    boolean isAccount = Accounts.playerOf(newer.account()).isPresent();
    Journals journals =
        isAccount ? context.evidence().accountJournals() : context.evidence().eventJournals();
    journals.range(newer.account(), newer.version(), newer.version()).stream()
        .filter(entry -> entry.atMs() < context.coveredMs() - CLOCKS_APART_MS)
        .filter(entry -> older.isPresent() || !isAccount || hasBet(entry))
        .forEach(
            entry ->
                context.found(
                    newer.account(),
                    newer.version(),
                    Rule.CHECKPOINT,
                    older.isPresent()
                        ? "was read up to entry "
                            + older.get().version()
                            + " only, by passes that have come further"
                        : "has no checkpoint any more, or never had one"));
  }

  /** Rounds tell of whoever bets; until then nothing tells of an account that is new. */
  private static boolean hasBet(Entry entry) {
    return !BetEntryCodec.INSTANCE.read(entry).after().state().equals(GameState.NONE);
  }
}
