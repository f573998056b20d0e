package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static io.fairfall.crash.bets.CrashFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What the same bet costs in three designs, metered by the same store in the same run: the
 * transaction that one thinks of first, the smallest transaction, and one entry in a journal.
 *
 * <p>The first keeps a balance row, an idempotency row, a row for the bet, a row for the seat and a
 * row of history; the second a balance row and a row of history. Both read the balance first.
 */
@Tag("integration")
class CostComparisonTest {
  private static final String PLAYER = "0x" + "a".repeat(40);
  private static final int ROUNDS = 20;

  private record Cost(double writeUnits, double readUnits, double requests, double bytes) {
    static Cost perRound(Meter meter) {
      return new Cost(
          meter.writeUnits() / ROUNDS,
          meter.readUnits() / ROUNDS,
          (double) meter.roundTrips() / ROUNDS,
          (double) meter.requestBytes() / ROUNDS);
    }

    void print(String design) {
      System.out.printf(
          "%-28s %5.1f write units %5.1f read units %5.1f requests %7.0f bytes%n",
          design, writeUnits, readUnits, requests, bytes);
    }
  }

  @Test
  void aRoundOfBetAndCashoutAndALossIsCheapestAsAJournal() {
    Meter meter = new Meter();
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        DynamoDbClient metered = meter.client(dynamo)) {
      dynamo.createKeyedTable("rows", "pk", "sk");
      dynamo.createJournalTable("accounts");
      dynamo.createJournalTable("events");
      Cost five = rows(metered, meter, true);
      Cost two = rows(metered, meter, false);
      Cost one = journal(dynamo, metered, meter);
      System.out.println("one round of a player with two bets, one cashed out, one lost:");
      five.print("transactions of 3 to 5 rows");
      two.print("transactions of 2 rows");
      one.print("journal");
      assertEquals(3.0, one.writeUnits());
      assertTrue(one.writeUnits() < two.writeUnits() && two.writeUnits() < five.writeUnits());
      assertTrue(one.requests() <= two.requests());
    }
  }

  /** Two bets, a cashout and, since the next bet closes it, no write for the loss. */
  private static Cost journal(EmbeddedDynamo dynamo, DynamoDbClient metered, Meter meter) {
    CrashFixture house =
        new CrashFixture(
            new DynamoJournals(metered, "accounts"),
            new DynamoJournals(dynamo.client(), "events"),
            1);
    house.fund(ALICE, 1_000_000);
    meter.reset();
    for (int i = 0; i < ROUNDS; i++) {
      long round = house.open(150);
      long version = 1 + 3L * i;
      long first = ok(house.accounts.play(ALICE, house.bet(version, round, 1, 10), true)).version();
      ok(house.accounts.play(ALICE, house.bet(version + 1, round, 2, 10), true));
      house.start(round);
      house.pass(1_000);
      ok(house.accounts.play(ALICE, new Cashout(first, house.millis()), true));
      house.crash(round);
    }
    return Cost.perRound(meter);
  }

  private static Cost rows(DynamoDbClient metered, Meter meter, boolean naive) {
    meter.reset();
    for (int i = 0; i < ROUNDS; i++) {
      for (int seat = 1; seat <= 2; seat++) {
        String bet = "bet#" + naive + "#" + i + "#" + seat;
        operation(
            metered, bet, naive ? List.of("key", "bet", "seat", "history") : List.of("history"));
      }
      operation(
          metered,
          "cashout#" + naive + "#" + i,
          naive ? List.of("key", "bet", "seat", "history") : List.of("history"));
      operation(
          metered,
          "loss#" + naive + "#" + i,
          naive ? List.of("bet", "history") : List.of("history"));
    }
    return Cost.perRound(meter);
  }

  /** Reads the balance, and writes it together with other rows. */
  private static void operation(DynamoDbClient dynamo, String id, List<String> others) {
    dynamo.getItem(get -> get.tableName("rows").key(key("balance", "0")).consistentRead(true));
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(put("balance", "0", false));
    others.forEach(kind -> items.add(put(kind, id, true)));
    dynamo.transactWriteItems(write -> write.transactItems(items));
  }

  private static TransactWriteItem put(String kind, String id, boolean isNew) {
    Map<String, AttributeValue> item = new HashMap<>(key(kind, id));
    item.put("available", AttributeValue.fromS("1000000000000000000"));
    item.put("locked", AttributeValue.fromS("100000000000000000"));
    item.put("version", AttributeValue.fromN("1000004"));
    item.put("at", AttributeValue.fromN("1800000000000"));
    item.put("round", AttributeValue.fromS("30000000"));
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName("rows")
                    .item(item)
                    .conditionExpression(isNew ? "attribute_not_exists(pk)" : null))
        .build();
  }

  private static Map<String, AttributeValue> key(String kind, String id) {
    return Map.of("pk", AttributeValue.fromS(kind + "#" + PLAYER), "sk", AttributeValue.fromS(id));
  }
}
