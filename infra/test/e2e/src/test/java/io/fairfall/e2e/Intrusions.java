package io.fairfall.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.apicontract.SocketContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What somebody may send who wants to hear of another player: every message that is documented for
 * clients, with each member left out or replaced, with members that nobody documented, and with
 * channels that name the other one in any spelling.
 *
 * @param victim the other player's address
 * @param betId a bet of theirs
 * @param key an idempotency key of theirs
 */
record Intrusions(String victim, String betId, String key) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> UNDOCUMENTED =
      List.of(
          "player",
          "address",
          "account",
          "principalId",
          "connectionId",
          "authorizer",
          "requestContext",
          "topics",
          "channel");

  /** All of them, in an order that a seed decides. */
  List<String> all(long seed) {
    List<String> all = new ArrayList<>();
    for (String example : SocketContract.ofThisCheckout().examplesOfClients()) {
      ObjectNode message = (ObjectNode) tree(example);
      all.add(example);
      all.addAll(mutants(message));
      for (String name : UNDOCUMENTED) {
        ObjectNode more = message.deepCopy();
        more.set(name, name.startsWith("a") ? tree(asPlayer()) : JSON.valueToTree(victim));
        all.add(more.toString());
      }
    }
    all.addAll(greetings());
    all.add("{\"action\":\"cashout\",\"requestId\":\"i\",\"betId\":\"" + betId + "\"}");
    all.add(
        "{\"action\":\"bet\",\"requestId\":\"i\",\"key\":\"%s\",\"roundId\":\"1\",\"seat\":1,\"stake\":\"1\"}"
            .formatted(key));
    Collections.shuffle(all, new Random(seed));
    return all;
  }

  private List<String> mutants(ObjectNode message) {
    List<String> mutants = new ArrayList<>();
    List<String> names = new ArrayList<>();
    message.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      ObjectNode without = message.deepCopy();
      without.remove(name);
      mutants.add(without.toString());
      for (String value : replacements()) {
        ObjectNode other = message.deepCopy();
        other.set(name, tree(value));
        mutants.add(other.toString());
      }
    }
    return mutants;
  }

  private List<String> replacements() {
    return List.of(
        "null",
        "-1",
        "\"" + victim + "\"",
        "\"account:" + victim + "\"",
        "[\"account:" + victim + "\"]",
        asPlayer());
  }

  private List<String> greetings() {
    List<String> greetings = new ArrayList<>();
    for (String channel : channels()) {
      ObjectNode hello = JSON.createObjectNode().put("action", "hello");
      hello.putArray("channels").add("account").add(channel);
      greetings.add(hello.toString());
      hello.putArray("channels").add(channel);
      hello.putObject("positions").put(channel, 0).put("account", 0);
      greetings.add(hello.toString());
    }
    greetings.add(
        "{\"action\":\"hello\",\"channels\":[\"account\"],\"channels\":[\"account:"
            + victim
            + "\"]}");
    greetings.add(
        "{\"action\":\"hello\",\"channels\":[\"rounds\"],\"positions\":{\"rounds\":"
            + "{\"round\":\"account:%s\",\"id\":0}}}".formatted(victim));
    return greetings;
  }

  private List<String> channels() {
    String upper = "0x" + victim.substring(2).toUpperCase(Locale.ROOT);
    return List.of(
        "account:" + victim,
        "account:" + upper,
        "account:" + victim.substring(2),
        "account:" + victim + "#0",
        "account#" + victim,
        "account/" + victim,
        "account:" + victim + " ",
        " account:" + victim,
        "account\u0000:" + victim,
        "game,account:" + victim,
        "channel:account:" + victim,
        "channel:account:" + victim + "#0",
        "snapshot:account:" + victim,
        "player:" + victim,
        "connection:" + victim,
        "rounds:account:" + victim,
        "week:house:2026-W47",
        "week:" + victim + ":2026-W47",
        "ACCOUNT",
        "Account:" + victim,
        "account:*",
        "*",
        "house",
        victim);
  }

  private String asPlayer() {
    return "{\"player\":\"%s\",\"principalId\":\"%s\"}".formatted(victim, victim);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(json, broken);
    }
  }
}
