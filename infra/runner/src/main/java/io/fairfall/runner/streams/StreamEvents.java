package io.fairfall.runner.streams;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Records of a stream as the event that Lambda makes of them. */
public final class StreamEvents {
  private StreamEvents() {}

  /** The event, as JSON. */
  public static byte[] of(String streamArn, String shardId, List<Record> records) {
    RecordJson json = new RecordJson(streamArn, "");
    Instant now = Instant.now();
    return records.stream()
        .map(record -> json.read(record, shardId, now).json().toString())
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
