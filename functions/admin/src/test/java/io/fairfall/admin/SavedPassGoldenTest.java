package io.fairfall.admin;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The place of an audit that goes on in another process: its first item, and one of its pieces. */
@Tag("integration")
class SavedPassGoldenTest {
  private static final String WORK = "work";

  @Test
  void aSavedPassIsFoundAndSavedAsItWas() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      dynamo.createKeyedTable(WORK);
      GoldenTable table = new GoldenTable(dynamo.client(), WORK, "pk");
      AuditRunStore passes = new AuditRunStore(dynamo.client(), WORK);
      GoldenFile.named("saved-pass")
          .showing(AuditRunStore.Saved.class, SavedPassGoldenTest::shown)
          .replay(
              stored -> {
                table.hold(item(stored, "head"));
                dynamo.client().putItem(put -> put.tableName(WORK).item(item(stored, "piece")));
                return passes.find().orElseThrow();
              },
              (saved, stored) -> {
                table.empty();
                passes.save(saved.state(), saved.balances().asByteArray());
                return Map.of(
                    "head", AttributeValue.fromM(table.insteadOf(item(stored, "head"))),
                    "piece", AttributeValue.fromM(table.insteadOf(item(stored, "piece"))));
              });
    }
  }

  private static Map<String, Object> shown(AuditRunStore.Saved saved) {
    return Map.of("state", saved.state(), "balances", saved.balances().asByteArray());
  }

  private static Map<String, AttributeValue> item(Map<String, AttributeValue> stored, String name) {
    return Objects.requireNonNull(stored.get(name), name).m();
  }
}
