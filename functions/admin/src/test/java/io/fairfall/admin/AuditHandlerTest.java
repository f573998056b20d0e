package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The audit function as its schedule calls it, on a real store. */
@Tag("integration")
class AuditHandlerTest {
  private static final int ACCOUNTS = 12;
  private static final int LONG = 120;
  private static final int PLENTY_MS = 900_000;

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey();
  private final Journals accountJournals = new DynamoJournals(dynamo.client(), "accounts");
  private final Journals events = new DynamoJournals(dynamo.client(), "events");
  private Accounts accounts = ledger(InstantSource.system());
  private AuditHandler auditor;
  private String largestStake = "1000";
  private Duration later = Duration.ZERO;

  @BeforeEach
  void deposit() {
    List.of("accounts", "events", "payouts").forEach(dynamo::createJournalTable);
    dynamo.createKeyedTable("checkpoints");
    dynamo.createKeyedTable("work");
    // an hour ago: behind the cut
    accounts = ledger(InstantSource.offset(InstantSource.system(), Duration.ofHours(-1)));
    for (int i = 0; i < ACCOUNTS; i++) {
      accounts.deposit("0x" + i, new Operation.Deposit("deposit:1:0x" + i + ":N", Wei.of(5)));
    }
    auditor = auditor();
  }

  private Accounts ledger(InstantSource clock) {
    MacKeys keys = new MacKeys(List.of(new MacKey(1, 0, EmbeddedSecrets.KEY)));
    return new Accounts(
        new LedgerPorts(
            accountJournals,
            new CrashGame(new GameJournal(events)),
            new SettingsJournal(events, clock),
            () -> keys),
        clock,
        () -> new Random(1));
  }

  @AfterEach
  void stop() {
    dynamo.close();
    secrets.close();
  }

  @Test
  void aPassThatIsDoneIsPublishedWithBothReadings() {
    run(PLENTY_MS);
    String body = events.head("audit").orElseThrow().body();
    assertTrue(body.contains("\"independent\":{\"clean\":true,"), body);
    AuditReport report = published();
    assertTrue(report.isClean(), report.toString());
    assertEquals(ACCOUNTS, report.counts().get("accounts"));
    assertEquals(Integer.toString(ACCOUNTS * 5), report.sums().get("available"));
    assertFalse(isPaused());
  }

  @Test
  void withoutTimeItGoesOnTheNextTimeAndCountsNothingTwice() {
    for (int i = 0; i < 200 && events.head("audit").isEmpty(); i++) {
      auditor = auditor();
      run(0);
      auditor = auditor();
      // enough for a question or two
      runFor(3);
    }
    AuditReport report = published();
    assertTrue(report.isClean(), report.toString());
    assertEquals(ACCOUNTS, report.counts().get("accounts"));
    assertTrue(
        dynamo.client().scan(scan -> scan.tableName("work")).items().stream()
            .noneMatch(item -> item.containsKey("state")));
  }

  /** Of a journal that takes longer than an invocation has, each reads as much as it can. */
  @Test
  void aJournalThatIsLongerThanTheTimeIsReadInParts() {
    for (int i = 0; i < LONG; i++) {
      accounts.deposit("0xlong", new Operation.Deposit("deposit:1:0xlong:" + i, Wei.of(1)));
    }
    int invocations = 0;
    while (events.head("audit").isEmpty()) {
      // each account's segment, and the loop around them, asks once an entry
      runFor(40);
      invocations++;
      assertTrue(invocations < 200, "it ends");
      if (invocations % 5 == 0) {
        // behind the place where it stopped, everywhere
        laterDeposit(invocations);
      }
    }
    assertTrue(invocations > 5, "invocations: " + invocations);
    AuditReport report = published();
    assertTrue(report.isClean(), report.toString());
    assertEquals(ACCOUNTS + 1, report.counts().get("accounts"));
    String body = events.head("audit").orElseThrow().body();
    assertTrue(body.contains("\"independent\":{\"clean\":true,"), body);
    assertFalse(isPaused());
  }

  private void laterDeposit(int time) {
    Accounts now = ledger(InstantSource.system());
    for (int i = 0; i < ACCOUNTS; i++) {
      now.deposit("0x" + i, new Operation.Deposit("deposit:1:0x" + i + ":" + time, Wei.of(5)));
    }
    now.deposit("0xlong", new Operation.Deposit("deposit:1:0xlong:later:" + time, Wei.of(1)));
  }

  @Test
  void aFindingStopsTheBetting() {
    Entry first = accountJournals.range("account:0x3", 1, 1).getFirst();
    change(first, first.body().replace("\"5\"", "\"6\""));
    run(PLENTY_MS);
    assertFalse(published().isClean());
    assertTrue(isPaused());
    Entry change = events.head(SettingsJournal.NAME).orElseThrow();
    assertEquals("audit", SettingsJournal.change(change).by());
    assertTrue(SettingsJournal.change(change).reason().contains("account:0x3"), change.body());
  }

