package io.fairfall.runner.iam;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * What the guard in a function's class loader is told.
 *
 * @param arnScope region and account as ARNs hold them: {@code us-east-1:000000000000}
 * @param connections the ARN of the WebSocket API's stage, {@code …:<api>/<stage>}; empty without
 * @param partitionKeys the partition key attribute of every table, by table name
 */
record GuardSettings(
    Policy policy, String arnScope, String connections, Map<String, String> partitionKeys) {
  static final String RESOURCE = "guard.json";

  static GuardSettings read(JsonNode json) {
    Map<String, String> partitionKeys = new HashMap<>();
    json.field("partitionKeys")
        .orElseThrow()
        .asObject()
        .forEach((table, key) -> partitionKeys.put(table, key.asString()));
    return new GuardSettings(
        Policy.read(text(json, "function"), json.field("statements").orElseThrow()),
        text(json, "arnScope"),
        text(json, "connections"),
        Map.copyOf(partitionKeys));
  }

  private static String text(JsonNode json, String name) {
    return json.field(name).orElseThrow().asString();
  }
}
