package io.fairfall.local.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads an {@code AWS::DynamoDB::Table}. */
final class TableReader {
  private TableReader() {}

  static TableSpec read(String id, Fields table) {
    // billing, backups and encryption are the cloud's
    table.ignore(
        "BillingMode",
        "DeletionProtectionEnabled",
        "PointInTimeRecoverySpecification",
        "SSESpecification",
        "Tags",
        "TableClass",
        "OnDemandThroughput",
        "ContributorInsightsSpecification");
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Value value : table.values("AttributeDefinitions")) {
      Fields attribute = Fields.of(id + ".AttributeDefinitions", value);
      attributes.put(attribute.text("AttributeName"), attribute.text("AttributeType"));
      attribute.end();
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (Value value : table.values("KeySchema")) {
      Fields key = Fields.of(id + ".KeySchema", value);
      keys.put(key.text("KeyType"), key.text("AttributeName"));
      key.end();
    }
    String hash = keys.get("HASH");
    if (hash == null) {
      throw table.error(id + " has no HASH key.");
    }
    Fields stream = table.fields("StreamSpecification");
    Optional<String> view = stream.findText("StreamViewType");
    stream.end();
    Fields life = table.fields("TimeToLiveSpecification");
    Optional<String> timeToLive = life.findText("AttributeName");
    boolean expires = life.flag("Enabled");
    life.end();
    table.end();
    return new TableSpec(
        id,
        attributes,
        hash,
        Optional.ofNullable(keys.get("RANGE")),
        view,
        timeToLive.filter(name -> expires));
  }
}