  /** No journal holds them, so that the audit has to remember what it was ever deployed with. */
  @Test
  void boundsThatWereEverDeployedAreRemembered() {
    run(PLENTY_MS);
    largestStake = "2000";
    auditor = auditor();
    run(PLENTY_MS);
    String body = events.head("audit").orElseThrow().body();
    assertTrue(
        body.contains(
            "\"bounds\":[{\"minStake\":\"1\",\"maxStake\":\"1000\",\"maxProfit\":\"20000\"},"
                + "{\"minStake\":\"1\",\"maxStake\":\"2000\",\"maxProfit\":\"20000\"}]"),
        body);
  }

  /** A part of the house that does more than pause: the rules of the replay do not see it. */
  @Test
  void whereTheReadingsDifferBettingPauses() {
    long anHourAgo = InstantSource.system().millis() - Duration.ofHours(1).toMillis();
    events.append(
        new Entry(
            SettingsJournal.NAME,
            1,
            "settings_changed",
            anHourAgo,
            "{\"settings\":{\"bettingPaused\":false,\"withdrawalsPaused\":false,"
                + "\"rolloutPercent\":5},\"reason\":\"more\",\"by\":\"audit\"}"));
    run(PLENTY_MS);
    assertTrue(published().isClean(), "the replay finds nothing");
    assertTrue(isPaused());
    String reason =
        SettingsJournal.change(events.head(SettingsJournal.NAME).orElseThrow()).reason();
    assertTrue(reason.startsWith("two readings differ; 1 found"), reason);
    assertTrue(reason.contains("settings entry 1 [settings]"), reason);
  }

  /** From the second time on what is new is read, and everything only a day later. */
  @Test
  void behindAPassOverEverythingWhatIsNewIsRead() {
    run(PLENTY_MS);
    assertEquals("all", newest().get("pass"));
    accounts.deposit("0x1", new Operation.Deposit("deposit:1:later", Wei.of(7)));
    run(PLENTY_MS);
    assertEquals("new", newest().get("pass"));
    assertEquals(2, events.head("audit").orElseThrow().version());
    AuditReport report = published();
    assertTrue(report.isClean(), report.toString());
    // the deposit of the newcomer is all that there was
    assertEquals(1, report.counts().get("account_entries"));
    assertEquals(ACCOUNTS, report.counts().get("accounts"));
    assertEquals(2, checkpointed("0x1"));
    assertTrue(newest().get("coverage") instanceof Map<?, ?> covered && covered.size() == 5);
  }

  /** A balance that was changed where it counts, in the newest entry, is found at once. */
  @Test
  void whatIsFoundMakesItReadEverythingUntilThatIsClean() {
    run(PLENTY_MS);
    Entry first = accountJournals.range("account:0x3", 1, 1).getFirst();
    change(first, first.body().replace("\"5\"", "\"6\""));
    run(PLENTY_MS);
    List<Entry> both = events.latest("audit", Long.MAX_VALUE, 2);
    assertTrue(both.getLast().body().contains("\"pass\":\"new\""), both.toString());
    assertTrue(both.getFirst().body().contains("\"pass\":\"all\""), both.toString());
    assertTrue(both.stream().noneMatch(entry -> entry.body().contains("\"coverage\"")));
    assertTrue(isPaused());
    change(first, first.body());
    run(PLENTY_MS);
    assertEquals("all", newest().get("pass"));
    run(PLENTY_MS);
    assertEquals("new", newest().get("pass"));
  }

  /** In the meantime a backlog of a day is worked off by the hour. */
  @Test
  void aDayLaterEverythingIsReadAgain() {
    run(PLENTY_MS);
    later = Duration.ofHours(23);
    auditor = auditor();
    run(PLENTY_MS);
    assertEquals("new", newest().get("pass"));
    // the whole one, and at most an hour in each other
    assertTrue(events.head("audit").orElseThrow().version() >= 24);
    later = Duration.ofHours(25);
    auditor = auditor();
    run(PLENTY_MS);
    assertEquals("all", newest().get("pass"));
    assertEquals(2, passes("all"));
    assertTrue(newest().get("coverage") instanceof Map<?, ?> covered && covered.size() == 5);
    run(PLENTY_MS);
    assertEquals("new", newest().get("pass"));
    assertFalse(isPaused());
  }

  private long passes(String word) {
    return events.range("audit", 1, Long.MAX_VALUE).stream()
        .filter(entry -> entry.body().contains("\"pass\":\"" + word + "\""))
        .count();
  }

