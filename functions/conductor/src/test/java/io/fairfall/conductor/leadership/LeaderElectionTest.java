package io.fairfall.conductor.leadership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A lease that is free whenever it is read, and that others take each time before we do. */
class LeaderElectionTest {
  private static final InstantSource NOW = InstantSource.fixed(Instant.ofEpochMilli(1_000));

  private int tries;

  @Test
  void whoIsAlwaysSecondGivesUpAfterFiveTries() throws InterruptedException {
    assertEquals(true, election(Integer.MAX_VALUE).take(900_000, 60_000).isEmpty());
    assertEquals(5, tries);
  }

  @Test
  void whoIsFirstAtTheFifthTryConducts() throws InterruptedException {
    assertEquals(true, election(4).take(900_000, 60_000).isPresent());
    assertEquals(5, tries);
  }

  private LeaderElection election(int lost) {
    DynamoDbClient store = store(lost);
    return new LeaderElection(
        new Lease(store, "work", "a"),
        new PresenceDetector(store, "connections", "work"),
        NOW,
        instantMs -> {});
  }

  private DynamoDbClient store(int lost) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getItem" -> GetItemResponse.builder().build();
                  case "updateItem" -> {
                    tries++;
                    if (tries <= lost) {
                      throw ConditionalCheckFailedException.builder().message("taken").build();
                    }
                    yield UpdateItemResponse.builder().build();
                  }
                  default -> throw new AssertionError(method.getName());
                });
  }
}
