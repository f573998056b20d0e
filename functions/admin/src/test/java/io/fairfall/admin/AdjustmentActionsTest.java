package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.admin.AdjustmentActions.Shown;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.http.ProblemException;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import io.fairfall.resilience.Backoff;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.adjustments.AdjustmentProposal;
import io.fairfall.treasury.adjustments.ProposalJournal;
import io.fairfall.treasury.adjustments.SoloBound;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators adjust accounts: what one may alone, what takes two, and what happens once. */
class AdjustmentActionsTest {
  private static final String PLAYER = "0x" + "a1".repeat(20);
  private static final String ETHER = "000000000000000000";
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));

  private final MemoryJournals events = new MemoryJournals();
  private final MemoryJournals accountJournals = new MemoryJournals();
  private long nowMs = 1_800_000_000_000L;
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs);
  private final AdjustmentActions desk = on(events, accountJournals);

  @Test
  void aSmallAmountIsGivenAtOnceAndUnderItsIdOnce() {
    Shown first = propose("ann", "goodwill-1", "5", "a lost evening");
    assertEquals("done", first.status());
    assertEquals(1, first.entry());
    assertEquals(first, propose("ann", "goodwill-1", "5", "a lost evening"));
    assertEquals(Wei.of(5), balance());
    AccountEntry entry = entry(1);
    assertEquals("ann: a lost evening", entry.note());
    assertEquals("0.goodwill-1", entry.trace().id());
  }

  @Test
  void anIdIsGoodForOneAdjustmentOfOneOperator() {
    propose("ann", "goodwill-1", "5", "a lost evening");
    for (String[] other :
        List.of(
            new String[] {"ann", "6", "a lost evening"},
            new String[] {"ann", "5", "another"},
            new String[] {"bob", "5", "a lost evening"})) {
      assertEquals(
          "IDEMPOTENCY_MISMATCH",
          refused(() -> propose(other[0], "goodwill-1", other[1], other[2])));
    }
    assertEquals(Wei.of(5), balance());
  }

  @Test
  void nobodyIsTakenMoreThanTheyHaveAndTheRefusalIsForGood() {
    propose("ann", "goodwill-1", "5", "a lost evening");
    assertEquals("INSUFFICIENT_FUNDS", refused(() -> propose("ann", "taken-001", "-6", "error")));
    propose("ann", "goodwill-2", "50", "a lost week");
    assertEquals("INSUFFICIENT_FUNDS", refused(() -> propose("ann", "taken-001", "-6", "error")));
    assertEquals("done", propose("ann", "taken-002", "-55", "all of it").status());
    assertEquals(Wei.ZERO, balance());
    assertEquals("refused", one(desk.show(command("adjust.show", "id", "taken-001"))).status());
  }

  @Test
  void aboveTheBoundTwoOperatorsAreNeededAndTheyAreTwo() {
    Shown open = propose("ann", "jackpot-01", "1" + ETHER + "1".substring(1), "the jackpot");
    assertEquals("done", open.status(), "an ether is not above an ether");
    Shown waits = propose("ann", "jackpot-02", "1", "one wei more within a day");
    assertEquals("open", waits.status());
    assertEquals(nowMs + AdjustmentProposal.WAITS_MS, waits.expiresAt());
    assertEquals("FORBIDDEN", refused(() -> approve("ann", "jackpot-02")));
    assertEquals(Wei.ofEther(1), balance());
    Shown done = approve("bob", "jackpot-02");
    assertEquals(List.of("done", "bob"), List.of(done.status(), done.approvedBy()));
    assertEquals(done, approve("bob", "jackpot-02"));
    assertEquals("ALREADY_FINAL", refused(() -> approve("eve", "jackpot-02")));
    assertEquals("ann and bob: one wei more within a day", entry(2).note());
    assertEquals(done, propose("ann", "jackpot-02", "1", "one wei more within a day"));
    assertEquals(Wei.ofEther(1).plus(Wei.of(1)), balance());
  }

  @Test
  void afterADayOneOperatorIsEnoughAgain() {
    propose("ann", "jackpot-01", "1" + ETHER, "the jackpot");
    nowMs += SoloBound.WINDOW_MS + 1;
    assertEquals("done", propose("ann", "jackpot-02", "-1" + ETHER, "taken back").status());
    assertEquals("open", propose("bob", "jackpot-03", "1", "what was taken counts too").status());
  }

  @Test
  void atABoundOfZeroTheyAreAlwaysTwoAndARaisedOneCountsADayLater() {
    bound(0);
    assertEquals("open", propose("ann", "one-wei-01", "1", "why").status());
    bound(1_000);
    assertEquals("open", propose("ann", "one-wei-02", "1", "why").status());
    nowMs += SoloBound.WINDOW_MS;
    assertEquals("open", propose("ann", "one-wei-03", "1", "why").status());
    nowMs += 1;
    assertEquals("done", propose("ann", "one-wei-04", "1000", "why").status());
    bound(5);
    assertEquals("open", propose("ann", "one-wei-05", "1", "a lower one counts at once").status());
  }

  @Test
  void changesOfSettingsThatNobodyReadsThroughLeaveNobodyAlone() {
    SettingsJournal settings = new SettingsJournal(events, clock, loop());
    for (int i = 0; i < 2_001; i++) {
      int percent = i % 2;
      settings.change(s -> s.with(SettingKeys.ROLLOUT_PERCENT, percent + 1), "hide it", "mallory");
    }
    assertEquals(java.math.BigInteger.ZERO, SoloBound.inForce(settings, nowMs));
  }

  @Test
  void aProposalExpiresAndIsRejectedByName() {
    bound(0);
    nowMs += SoloBound.WINDOW_MS + 1;
    propose("ann", "late-00001", "7", "why");
    nowMs += AdjustmentProposal.WAITS_MS - 1;
    assertEquals("open", one(desk.show(command("adjust.show", "id", "late-00001"))).status());
    nowMs += 1;
    assertEquals("expired", one(desk.show(command("adjust.show", "id", "late-00001"))).status());
    assertEquals("ALREADY_FINAL", refused(() -> approve("bob", "late-00001")));
    propose("ann", "late-00002", "7", "why");
    Shown rejected = reject("bob", "late-00002", "no reason");
    assertEquals(List.of("rejected", "bob"), List.of(rejected.status(), rejected.rejectedBy()));
    assertEquals(rejected, reject("bob", "late-00002", "no reason"));
    assertEquals("ALREADY_FINAL", refused(() -> approve("bob", "late-00002")));
    assertEquals("ALREADY_FINAL", refused(() -> reject("ann", "late-00002", "mine")));
    assertEquals("NOT_FOUND", refused(() -> approve("bob", "never-0001")));
    assertEquals(0, accountJournals.range(Accounts.journalOf(PLAYER), 1, 9).size());
    assertEquals(
        "late-00002", ((Shown) list().getFirst()).id(), "newest first, also what was rejected");
  }

  @Test
  void anAccountThatWentOnTooFarAsksForANewProposal() {
    propose("ann", "one-wei-01", "1", "why");
    List<Entry> all = events.range(ProposalJournal.journalOf("one-wei-01"), 1, 9);
    MemoryJournals stopped = new MemoryJournals();
    stopped.append(all.getFirst());
    // the function was stopped before the account was asked, and 64 entries came
    MemoryJournals account = new MemoryJournals();
    Accounts accounts = accounts(stopped, account);
    for (int i = 0; i < 64; i++) {
      accounts.deposit(PLAYER, new Operation.Deposit("deposit:1:0x" + i + ":N", Wei.of(1)));
    }
    assertEquals(
        "KEY_EXPIRED",
        refused(
            () ->
                one(
                    on(stopped, account)
                        .propose(proposal("ann", "one-wei-01", PLAYER, "1", "why")))));
    assertEquals(Wei.of(64), accounts.read(PLAYER).available());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stoppedAtEveryStoreCallItIsDoneOnceByWhoRepeatsIt(boolean lands) {
    int calls = 0;
    for (int stop = 1; ; stop++) {
      MemoryJournals house = new MemoryJournals();
      MemoryJournals account = new MemoryJournals();
      AtomicInteger count = new AtomicInteger();
      AdjustmentActions stopped =
          on(new Stopping(house, count, stop, lands), new Stopping(account, count, stop, lands));
      boolean isStopped = false;
      try {
        stopped.propose(proposal("ann", "jackpot-01", PLAYER, "2" + ETHER, "why"));
        stopped.approve(command("adjust.approve", "id", "jackpot-01", "by", "bob"));
      } catch (StoreUnavailableException | ProblemException unknown) {
        isStopped = true;
      }
      AdjustmentActions again = on(house, account);
      again.propose(proposal("ann", "jackpot-01", PLAYER, "2" + ETHER, "why"));
      Shown done = one(again.approve(command("adjust.approve", "id", "jackpot-01", "by", "bob")));
      assertEquals("done", done.status(), "stopped at call " + stop);
      assertEquals(Wei.ofEther(2), accounts(house, account).read(PLAYER).available());
      assertEquals(1, account.range(Accounts.journalOf(PLAYER), 1, 99).size());
      assertEquals(3, house.range(ProposalJournal.journalOf("jackpot-01"), 1, 99).size());
      assertEquals(1, house.range(ProposalJournal.LIST, 1, 99).size());
      if (!isStopped) {
        break;
      }
      calls = stop;
    }
    assertTrue(calls > 10, "reads and writes of both tables: " + calls);
  }

  @Test
  void whatIsNotUnderstoodIsRefusedByName() {
    for (String amount : List.of("0", "+1", "1.5", "01", "", "-0", "1e18", "1" + "0".repeat(78))) {
      assertEquals(
          "VALIDATION", refused(() -> propose("ann", "goodwill-1", amount, "why")), amount);
    }
    for (String id : List.of("", "seven77", "x".repeat(23), "with space", "a.b.c.d.e")) {
      assertEquals("VALIDATION", refused(() -> propose("ann", id, "1", "why")), id);
    }
    for (String player : List.of("", "0xA" + "1".repeat(39), "0x" + "1".repeat(39), "alice")) {
      assertEquals(
          "VALIDATION",
          refused(() -> one(desk.propose(proposal("ann", "goodwill-1", player, "1", "why")))));
    }
    for (String reason : List.of("", " ", "x".repeat(201), "two\\nlines")) {
      assertEquals("VALIDATION", refused(() -> propose("ann", "goodwill-1", "1", reason)), reason);
    }
    for (String by : List.of("", "ann: bob", "faucet", "audit", "x".repeat(65), "a b")) {
      assertEquals("VALIDATION", refused(() -> propose(by, "goodwill-1", "1", "why")), by);
    }
    assertEquals(
        "VALIDATION",
        refused(() -> one(desk.approve(command("adjust.approve", "id", "goodwill-1")))));
    assertEquals(0, events.range(ProposalJournal.LIST, 1, 9).size());
  }

  private AdjustmentActions on(Journals house, Journals account) {
    return new AdjustmentActions(
        new ProposalJournal(house, clock, loop()),
        new SettingsJournal(house, clock, loop()),
        accounts(house, account),
        new LocalOperators(),
        clock);
  }

  private Accounts accounts(Journals house, Journals account) {
    LedgerPorts ports =
        new LedgerPorts(
            account,
            new CrashGame(new GameJournal(house)),
            new SettingsJournal(house, clock),
            () -> KEYS);
    return new Accounts(ports, clock, () -> new Random(1), ms -> {});
  }

  private static AppendLoop loop() {
    Backoff backoff = new Backoff(AppendLoop.DELAYS, () -> new Random(1), ms -> {});
    return new AppendLoop(4, backoff, io.fairfall.journal.AppendListener.NONE);
  }

  private void bound(long wei) {
    new SettingsJournal(events, clock, loop())
        .change(s -> s.with(SettingKeys.SECOND_OPERATOR_ABOVE, Wei.of(wei)), "a test", "ann");
  }

  private Shown propose(String by, String id, String amount, String reason) {
    return one(desk.propose(proposal(by, id, PLAYER, amount, reason)));
  }

  private Shown approve(String by, String id) {
    return one(desk.approve(command("adjust.approve", "id", id, "by", by)));
  }

  private Shown reject(String by, String id, String reason) {
    return one(desk.reject(command("adjust.reject", "id", id, "by", by, "reason", reason)));
  }

  private List<?> list() {
    return (List<?>) Objects.requireNonNull(desk.list(command("adjust.list")).get("adjustments"));
  }

  private static Shown one(Map<String, Object> answer) {
    return (Shown) Objects.requireNonNull(answer.get("adjustment"));
  }

  private static String refused(Runnable work) {
    return assertThrows(ProblemException.class, work::run).problem().code().name();
  }

  private static AdminCommand proposal(
      String by, String id, String player, String amount, String reason) {
    return command(
        "adjust.propose",
        "by",
        by,
        "id",
        id,
        "player",
        player,
        "amount",
        amount,
        "reason",
        reason.replace("\\n", "\n"));
  }

  private static AdminCommand command(String action, String... members) {
    Map<String, Object> all = new java.util.LinkedHashMap<>(Map.of("action", action));
    for (int i = 0; i < members.length; i += 2) {
      all.put(members[i], members[i + 1]);
    }
    return AdminCommand.parse(JsonCodec.write(all));
  }

  private Wei balance() {
    return accounts(events, accountJournals).read(PLAYER).available();
  }

  private AccountEntry entry(long version) {
    return BetEntryCodec.INSTANCE.read(
        accountJournals.range(Accounts.journalOf(PLAYER), version, version).getFirst());
  }

  /** Both tables of a function that is stopped at one of its calls; that call's put may land. */
  private static final class Stopping extends ForwardingJournals {
    private final Journals table;
    private final AtomicInteger calls;
    private final int stop;
    private final boolean lands;

    Stopping(Journals table, AtomicInteger calls, int stop, boolean lands) {
      super(table);
      this.table = table;
      this.calls = calls;
      this.stop = stop;
      this.lands = lands;
    }

    private void call(Runnable put) {
      int number = calls.incrementAndGet();
      if (number == stop && lands) {
        put.run();
      }
      if (number >= stop) {
        throw new StoreUnavailableException("stopped", new IllegalStateException());
      }
    }

    @Override
    public Optional<Entry> head(String journal) {
      call(() -> {});
      return table.head(journal);
    }

    @Override
    public List<Entry> range(String journal, long from, long to) {
      call(() -> {});
      return table.range(journal, from, to);
    }

    @Override
    public List<Entry> latest(String journal, long before, int limit) {
      call(() -> {});
      return table.latest(journal, before, limit);
    }

    @Override
    public Append append(Entry entry) {
      call(() -> table.append(entry));
      return table.append(entry);
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      call(() -> table.appendTogether(entries));
      return table.appendTogether(entries);
    }
  }
}
