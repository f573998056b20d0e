package io.fairfall.ledger;

import static io.fairfall.ledger.House.ALICE;
import static io.fairfall.ledger.House.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What an operation costs, as DynamoDB itself meters it. */
class EntryCostTest {
  private static final int ATTRIBUTE_NAMES_AND_NUMBERS_BYTES = 60;

  @Test
  void aBetAndACashoutTakeTwoRoundTripsAndOneWriteUnitEach() {
    Meter meter = new Meter();
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
        DynamoDbClient metered = metered(dynamo, meter)) {
      dynamo.createJournalTable("accounts");
      dynamo.createJournalTable("events");
      House house =
          new House(
              new DynamoJournals(metered, "accounts"),
              new DynamoJournals(dynamo.client(), "events"),
              1);
      long first = house.open(300);
      house.fund(ALICE, 1_000_000);
      house.place(ALICE, first, 1, 10); // from here on the instance remembers the round
      meter.reset();
      long bet = ok(house.accounts.bet(ALICE, house.bet(2, first, 2, 10), true)).version();
      meter.expect("bet");
      house.start(first);
      house.pass(1_000);
      ok(house.accounts.cashOut(ALICE, new Operation.Cashout(2, house.millis())));
      meter.reset();
      ok(house.accounts.cashOut(ALICE, new Operation.Cashout(bet, house.millis())));
      meter.expect("cashout");
    }
  }

  @Test
  void theFullestEntryThatABusyPlayerMakesIsUnderOneKilobyte() {
    Wei stake = Wei.ofEther(1);
    String player = "0x" + "f".repeat(40);
    List<OpenBet> bets =
        IntStream.range(0, Account.MAX_OPEN_BETS)
            .mapToObj(
                i ->
                    new OpenBet(
                        1_000_000 + i,
                        30_000_000,
                        1,
                        stake,
                        new Multiplier(1_000_000),
                        new Multiplier(1_000_000)))
            .toList();
    List<Operation.Trace> recent = new ArrayList<>();
    for (int i = 0; i < Account.MAX_RECENT_OPERATIONS; i++) {
      recent.add(
          new Operation.Bet(
                  OperationId.parse("1000000.0123456789abcdef").orElseThrow(),
                  30_000_000,
                  1,
                  stake,
                  null,
                  OptionalLong.empty(),
                  1_800_000_000_000L)
              .trace());
    }
    Account after =
        new Account(
            1_000_004,
            Wei.ofEther(1_000_000),
            Wei.ofEther(4),
            bets,
            new Account.Seats(30_000_000, 3),
            recent,
            30_000_000);
    AccountEntry entry =
        new AccountEntry(
            AccountEntry.Kind.BET,
            recent.getFirst(),
            1_800_000_000_000L,
            30_000_000,
            Legs.stake(stake),
            null,
            List.of(),
            null,
            after);
    Entry stored = AccountJson.write(Accounts.journalOf(player), entry, 1_800_000_000_000L);
    int bytes =
        ATTRIBUTE_NAMES_AND_NUMBERS_BYTES
            + stored.journal().length()
            + stored.type().length()
            + stored.body().getBytes(StandardCharsets.UTF_8).length;
    System.out.println("fullest entry of a bet: " + bytes + " bytes of 1024");
    assertTrue(bytes < 1_024, bytes + " bytes");
    assertEquals(entry, AccountJson.read(stored));
  }

  private static DynamoDbClient metered(EmbeddedDynamo dynamo, Meter meter) {
    return DynamoDbClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(Region.of(EmbeddedDynamo.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(EmbeddedDynamo.ACCESS_KEY, EmbeddedDynamo.SECRET_KEY)))
        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(meter))
        .build();
  }

  /** Counts round trips and the capacity units that the store says it charged. */
  private static final class Meter implements ExecutionInterceptor {
    private int roundTrips;
    private double writeUnits;
    private double readUnits;

    void reset() {
      roundTrips = 0;
      writeUnits = 0;
      readUnits = 0;
    }

    void expect(String operation) {
      System.out.printf(
          "%s: %d round trips, %.1f write units, %.1f read units%n",
          operation, roundTrips, writeUnits, readUnits);
      assertEquals(2, roundTrips, operation);
      assertEquals(1.0, writeUnits, operation);
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      return switch (context.request()) {
        case PutItemRequest put ->
            put.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
        case QueryRequest query ->
            query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build();
        default -> context.request();
      };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      roundTrips++;
      switch (context.response()) {
        case PutItemResponse put -> writeUnits += put.consumedCapacity().capacityUnits();
        case QueryResponse query -> readUnits += query.consumedCapacity().capacityUnits();
        default -> {}
      }
    }
  }
}
