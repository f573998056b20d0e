package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.table.JournalTable;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.http.ProblemException;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A redrive of more rounds than it remembers, for longer than it may read. */
class RedriveBoundsTest {
  private static final String ALICE = "0xa11ce00000000000000000000000000000000001";
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final int REMEMBERED = 1_000;
  private static final long READ_MS = 8_000;

  private final MemoryJournals accountJournals = new MemoryJournals();
  private final MemoryJournals events = new MemoryJournals();
  private final GameJournal game = new GameJournal(events);
  private final Random random = new Random(7);
  private long nowMs = 1_800_000_000_000L;
  private long pageMs;
  private int pageEntries = 100;
  private final Accounts accounts =
      new Accounts(
          new LedgerPorts(
              accountJournals,
              new CrashGame(game),
              new SettingsJournal(events, this::now),
              () -> KEYS),
          this::now,
          () -> random);
  private final Redrive redrive =
      new Redrive(new Pages(), events, List.of(), this::now, AppendLoop.inRealTime());

  @Test
  void factsOfMoreRoundsThanAreRememberedAreAppendedAndCountedOnce() {
    int rounds = REMEMBERED + 5;
    betOn(rounds);
    // a bet and its return each
    assertEquals("facts " + 2 * rounds + ", appended " + 2 * rounds, run(Map.of()));
    for (long id = 1; id <= 2L * rounds; id += 2) {
      assertEquals(2, RoundFacts.all(events, id).size(), "round " + id);
    }
    assertEquals("facts " + 2 * rounds + ", appended 0", run(Map.of()));
  }

  @Test
  void afterEightSecondsItSaysWhereTheNextOneGoesOn() {
    betOn(5);
    pageEntries = 2;
    pageMs = READ_MS / 2;
    Map<String, Object> first = redrive.facts(command(Map.of()));
    assertEquals(Map.of("journal", Accounts.journalOf(ALICE), "version", 4L), first.get("next"));
    pageMs = READ_MS / 2 - 1; // three pages are not eight seconds, and all of it
    Map<String, Object> rest = redrive.facts(command(Map.of("after", place(4))));
    assertFalse(rest.containsKey("next"), rest::toString);
  }

  @Test
  void aPlaceIsInAJournalOfAtMost128Characters() {
    String longest = "account:" + "x".repeat(120);
    redrive.facts(command(Map.of("after", Map.of("journal", longest, "version", 1L))));
    Map<String, Object> longer = Map.of("journal", longest + "x", "version", 1L);
    AdminCommand command = command(Map.of("after", longer));
    assertThrows(ProblemException.class, () -> redrive.facts(command));
  }

  private String run(Map<String, Object> after) {
    Map<String, Object> answer = redrive.facts(command(after));
    assertFalse(answer.containsKey("next"), answer::toString);
    return "facts " + answer.get("facts") + ", appended " + answer.get("appended");
  }

  private static AdminCommand command(Map<String, Object> after) {
    Map<String, @Nullable Object> members = new HashMap<>(after);
    members.put("since", 0L);
    return new AdminCommand("feed.redrive", members);
  }

  private static Map<String, Object> place(long version) {
    return Map.of("journal", Accounts.journalOf(ALICE), "version", version);
  }

  /** A bet on each of some rounds, none of which is ever started. */
  private void betOn(int rounds) {
    Operation.Adjustment credit =
        new Operation.Adjustment(id(), Wei.ofEther(2).value(), "play ether", "faucet");
    assertTrue(accounts.adjust(ALICE, credit, true) instanceof Answer.Ok);
    for (int i = 0; i < rounds; i++) {
      long round = 2L * i + 1;
      game.append(round, opened(round), nowMs);
      Bet bet = new Bet(id(), round, 1, Wei.of(1), null, OptionalLong.empty(), nowMs);
      assertTrue(accounts.play(ALICE, bet, true) instanceof Answer.Ok);
      nowMs += 30_000;
      game.append(round + 1, new RoundEvent.Voided("0".repeat(64), "late"), nowMs);
    }
    accounts.settle(ALICE);
  }

  private RoundEvent.Opened opened(long round) {
    return new RoundEvent.Opened(
        "c1",
        round / 2 + 1,
        "%064x".formatted(1),
        nowMs,
        nowMs + 6_000,
        nowMs + 7_000,
        Wei.of(1),
        Wei.of(10),
        Wei.of(100),
        1);
  }

  private OperationId id() {
    long version = accounts.read(ALICE).version();
    return OperationId.parse(version + ".r%010d".formatted(random.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  private Instant now() {
    return Instant.ofEpochMilli(nowMs);
  }

  /** The table of accounts, page by page, each of which takes its time. */
  private final class Pages implements JournalTable {
    @Override
    public Page read(Segment segment, @Nullable Place after) {
      nowMs += pageMs;
      String journal = after == null ? Accounts.journalOf(ALICE) : after.journal();
      long from = after == null ? 1 : after.version() + 1;
      List<Entry> entries = accountJournals.range(journal, from, from + pageEntries - 1);
      List<Row> rows = entries.stream().<Row>map(Row.Stored::new).toList();
      boolean isLast = accountJournals.range(journal, from + pageEntries, Long.MAX_VALUE).isEmpty();
      return new Page(rows, isLast ? null : rows.getLast().place());
    }

    @Override
    public List<Row> rows(List<Place> places) {
      throw new AssertionError("nobody asks for slots");
    }
  }
}
