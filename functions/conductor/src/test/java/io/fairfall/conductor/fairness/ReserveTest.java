package io.fairfall.conductor.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.crash.FairnessEvent;
import io.fairfall.crash.FairnessEvent.Committed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** When the next chain is committed to. */
class ReserveTest {
  private static final String CHAIN = "c1";

  @ParameterizedTest
  @CsvSource({
    "1000, 899, false", // 101 left
    "1000, 900, true", // a hundred
    "1000, 1000, true",
    "20000, 19799, false", // a hundredth of the chain is more
    "20000, 19800, true"
  })
  void aSupplyRunsLowWhereAHundredGamesAreLeftOrAHundredth(long length, long played, boolean runs) {
    MemoryJournals events = new MemoryJournals();
    events.append(
        new Entry(
            FairnessEvent.JOURNAL,
            1,
            Committed.TYPE,
            1,
            JsonCodec.write(Committed.of(CHAIN, "0".repeat(64), length))));
    HashChainSecrets untouched = new HashChainSecrets(nobody(), "secrets");
    OutcomeSupply supply =
        new OutcomeSupply(
            events,
            untouched,
            new HashChainProvisioner(
                events,
                untouched,
                length,
                byte[]::new,
                InstantSource.fixed(Instant.ofEpochMilli(1))));
    supply.replenish(Optional.empty());
    assertEquals(runs, supply.runsLow(Optional.of(game(played))));
  }

  private static Opened game(long number) {
    return new Opened(CHAIN, number, "c0", 1, 2, 3, Wei.of(1), Wei.of(2), Wei.of(3), 1);
  }

  private static DynamoDbClient nobody() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              throw new AssertionError(method.getName());
            });
  }
}
