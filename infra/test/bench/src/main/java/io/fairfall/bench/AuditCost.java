package io.fairfall.bench;

import io.fairfall.audit.Audit;
import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.AuditRun;
import io.fairfall.audit.IndependentNews;
import io.fairfall.audit.IndependentPass;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.checkpoint.CheckpointTable;
import io.fairfall.audit.increment.Coverage;
import io.fairfall.audit.increment.NewEntries;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.table.DynamoJournalTable;
import io.fairfall.audit.table.ReadUnits;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A house that plays by the quarter of an hour, audited after each. */
final class AuditCost implements AutoCloseable {
  private static final long QUARTER_MS = 900_000;
  private static final int QUARTERS_A_DAY = 96;
  private static final int MEASURED_QUARTERS = 8;
  private static final int MOST_ROUNDS = 10_000;
  private static final long START_MS = 1_800_000_000_000L;

  private static final MacKey KEY = new MacKey(1, 0, "k".repeat(32));
  private static final MacKeys KEYS = new MacKeys(List.of(KEY));

  private final ReadUnits units = new ReadUnits();
  private final BatchWriter accounts;
  private final BatchWriter events;
  private final BusyHouse house;
  private final DynamoDbClient counted;
  private final Evidence evidence;
  private final CheckpointTable checkpoints;
  private final int players;
  private final int asleep;
  private int rounds;
  private long findings;

  AuditCost(EmbeddedDynamo dynamo, int players, int asleep, long seed) {
    this.players = players;
    this.asleep = asleep;
    AuditBench.createTable(dynamo, "AccountsTable");
    AuditBench.createTable(dynamo, "EventsTable");
    dynamo.createKeyedTable("CheckpointsTable");
    accounts = new BatchWriter(dynamo.client(), "AccountsTable");
    events = new BatchWriter(dynamo.client(), "EventsTable");
    house = BusyHouse.ofRounds(MOST_ROUNDS, seed, START_MS, KEYS, accounts::write, events::write);
    counted = dynamo.client(units);
    checkpoints = new CheckpointTable(counted, "CheckpointsTable");
    evidence =
        new Evidence(
            new DynamoJournalTable(counted, "AccountsTable"),
            new DynamoJournals(counted, "AccountsTable"),
            new DynamoJournalTable(counted, "EventsTable"),
            new DynamoJournals(counted, "EventsTable"),
            Optional.of(checkpoints),
            Optional.of(() -> KEYS));
  }

