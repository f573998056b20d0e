package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.crash.ConductorLease;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** How often a house that is polled marks that it is, and looks whether it rests. */
class PollingPresenceTest {
  private long nowMs = 1_800_000_000_000L;
  private int marks;
  private int looks;
  private final PollingPresence presence =
      new PollingPresence(
          store(),
          "work",
          new LambdaInvoker(
              new Environment(
                  Map.of(
                      "AWS_REGION", "eu-central-1",
                      "AWS_ACCESS_KEY_ID", "nobody",
                      "AWS_SECRET_ACCESS_KEY", "nothing"))),
          "conductor",
          () -> Instant.ofEpochMilli(nowMs));

  @Test
  void aMarkStandsForTenSecondsAndALookForOne() {
    assertAfter(0, 1, 1);
    assertAfter(PollingPresence.LOOK_EVERY_MS - 1, 1, 1);
    assertAfter(1, 1, 2);
    assertAfter(PollingPresence.MARK_EVERY_MS - PollingPresence.LOOK_EVERY_MS - 1, 1, 3);
    assertAfter(1, 2, 3);
  }

  private void assertAfter(long ms, int marked, int looked) {
    nowMs += ms;
    assertFalse(presence.markAndWake(), "somebody conducts");
    assertEquals(marked + " " + looked, marks + " " + looks);
  }

  private DynamoDbClient store() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "updateItem" -> {
                    marks++;
                    yield UpdateItemResponse.builder().build();
                  }
                  case "getItem" -> {
                    looks++;
                    yield GetItemResponse.builder()
                        .item(
                            Map.of(
                                ConductorLease.UNTIL,
                                AttributeValue.fromN(Long.toString(Long.MAX_VALUE))))
                        .build();
                  }
                  default -> throw new AssertionError(method.getName());
                });
  }
}
