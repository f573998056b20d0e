package io.fairfall.deposits.cursor;

import io.fairfall.deposits.cursor.CursorLayout.Part;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import io.fairfall.json.JsonCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The parts of a cursor that stand in items of their own, as they were stored before. */
@Tag("integration")
class SegmentGoldenTest {
  private static final String TABLE = "segments";

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final GoldenTable table = new GoldenTable(DYNAMO.client(), TABLE, "pk");
  private final CursorSegments segments = new CursorSegments(DYNAMO.client(), TABLE);

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable(TABLE);
  }

  /** Compressed bytes may differ from one Java to the next, so what they hold is compared. */
  @Test
  void segmentsAreReadAndWrittenAsTheyWere() {
    GoldenFile.named("indexer-segment").replay(this::read, this::written).covers();
  }

  private Object read(Map<String, AttributeValue> stored) {
    AttributeValue layout = stored.get("layout");
    if (layout != null) {
      return JsonCodec.fromStore(CursorLayout.class, text(layout));
    }
    table.hold(stored);
    String name = nameOf(stored);
    return Objects.requireNonNull(
        segments.read(List.of(new CursorLayout.Segment(name, 1))).get(name));
  }

  private Map<String, AttributeValue> written(Object value, Map<String, AttributeValue> stored) {
    if (value instanceof CursorLayout layout) {
      return same(stored, "layout", JsonCodec.write(layout));
    }
    table.empty();
    segments.write(Map.of(nameOf(stored), (Part) value), List.of());
    Map<String, AttributeValue> item = table.insteadOf(stored);
    return same(stored, "body", text(Objects.requireNonNull(item.get("body"))));
  }

  private static Map<String, AttributeValue> same(
      Map<String, AttributeValue> stored, String member, String text) {
    Map<String, AttributeValue> item = new HashMap<>(stored);
    if (!text(Objects.requireNonNull(stored.get(member))).equals(text)) {
      item.put(member, AttributeValue.fromS(text));
    }
    return item;
  }

  private static String nameOf(Map<String, AttributeValue> stored) {
    return Objects.requireNonNull(stored.get("pk")).s().substring("cursor:indexer:".length());
  }

  private static String text(AttributeValue bytes) {
    return HexPacking.text(bytes.b().asByteArrayUnsafe());
  }
}
