package io.fairfall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StreamBatchTest {
  @Test
  void whatWasChangedOrDeletedIsCountedWithItsPlace() {
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(Stream.of("INSERT", "MODIFY", "REMOVE").map(this::record).toList());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new StreamBatch(event)
        .countRewritten(
            new Metrics(
                new Environment(Map.of("METRICS_NAMESPACE", "stack")),
                () -> Instant.EPOCH,
                new PrintStream(out, true, StandardCharsets.UTF_8)));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    for (String line : lines) {
      assertTrue(line.contains("\"JournalRewritten\":1"), line);
      assertTrue(line.contains("\"entry\":\"account:0xa 7\""), line);
    }
  }

  private DynamodbStreamRecord record(String eventName) {
    StreamRecord change = new StreamRecord();
    change.setKeys(
        Map.of(
            "journal", new AttributeValue().withS("account:0xa"),
            "version", new AttributeValue().withN("7")));
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName(eventName);
    record.setDynamodb(change);
    return record;
  }
}
