package io.fairfall.audit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.checkpoint.Checkpoint;
import io.fairfall.audit.checkpoint.Checkpoints;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Findings;
import io.fairfall.audit.report.Rule;
import io.fairfall.audit.table.JournalTable;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MemoryJournals;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which checkpoints move, however many there are. */
class CheckpointMovesTest {
  private static final MacKey KEY = new MacKey(1, 0, "k".repeat(32));
  private static final long COVERED_MS = 1_800_000_000_000L;
  private static final long CLOCKS_APART_MS = 60_000;

  private final MemoryJournals accounts = new MemoryJournals();
  private final Findings findings = new Findings(3);
  private final Kept kept = new Kept();

  @Test
  void allMoveAHundredAtATime() {
    CheckpointMoves moves = moves(AuditContext.EVER);
    for (int i = 0; i < 250; i++) {
      moves.inOrder("account:" + i, 7, "1.seal");
    }
    assertEquals(200, kept.all.size());
    moves.flush();
    assertEquals(250, kept.all.size());
  }

  /** Beyond so many findings nobody remembers about which, and none moves. */
  @Test
  void noneMovesThatSomethingMayBeWrongWith() {
    CheckpointMoves moves = moves(AuditContext.EVER);
    for (int i = 0; i < 3; i++) {
      findings.add("account:" + i, 1, Rule.RECEIPT, "has none");
    }
    moves.inOrder("account:2", 7, "1.seal");
    moves.inOrder("account:3", 7, "1.seal");
    findings.add("account:4", 1, Rule.RECEIPT, "has none");
    moves.inOrder("account:4", 7, "1.seal");
    moves.flush();
    assertEquals(Map.of("account:3", 7L), kept.versions());
  }

  @Test
  void anAccountIsFurtherThanItsCheckpointWherePassesHaveCome() {
    kept.all.put("account:a", Checkpoint.sign("account:a", 1, "1.seal", KEY));
    kept.all.put("account:b", Checkpoint.sign("account:b", 1, "1.seal", KEY));
    accounts.append(new Entry("account:a", 1, "settle", 1, "{}"));
    accounts.append(new Entry("account:a", 2, "settle", COVERED_MS - CLOCKS_APART_MS, "{}"));
    accounts.append(new Entry("account:b", 1, "settle", 1, "{}"));
    accounts.append(new Entry("account:b", 2, "settle", COVERED_MS - CLOCKS_APART_MS - 1, "{}"));
    CheckpointMoves moves = moves(COVERED_MS);
    moves.inOrder("account:a", 2, "1.seal");
    moves.inOrder("account:b", 2, "1.seal");
    moves.flush();
    assertEquals(
        List.of("account:b"), findings.kept().stream().map(found -> found.journal()).toList());
    assertEquals(Map.of("account:a", 2L, "account:b", 2L), kept.versions());
  }

  private CheckpointMoves moves(long coveredMs) {
    Evidence evidence =
        new Evidence(
            new Unread(),
            accounts,
            new Unread(),
            new MemoryJournals(),
            Optional.empty(),
            Optional.empty());
    return new CheckpointMoves(
        kept,
        KEY,
        new AuditContext(
            COVERED_MS,
            () -> Instant.ofEpochMilli(COVERED_MS),
            COVERED_MS,
            0,
            coveredMs,
            evidence,
            Optional.empty(),
            findings,
            new AuditTally(),
            new RoundBalances(1),
            new AtomicLong(),
            1,
            DeployedBounds.UNKNOWN));
  }

  /** Checkpoints in memory, which refuse a call about more than a hundred. */
  private static final class Kept implements Checkpoints {
    private final Map<String, Checkpoint> all = new HashMap<>();

    private Map<String, Long> versions() {
      return all.values().stream()
          .collect(Collectors.toMap(Checkpoint::account, Checkpoint::version));
    }

    @Override
    public Map<String, Checkpoint> find(List<String> accounts) {
      assertTrue(accounts.size() <= MAX_ACCOUNTS, "asked for " + accounts.size());
      return all.entrySet().stream()
          .filter(one -> accounts.contains(one.getKey()))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void move(Checkpoint newer, Optional<Checkpoint> older) {
      assertEquals(older, Optional.ofNullable(all.put(newer.account(), newer)));
    }

    @Override
    public Checkpoints.Page read(@Nullable String after) {
      throw new AssertionError("nobody reads on");
    }

    @Override
    public Map<String, String> marks() {
      throw new AssertionError("nobody asks for marks");
    }

    @Override
    public void mark(String journal, long version, String text) {
      throw new AssertionError("nobody keeps marks");
    }
  }

  /** A table that nobody reads from end to end. */
  private static final class Unread implements JournalTable {
    @Override
    public JournalTable.Page read(Segment segment, @Nullable Place after) {
      throw new AssertionError("nobody reads on");
    }

    @Override
    public List<Row> rows(List<Place> places) {
      throw new AssertionError("nobody asks for slots");
    }
  }
}
