package io.fairfall.runner.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads an {@code AWS::DynamoDB::Table}. */
final class TableReader {
  private TableReader() {}

  static TableSpec read(String id, TemplateFields table) {
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
    for (TemplateValue value : table.values("AttributeDefinitions")) {
      TemplateFields attribute = TemplateFields.of(id + ".AttributeDefinitions", value);
      attributes.put(attribute.text("AttributeName"), attribute.text("AttributeType"));
      attribute.end();
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (TemplateValue value : table.values("KeySchema")) {
      TemplateFields key = TemplateFields.of(id + ".KeySchema", value);
      keys.put(key.text("KeyType"), key.text("AttributeName"));
      key.end();
    }
    String hash = keys.get("HASH");
    if (hash == null) {
      throw table.error(id + " has no HASH key.");
    }
    TemplateFields stream = table.fields("StreamSpecification");
    Optional<String> view = stream.findText("StreamViewType");
    stream.end();
    TemplateFields life = table.fields("TimeToLiveSpecification");
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
