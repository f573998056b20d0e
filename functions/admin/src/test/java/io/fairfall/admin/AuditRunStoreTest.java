package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** A pass whose balances take more than one item. */
class AuditRunStoreTest {
  private final Map<String, Map<String, AttributeValue>> items = new HashMap<>();
  private final AuditRunStore store = new AuditRunStore(table(), "work");

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "350000, 1", "350001, 2", "1050000, 3", "1050001, 4"})
  void balancesAreInAsManyItemsAsTheyNeed(int bytes, int pieces) {
    byte[] balances = balances(bytes);
    store.save("state", balances);
    assertEquals(pieces + 1, items.size());
    assertArrayEquals(balances, found().balances().asByteArray());
    assertEquals("state", found().state());
  }

  /** Half of the balances would pass for all of them, and what they lack for missing facts. */
  @Test
  void aPieceThatIsMissingOrOfAnotherPassMakesAllOfItNothing() {
    store.save("state", balances(700_001));
    Map<String, AttributeValue> last = Objects.requireNonNull(items.remove("cursor:audit:2"));
    assertTrue(store.find().isEmpty());
    items.put("cursor:audit:2", last);
    assertEquals(700_001, found().balances().asByteArray().length);
    store.save("another", balances(350_001));
    items.put("cursor:audit:1", last);
    assertTrue(store.find().isEmpty());
  }

  @Test
  void piecesOfALongerPassOfBeforeAreLeftAside() {
    store.save("state", balances(700_001));
    store.save("another", balances(5));
    assertArrayEquals(balances(5), found().balances().asByteArray());
    assertEquals(
        Set.of("cursor:audit", "cursor:audit:0", "cursor:audit:1", "cursor:audit:2"),
        items.keySet().stream().collect(Collectors.toSet()));
  }

  private AuditRunStore.Saved found() {
    Optional<AuditRunStore.Saved> found = store.find();
    return found.orElseThrow();
  }

  private static byte[] balances(int many) {
    byte[] bytes = new byte[many];
    for (int i = 0; i < many; i++) {
      bytes[i] = (byte) (i * 31 + i / 350_000);
    }
    return Arrays.copyOf(bytes, many);
  }

  private DynamoDbClient table() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "putItem" -> put(request(PutItemRequest.builder(), arguments[0]).build());
                  case "getItem" -> get(request(GetItemRequest.builder(), arguments[0]).build());
                  default -> throw new AssertionError(method.getName());
                });
  }

  private PutItemResponse put(PutItemRequest request) {
    items.put(key(request.item()), request.item());
    return PutItemResponse.builder().build();
  }

  private GetItemResponse get(GetItemRequest request) {
    return GetItemResponse.builder().item(items.getOrDefault(key(request.key()), Map.of())).build();
  }

  private static String key(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get("pk")).s();
  }

  @SuppressWarnings("unchecked")
  private static <T> T request(T builder, Object filled) {
    ((Consumer<T>) filled).accept(builder);
    return builder;
  }
}
