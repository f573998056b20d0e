package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.fairfall.edge.Environment;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.Due;
import io.fairfall.ledger.RoundFact;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlerTest {
  private static final String ALICE = "0xa11ce00000000000000000000000000000000001";
  private static final String BOB = "0xb0b0000000000000000000000000000000000002";
  private static final Multiplier TWICE = new Multiplier(200);

  private final House house = House.forThreads(1);
  private final Players players = new Players(house);
  private final Settler settler = new Settler(new Environment(house.environment()), house.time);

  @Test
  void winnersByTargetArePaidAtTheCrashAndEveryoneElseAMinuteLater() {
    long round = players.open();
    players.project(
        round,
        players.bet(ALICE, round, 1, TWICE),
        players.bet(BOB, round, 1, new Multiplier(251)));
    settle(players.crash(round, 250));
    assertBalance(21, ALICE);
    assertOpen(BOB);
    house.time.pass(Due.EVERYONE_AFTER_MS - 1);
    tick();
    assertOpen(BOB);
    house.time.pass(1);
    tick();
    assertBalance(19, BOB);
  }

  @Test
  void aBetThatReachedTheLargestProfitIsPaidAtTheCrashToo() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 10, null));
    settle(players.crash(round, 600));
    assertEquals(Wei.ofEther(20).plus(Players.MAX_PROFIT), players.account(ALICE).available());
  }

  @Test
  void aVoidedRoundGivesEveryStakeBackAtOnce() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 3, null), players.bet(BOB, round, 1, TWICE));
    settle(players.abandon());
    assertBalance(20, ALICE);
    assertBalance(20, BOB);
  }

  @Test
  void aBetThatIsToldAfterTheCrashIsSettledWhenItIsTold() {
    long round = players.open();
    RoundFact won = players.bet(ALICE, round, 1, TWICE);
    RoundFact lost = players.bet(BOB, round, 1, null);
    settle(players.crash(round, 250));
    settle(players.project(round, won, lost));
    assertBalance(21, ALICE);
    assertOpen(BOB);
    house.time.pass(10 * Due.EVERYONE_AFTER_MS);
    settle(players.project(round, lost));
    assertBalance(19, BOB);
  }

  @Test
  void settlingAgainWritesNothing() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, TWICE), players.bet(BOB, round, 1, null));
    Entry crash = players.crash(round, 250);
    settle(crash);
    settle(crash);
    house.time.pass(Due.EVERYONE_AFTER_MS);
    tick();
    tick();
    settle(crash);
    assertEquals(3, players.account(ALICE).version());
    assertEquals(3, players.account(BOB).version());
  }

  @Test
  void whatNoStreamBroughtIsFoundByTheTick() {
    for (int i = 0; i < 5; i++) {
      long round = players.open();
      players.project(round, players.bet(ALICE, round, 1, TWICE));
      players.crash(round, 250);
      house.time.pass(3_000);
    }
    house.time.pass(Due.EVERYONE_AFTER_MS);
    tick();
    assertBalance(5 * 21, ALICE);
  }

  @Test
  void oneBrokenAccountHoldsNoOtherUpAndIsTriedAgain() {
    long round = players.open();
    RoundFact[] facts = new RoundFact[20];
    for (int i = 0; i < facts.length; i++) {
      facts[i] = players.bet("0x" + "%040x".formatted(i), round, 1, TWICE);
    }
    players.project(round, facts);
    String broken = facts[7].player();
    Entry damage =
        new Entry("account:" + broken, players.account(broken).version() + 1, "bet", 1, "{}");
    players.journals.append(damage);
    settle(players.crash(round, 250));
    house.time.pass(Due.EVERYONE_AFTER_MS);
    tick();
    for (RoundFact fact : facts) {
      if (!fact.player().equals(broken)) {
        assertBalance(21, fact.player());
      }
    }
    repair(damage);
    assertOpen(broken);
    tick();
    assertBalance(21, broken);
    assertTrue(new SettlerCursor(house.dynamo(), house.name + "work").read().failed().isEmpty());
  }

  @Test
  void aRecordThatCannotBeReadIsDeliveredAgainAndTheOnesBeforeItAreNot() {
    long round = players.open();
    players.project(round, players.bet(ALICE, round, 1, TWICE));
    Entry crash = players.crash(round, 250);
    DynamodbEvent event = stream(crash, crash);
    event.getRecords().get(1).getDynamodb().setNewImage(Map.of());
    StreamsEventResponse response = settler.handleRequest(event, noContext());
    assertEquals("1", response.getBatchItemFailures().getFirst().getItemIdentifier());
    assertBalance(21, ALICE);
  }

  @Test
  void theSampleOfTheStreamIsUnderstood() throws IOException {
    StreamsEventResponse response =
        settler.handleRequest(sample("events-stream.json"), noContext());
    assertEquals(List.of(), response.getBatchItemFailures());
  }

  private void tick() {
    try {
      settler.handleRequest(sample("schedule-tick.json"), noContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void settle(Entry... entries) {
    StreamsEventResponse response = settler.handleRequest(stream(entries), noContext());
    assertEquals(List.of(), response.getBatchItemFailures());
  }

  private void assertBalance(long ether, String player) {
    Account account = players.account(player);
    assertEquals(List.of(), account.bets());
    assertEquals(Wei.ofEther(ether), account.available());
  }

  private void assertOpen(String player) {
    assertEquals(1, players.account(player).bets().size());
  }

  /** Nobody repairs a journal like this in earnest. */
  private void repair(Entry damage) {
    house
        .dynamo()
        .deleteItem(
            delete ->
                delete
                    .tableName(house.name + "accounts")
                    .key(
                        Map.of(
                            "journal",
                            software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(
                                damage.journal()),
                            "version",
                            software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN(
                                Long.toString(damage.version())))));
  }

  /** What Lambda would make of a sample. */
  private static DynamodbEvent sample(String name) throws IOException {
    return LambdaEventSerializers.serializerFor(
            DynamodbEvent.class, SettlerTest.class.getClassLoader())
        .fromJson(Files.readString(Path.of("..", "..", "events", name)));
  }

  private static DynamodbEvent stream(Entry... entries) {
    List<DynamodbEvent.DynamodbStreamRecord> records = new ArrayList<>();
    for (Entry entry : entries) {
      StreamRecord change = new StreamRecord();
      change.setSequenceNumber(Integer.toString(records.size()));
      change.setNewImage(
          Map.of(
              "journal", new AttributeValue().withS(entry.journal()),
              "version", new AttributeValue().withN(Long.toString(entry.version())),
              "type", new AttributeValue().withS(entry.type()),
              "at", new AttributeValue().withN(Long.toString(entry.atMs())),
              "body", new AttributeValue().withS(entry.body())));
      DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
      record.setEventName("INSERT");
      record.setDynamodb(change);
      records.add(record);
    }
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  /** The Lambda context of an invocation. The settler does not look at it. */
  @SuppressWarnings("NullAway")
  private static Context noContext() {
    return null;
  }
}
