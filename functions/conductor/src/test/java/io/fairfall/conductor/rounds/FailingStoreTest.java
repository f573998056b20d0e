package io.fairfall.conductor.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.ConductorFixture;
import io.fairfall.conductor.GameRules;
import io.fairfall.conductor.MortalClient;
import io.fairfall.journal.StoreUnavailableException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A conductor whose journals do not answer, though its lease does. */
@Tag("integration")
class FailingStoreTest {
  private final ConductorFixture house = ConductorFixture.forThreads(1);
  private int asked;

  @Test
  void afterTenFailuresInARowItGoesOnWithTheEleventhAnswer() throws InterruptedException {
    house.somebodyWatches();
    house.shift("a", lost(10)).run(house.limitForRounds(60_000));
    assertTrue(asked > 10, "asked " + asked);
    assertTrue(GameRules.check(house).crashed >= 1);
  }

  @Test
  void anEleventhFailureInARowEndsItAndTheNextConductorGoesOn() throws InterruptedException {
    house.somebodyWatches();
    RoundLoop loop = house.shift("a", lost(Integer.MAX_VALUE));
    assertThrows(StoreUnavailableException.class, () -> loop.run(house.limitForRounds(60_000)));
    assertEquals(11, asked);
    house.time.pass(60_000);
    house.shift("b").run(house.limitForRounds(60_000));
    assertTrue(GameRules.check(house).crashed >= 1);
  }

  /** Journals are read by queries, the lease is not; so are followers, whom nobody is asked for. */
  private DynamoDbClient lost(int failures) {
    return MortalClient.observed(
        house.dynamo(),
        (call, method) -> {
          if (method.equals("query") && ++asked <= failures) {
            throw SdkClientException.create("lost in a test");
          }
        });
  }
}
