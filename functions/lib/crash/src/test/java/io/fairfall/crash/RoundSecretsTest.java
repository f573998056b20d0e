package io.fairfall.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** How many secrets are remembered, and that one which is not is read again. */
class RoundSecretsTest {
  private static final int REMEMBERED = 64;

  private int reads;
  private boolean isPrepared = true;
  private final RoundSecrets secrets = new RoundSecrets(store(), "secrets");

  @Test
  void asManySecretsAsAreRememberedAreReadOnce() {
    readAll(REMEMBERED);
    readAll(REMEMBERED);
    assertEquals(REMEMBERED, reads);
  }

  @Test
  void oneMoreMakesTheOthersBeReadAgain() {
    readAll(REMEMBERED + 1);
    assertEquals(REMEMBERED + 1, reads);
    readAll(1);
    assertEquals(REMEMBERED + 2, reads);
  }

  @Test
  void whatIsNotPreparedYetIsNotRememberedAsMissing() {
    isPrepared = false;
    assertTrue(secrets.read(1).isEmpty());
    isPrepared = true;
    assertTrue(secrets.read(1).isPresent());
  }

  private void readAll(int rounds) {
    for (int id = 1; id <= rounds; id++) {
      assertTrue(secrets.read(id).isPresent());
    }
  }

  private DynamoDbClient store() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              reads++;
              GetItemResponse.Builder answer = GetItemResponse.builder();
              return isPrepared
                  ? answer
                      .item(Map.of("gameHash", AttributeValue.fromS("%064x".formatted(reads))))
                      .build()
                  : answer.build();
            });
  }
}