  /** Nobody but the audit says how far it has come: otherwise it has come nowhere. */
  @Test
  void aPlaceThatNobodySignedIsNone() {
    run(PLENTY_MS);
    Entry newest = events.head("audit").orElseThrow();
    String forged = newest.body().replaceFirst("\"fullCutMs\":", "\"fullCutMs\":1");
    assertNotEquals(newest.body(), forged);
    events.append(new Entry("audit", newest.version() + 1, newest.type(), newest.atMs(), forged));
    run(PLENTY_MS);
    assertEquals("all", newest().get("pass"));
    assertEquals(newest.version() + 2, events.head("audit").orElseThrow().version());
  }

  /** Reports that are deleted make it read more: from where an older one was, or everything. */
  @Test
  void withoutItsNewestReportsItReadsMoreAndFindsNothing() {
    run(PLENTY_MS);
    run(PLENTY_MS);
    deleteReport(2);
    run(PLENTY_MS);
    assertEquals("new", newest().get("pass"));
    deleteReport(2);
    deleteReport(1);
    run(PLENTY_MS);
    assertEquals("all", newest().get("pass"));
    assertFalse(isPaused());
  }

  private void deleteReport(long version) {
    dynamo.client().deleteItem(delete -> delete.tableName("events").key(key("audit", version)));
  }

  /** What is new is given up without time, and everything is read with what there is. */
  @Test
  void whereTheTimeIsTooShortForWhatIsNewEverythingIsRead() {
    run(PLENTY_MS);
    long before = events.head("audit").orElseThrow().version();
    int[] asked = {0};
    invoke(() -> asked[0]++ == 0 ? 0 : PLENTY_MS);
    assertEquals(before + 1, events.head("audit").orElseThrow().version());
    assertEquals("all", newest().get("pass"));
    assertTrue(published().isClean());
    run(PLENTY_MS);
    assertEquals("new", newest().get("pass"));
  }

  private long checkpointed(String player) {
    AttributeValue version =
        dynamo
            .client()
            .getItem(
                get ->
                    get.tableName("checkpoints")
                        .key(Map.of("pk", AttributeValue.fromS("account:" + player))))
            .item()
            .get("version");
    return Long.parseLong(Objects.requireNonNull(version).n());
  }

  private void change(Entry entry, String body) {
    dynamo
        .client()
        .updateItem(
            update ->
                update
                    .tableName("accounts")
                    .key(key(entry.journal(), entry.version()))
                    .updateExpression("SET body = :body")
                    .expressionAttributeValues(Map.of(":body", AttributeValue.fromS(body))));
  }

  private static Map<String, AttributeValue> key(String journal, long version) {
    return Map.of(
        "journal", AttributeValue.fromS(journal),
        "version", AttributeValue.fromN(Long.toString(version)));
  }

  private Map<String, @Nullable Object> newest() {
    return JsonCodec.membersFromStore(events.head("audit").orElseThrow().body());
  }

  private boolean isPaused() {
    return new SettingsJournal(events, InstantSource.system())
        .current(0, true)
        .settings()
        .bettingPaused();
  }

  private AuditReport published() {
    return AuditReport.read(events.head("audit").orElseThrow().body());
  }

  private AuditHandler auditor() {
    Map<String, String> environment = new HashMap<>(secrets.environment());
    environment.put("ACCOUNTS_TABLE", "accounts");
    environment.put("EVENTS_TABLE", "events");
    environment.put("PAYOUTS_TABLE", "payouts");
    environment.put("CHECKPOINTS_TABLE", "checkpoints");
    environment.put("WORK_TABLE", "work");
    environment.put("MIN_STAKE", "1");
    environment.put("MAX_STAKE", largestStake);
    environment.put("MAX_PROFIT", "20000");
    environment.put("METRICS_NAMESPACE", "test");
    environment.put("MODE", "local");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString());
    environment.put("AWS_REGION", EmbeddedDynamo.REGION);
    environment.put("AWS_ACCESS_KEY_ID", EmbeddedDynamo.ACCESS_KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", EmbeddedDynamo.SECRET_KEY);
    return new AuditHandler(environment, InstantSource.offset(InstantSource.system(), later));
  }

  private void run(int remainingMs) {
    invoke(() -> remainingMs);
  }

  /** Time is over when it has been asked for so often. */
  private void runFor(int questions) {
    int[] asked = {0};
    invoke(
        () -> {
          synchronized (asked) {
            return ++asked[0] > questions ? 0 : PLENTY_MS;
          }
        });
  }

  private void invoke(java.util.function.IntSupplier remainingMs) {
    Context context =
        (Context)
            Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> remainingMs.getAsInt());
    auditor.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), context);
  }
}
