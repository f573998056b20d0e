package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.ConductorLease;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.deposits.HouseHealth.Health;
import io.fairfall.deposits.HouseHealth.Part;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.http.Response;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.settings.Setting;
import io.fairfall.settings.SettingKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each part says how it is, and why; what it does not know it does not say. */
@Tag("integration")
class HouseHealthTest {
  private static final String CLEAN = "{\"findings\":0,\"independent\":{\"findings\":0}}";

  /** The clock goes on while a test looks. */
  private static final long WHILE_MS = 30_000;

  private DepositsFixture world;

  @BeforeEach
  void start() throws Exception {
    world = new DepositsFixture();
    world.anvil.mine(20);
    world.tick();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private Response ask() {
    return new HouseHealth(
            world.desk(),
            new IndexerHealth(world.desk().cursors(), world.desk().unattributed(), world.clock))
        .answer();
  }

  private Health health() {
    return (Health) Objects.requireNonNull(ask().body());
  }

  private void is(String part, String status, String reason) {
    Part found = Objects.requireNonNull(health().services().get(part));
    assertEquals(status, found.status(), found.toString());
    assertTrue(String.valueOf(found.reason()).contains(reason), found.toString());
  }

  private CoordinationItem work(String key) {
    String table = Objects.requireNonNull(world.variables.get("WORK_TABLE"));
    return new CoordinationItem(world.desk().dynamo(), table, key);
  }

  private void set(String key, String name, AttributeValue value) {
    work(key).change("SET #" + name + " = :value", null, Map.of(":value", value));
  }

  private void setNow(String key, String name) {
    set(key, name, CoordinationItem.number(world.clock.millis()));
  }

  private void audit(long version, String body) {
    world
        .desk()
        .events()
        .append(new Entry(HouseHealth.AUDIT, version, "audit_report", world.clock.millis(), body));
  }

  private void set(Setting<Boolean> pause, boolean value) {
    world.desk().settings().change(settings -> settings.with(pause, value), "a test", "ann");
  }

  private void later(long ms) {
    world.passedMs.addAndGet(ms);
  }

  /** A house that plays, counts, pays and audits. */
  private void all() {
    setNow(ConductorLease.KEY, ConductorLease.UNTIL);
    setNow(HouseHealth.SENDER, "leaseUntil");
    setNow(HouseHealth.CONNECTIONS, "at");
    set(HouseHealth.CONNECTIONS, "open", CoordinationItem.number(3));
    audit(1, CLEAN);
    open();
    new GameJournal(world.desk().events())
        .append(2, new RoundEvent.Started(world.clock.millis()), world.clock.millis());
  }

  private void open() {
    long now = world.clock.millis();
    Wei one = Wei.of(1);
    new GameJournal(world.desk().events())
        .append(
            1, new RoundEvent.Opened("c", 1, "a".repeat(64), now, now, now, one, one, one, 1), now);
  }

  @Test
  void aHouseThatHasDoneNothingYetSaysThatItDoesNotKnow() {
    assertEquals(
        Set.of(
            "ledger", "rounds", "sockets", "deposits", "withdrawals", "audit", "beacon", "store"),
        health().services().keySet());
    is("ledger", "ok", "null");
    is("rounds", "unknown", "No round was played yet.");
    is("sockets", "unknown", "not counted yet");
    is("withdrawals", "unknown", "yet");
    is("audit", "unknown", "No pass has ended yet.");
    is("beacon", "unknown", "No round was played yet.");
    is("deposits", "ok", "null");
    is("store", "ok", "null");
    assertEquals("unknown", health().status());
    assertEquals(200, ask().status());
  }

  @Test
  void aHouseInWhichAllIsWellIsWell() {
    all();
    assertEquals("ok", health().status(), health().toString());
    assertEquals(3, Objects.requireNonNull(health().services().get("sockets")).open());
  }

  @Test
  void whatIsPausedOrFoundIsSaid() {
    all();
    set(SettingKeys.BETTING_PAUSED, true);
    is("ledger", "degraded", "Betting is paused.");
    set(SettingKeys.WITHDRAWALS_PAUSED, true);
    is("withdrawals", "degraded", "Withdrawals are paused.");
    audit(2, "{\"findings\":1,\"independent\":{\"findings\":2}}");
    is("audit", "degraded", "3 findings");
    assertEquals("degraded", health().status());
    assertEquals(200, ask().status());
  }

  @Test
  void whoHasFallenSilentIsSaid() {
    all();
    later(HouseHealth.LATE_MS - WHILE_MS);
    is("rounds", "ok", "null");
    is("withdrawals", "ok", "null");
    is("sockets", "ok", "null");
    later(WHILE_MS);
    is("rounds", "down", "Nobody has conducted for 3 minutes.");
    is("withdrawals", "down", "for 3 minutes");
    is("sockets", "unknown", "not counted for 3 minutes");
    is("deposits", "down", "not looked at");
    assertEquals(503, ask().status());
    set(ConductorLease.KEY, ConductorLease.IDLE, AttributeValue.fromBool(true));
    is("rounds", "ok", "Nobody plays");
    later(HouseHealth.AUDIT_LATE_MS - HouseHealth.LATE_MS - WHILE_MS);
    is("audit", "ok", "null");
    later(WHILE_MS);
    is("audit", "degraded", "No pass has ended for 60 minutes.");
  }

  @Test
  void aRoundThatWaitsForItsBeaconAndOneThatIsVoidAreSaid() {
    open();
    later(HouseHealth.BEACON_LATE_MS - WHILE_MS);
    is("beacon", "ok", "null");
    later(WHILE_MS + 1);
    is("beacon", "degraded", "waits for its start");
    new GameJournal(world.desk().events())
        .append(2, new RoundEvent.Voided("b".repeat(64), "no beacon"), world.clock.millis());
    is("beacon", "degraded", "void");
  }

  @Test
  void whatCannotBeReadIsSaidAndHidesNothingElse() {
    all();
    audit(2, "{}");
    is("audit", "unknown", "Its record cannot be read.");
    set(ConductorLease.KEY, ConductorLease.UNTIL, AttributeValue.fromS("soon"));
    is("rounds", "unknown", "Its record cannot be read.");
    is("sockets", "ok", "null");
    assertEquals(200, ask().status());
  }

  @Test
  void tablesThatDoNotAnswerAreSaid() {
    String table = Objects.requireNonNull(world.variables.put("WORK_TABLE", "there-is-none"));
    DepositsContext elsewhere = world.another();
    HouseHealth house =
        new HouseHealth(
            elsewhere,
            new IndexerHealth(elsewhere.cursors(), elsewhere.unattributed(), world.clock));
    world.variables.put("WORK_TABLE", table);
    Response answer = house.answer();
    Health health = (Health) Objects.requireNonNull(answer.body());
    assertEquals(503, answer.status());
    assertEquals("down", Objects.requireNonNull(health.services().get("store")).status());
    Part sockets = Objects.requireNonNull(health.services().get("sockets"));
    assertEquals("Its table does not answer.", sockets.reason());
  }

  @Test
  void oneLookAnswersForFiveSeconds() {
    HouseHealth house =
        new HouseHealth(
            world.desk(),
            new IndexerHealth(world.desk().cursors(), world.desk().unattributed(), world.clock));
    Object first = house.answer().body();
    assertEquals(first, house.answer().body());
    later(HouseHealth.KEPT_MS);
    assertTrue(!Objects.equals(first, house.answer().body()), List.of(first).toString());
  }
}
