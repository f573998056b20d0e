package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What passes for a documented message, and what does not. */
class SocketContractTest {
  private final SocketContract contract = SocketContract.ofThisCheckout();

  @Test
  void everyMessageHasExamplesAndTheyAreGood() {
    for (Message message : contract.ofTheHouse().values()) {
      assertFalse(message.examples().isEmpty(), message.name());
      message
          .examples()
          .forEach(it -> assertEquals(List.of(), contract.complaintsOfTheHouse(it.toString())));
    }
    for (Message message : contract.ofClients().values()) {
      assertFalse(message.examples().isEmpty(), message.name());
      message
          .examples()
          .forEach(it -> assertEquals(List.of(), contract.complaintsOfAClient(it.toString())));
    }
  }

  @Test
  void oneMoreMemberAnywhereIsALeak() {
    int leaks = 0;
    for (JsonNode example : examples()) {
      for (int i = 0; i < objects(example).size(); i++) {
        JsonNode leaking = example.deepCopy();
        objects(leaking).get(i).put("seed", "a secret");
        assertFalse(contract.complaintsOfTheHouse(leaking.toString()).isEmpty(), leaking::toString);
        leaks++;
      }
    }
    assertTrue(leaks > 50, leaks + " leaks");
  }

  @Test
  void aMemberThatIsMissingOrOfAnotherTypeIsFound() {
    for (JsonNode example : examples()) {
      List<String> names = new ArrayList<>();
      example.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        ObjectNode other = example.deepCopy();
        // an empty list may be right where there is one
        other.set(name, example.get(name).isArray() ? other.objectNode() : other.arrayNode());
        assertFalse(contract.complaintsOfTheHouse(other.toString()).isEmpty(), other::toString);
      }
    }
  }

  @Test
  void aCrashBeforeTheCrashIsFound() {
    String flying =
        """
        {"type": "hello_ack", "serverTime": 1, "channels": {"game": {"status": "snapshot",
        "position": 2, "snapshot": {"roundId": "1", "position": 2, "phase": "%s", "serverTime": 1,
        "crash": 250}}}}\
        """;
    assertEquals(List.of(), contract.complaintsOfTheHouse(flying.formatted("crashed")));
    assertFalse(contract.complaintsOfTheHouse(flying.formatted("flying")).isEmpty());
  }

  @Test
  void aTargetAmongFactsIsFound() {
    String bets =
        """
        {"channel": "rounds", "round": "1", "id": 1, "type": "bets", "at": 1, "data": {"roundId": "1",
        "facts": [{"player": "0xa11ce00000000000000000000000000000000001", "version": 2, "kind": "bet",
        "betId": "2", "seat": 1, "stake": "1", "at": 1%s}]}}\
        """;
    assertEquals(List.of(), contract.complaintsOfTheHouse(bets.formatted("")));
    assertFalse(contract.complaintsOfTheHouse(bets.formatted(", \"auto\": 250")).isEmpty());
    assertFalse(contract.complaintsOfTheHouse(bets.formatted(", \"payout\": \"1\"")).isEmpty());
  }

  @Test
  void whatIsNoDocumentedMessageIsFound() {
    for (String text :
        List.of(
            "", "7", "[]", "{}", "{\"type\":\"round_seed\"}", "{\"type\":7}", "{\"message\":1}")) {
      assertFalse(contract.complaintsOfTheHouse(text).isEmpty(), text);
    }
    assertThrows(AssertionError.class, () -> contract.requireOfTheHouse("{}"));
  }

  @Test
  void aMessageThatNoFrameHoldsIsFound() {
    String large = "{\"type\":\"error\",\"x\":\"" + "x".repeat(SocketContract.MAX_BYTES) + "\"}";
    assertTrue(contract.complaintsOfTheHouse(large).getFirst().contains("bytes are more than"));
  }

  private List<JsonNode> examples() {
    return contract.ofTheHouse().values().stream()
        .flatMap(message -> message.examples().stream())
        .toList();
  }

  private static List<ObjectNode> objects(JsonNode node) {
    Stream<ObjectNode> itself = node instanceof ObjectNode object ? Stream.of(object) : Stream.of();
    List<ObjectNode> all = new ArrayList<>(itself.toList());
    node.forEach(child -> all.addAll(objects(child)));
    return all;
  }
}