  /**
   * What was measured.
   *
   * @param entries of accounts in a quarter of an hour
   * @param rounds in a quarter of an hour
   * @param news read units of a pass over what is new, both readings
   * @param whole read units of a reading of everything, both readings, for each account's entry
   * @param empty read units of a pass where nothing is new
   */
  record Measured(
      int accounts,
      double entries,
      double rounds,
      double news,
      double whole,
      double empty,
      long findings) {

    /** Of a day, when so many days were played: what it was before, and what it is. */
    double before(int day) {
      return QUARTERS_A_DAY * whole * entries * QUARTERS_A_DAY * day;
    }

    double after(int day) {
      return QUARTERS_A_DAY * news + whole * entries * QUARTERS_A_DAY * day;
    }

    List<String> table(double price) {
      List<String> lines = new ArrayList<>();
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d accounts; in a quarter of an hour %,.0f entries of accounts and %,.0f rounds.",
              accounts,
              entries,
              rounds));
      lines.add(
          String.format(
              Locale.ROOT,
              "Read units of a pass over what is new: %,.0f, where nothing is: %,.0f; of everything:"
                  + " %.3f for each entry of an account.",
              news,
              empty,
              whole));
      lines.add("Played for   before, units a day        now, units a day");
      for (int day : new int[] {1, 7, 14, 30, 365}) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%4d days %,18.0f %,8.2f USD %,15.0f %,8.2f USD",
                day,
                before(day),
                before(day) * price / 1e6,
                after(day),
                after(day) * price / 1e6));
      }
      lines.add(String.format(Locale.ROOT, "Findings: %,d", findings));
      return lines;
    }
  }

  /**
   * What was measured of a house as old as that.
   *
   * @param entries of accounts
   * @param news read units of a pass over what is new, both readings
   * @param whole read units of a reading of everything, both readings
   */
  record Aged(int accounts, int days, long entries, double news, double whole, long findings) {
    List<String> lines(double price) {
      double before = QUARTERS_A_DAY * whole;
      double now = QUARTERS_A_DAY * news + whole;
      return List.of(
          String.format(
              Locale.ROOT,
              "%,d accounts, %d days, %,d entries of accounts.",
              accounts,
              days,
              entries),
          String.format(
              Locale.ROOT,
              "Read units of a pass over what is new: %,.0f; of everything: %,.0f.",
              news,
              whole),
          String.format(
              Locale.ROOT,
              "A day, reading everything each time: %,.0f, %,.2f USD; now: %,.0f, %,.2f USD.",
              before,
              before * price / 1e6,
              now,
              now * price / 1e6),
          String.format(Locale.ROOT, "Findings: %,d", findings));
    }
  }

  /**
   * Plays so many days, in which everybody bets in turn, reads everything, and plays and measures
   * two hours more.
   *
   * @param roundsAQuarter rounds in a quarter of an hour
   */
  Aged measureAt(int days, int roundsAQuarter) {
    sitDown();
    for (int i = 0; i < days * QUARTERS_A_DAY; i++) {
      play(roundsAQuarter);
    }
    await();
    units.take();
    AuditReport all = everything();
    double whole = units.take();
    Coverage coverage = Coverage.sign(all.cutAt(), all.cutAt(), 0, 0, KEY);
    double news = 0;
    for (int i = 0; i < MEASURED_QUARTERS; i++) {
      play(roundsAQuarter);
      await();
      coverage = news(coverage);
      news += units.take();
    }
    return new Aged(
        players + asleep, days, accounts.written(), news / MEASURED_QUARTERS, whole, findings);
  }

  /**
   * Plays and measures.
   *
   * @param quarters so many quarters of an hour
   */
  Measured measure(int quarters) {
    Coverage coverage = begin();
    long entriesBefore = accounts.written();
    int roundsBefore = rounds;
    units.take();
    double news = 0;
    for (int i = 0; i < quarters; i++) {
      play();
      await();
      coverage = news(coverage);
      news += units.take();
    }
    long entries = accounts.written() - entriesBefore;
    int played = rounds - roundsBefore;
    settle(IntStream.range(0, players).mapToObj(i -> BusyHouse.player(0, i)).toList());
    house.pass(2 * QUARTER_MS);
    await();
    coverage = news(news(coverage));
    units.take();
    news(coverage);
    double empty = units.take();
    everything();
    double whole = units.take() / accounts.written();
    return new Measured(
        players + asleep,
        (double) entries / quarters,
        (double) played / quarters,
        news / quarters,
        whole,
        empty,
        findings);
  }

  @Override
  public void close() {
    accounts.close();
    events.close();
    counted.close();
  }

  Evidence evidence() {
    return evidence;
  }

  BusyHouse house() {
    return house;
  }

  long entries() {
    return accounts.written();
  }

  long findings() {
    return findings;
  }

  /** A quarter of an hour, and a reading of everything: what passes over new entries begin from. */
  Coverage begin() {
    sitDown();
    play();
    house.pass(QUARTER_MS);
    await();
    AuditReport all = everything();
    return Coverage.sign(all.cutAt(), all.cutAt(), 0, 0, KEY);
  }

  private void sitDown() {
    house.commit();
    for (int i = 0; i < players + asleep; i++) {
      house.deposit(BusyHouse.player(0, i));
    }
  }

  /** A quarter of an hour, round after round, with the same players in each. */
  void play() {
    long end = house.millis() + QUARTER_MS;
    while (house.millis() < end) {
      round(0);
    }
  }

  /** A quarter of an hour with so many rounds, in which everybody's turn comes once. */
  private void play(int most) {
    long end = house.millis() + QUARTER_MS;
    for (int i = 0; i < most && house.millis() < end; i++) {
      round(rounds * players);
    }
    house.pass(Math.max(0, end - house.millis()));
  }

  private void round(int firstPlayer) {
    List<String> seated =
        IntStream.range(0, players)
            .mapToObj(i -> BusyHouse.player(0, (firstPlayer + i) % (players + asleep)))
            .toList();
    long id = house.open(rounds++);
    Map<String, Long> placed = new HashMap<>();
    for (String player : seated) {
      house.bet(player, id).ifPresent(bet -> placed.put(player, bet));
    }
    house.fly(id, placed);
    settle(seated);
    house.post(id);
  }

  /** As the settler does it: for whoever has not come back. */
  private void settle(List<String> some) {
    some.forEach(house.accounts()::settle);
    house.writeFacts();
  }

  void await() {
    accounts.await();
    events.await();
  }

  private AuditReport everything() {
    AuditRun run = new Audit(evidence, house).begin(Scope.USUAL, "bench");
    if (!new Audit(evidence, house).work(run, () -> false)) {
      throw new IllegalStateException("nobody stops it");
    }
    AuditReport report = run.report();
    IndependentPass pass = IndependentPass.begin(evidence, DeployedBounds.UNKNOWN, house, report);
    pass.work(() -> false);
    found(report, pass.report());
    return report;
  }

  Coverage news(Coverage from) {
    NewEntries.Read read =
        new NewEntries(evidence, checkpoints, house, DeployedBounds.UNKNOWN, Scope.USUAL)
            .read(from, "bench", () -> false)
            .orElseThrow();
    Auditor.Report second =
        new IndependentNews(evidence, DeployedBounds.UNKNOWN, house, Scope.USUAL.segments())
            .read(from, read, () -> false)
            .orElseThrow();
    found(read.report(), second);
    return Coverage.sign(
        read.report().cutAt(), from.fullCutMs(), read.checkpoints(), read.marks().size(), KEY);
  }

  private void found(AuditReport replay, Auditor.Report independent) {
    found(replay);
    found(independent);
  }

  void found(AuditReport report) {
    findings += report.findings();
    report.first().forEach(System.err::println);
  }

  void found(Auditor.Report report) {
    findings += report.findings();
    report.first().forEach(System.err::println);
  }
}
