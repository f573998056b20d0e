package io.fairfall.platform;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The records of one invocation as entries of journals.
 *
 * <p>A shard is a queue: Lambda retries from the first record that is reported as failed. What
 * stands before it is done and is not delivered again.
 *
 * <p>Deployables that read streams bring the journals and Lambda's event classes along.
 */
public final class StreamBatch {
  private static final String INSERT = "INSERT";

  private final List<DynamodbStreamRecord> records;

  /** The batch of an event; an event without records is an empty batch. */
  public StreamBatch(DynamodbEvent event) {
    this.records = event.getRecords() == null ? List.of() : event.getRecords();
  }

  /** An entry and its record's place in the batch. */
  public record Item(int index, Entry entry) {}

  /** Entries up to the first record that is none, and which record that is. */
  public record Contents(List<Item> items, OptionalInt unreadable) {}

  /** Somebody changed or deleted an entry: the metric that an alarm watches. */
  public static final String REWRITTEN_METRIC = "JournalRewritten";

  /** A journal is only ever added to: what is no insert is somebody's mistake, and is logged. */
  public Contents contents() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      DynamodbStreamRecord record = records.get(i);
      if (!INSERT.equals(record.getEventName())) {
        Log.warn("journal_changed", Map.of("record", sequenceNumber(i)));
        continue;
      }
      try {
        Map<String, AttributeValue> image = record.getDynamodb().getNewImage();
        items.add(
            new Item(i, JournalItem.entry(image, AttributeValue::getS, AttributeValue::getN)));
      } catch (RuntimeException unreadable) {
        Log.failure("record_unreadable", unreadable, Map.of("record", sequenceNumber(i)));
        return new Contents(items, OptionalInt.of(i));
      }
    }
    return new Contents(items, OptionalInt.empty());
  }

  /**
   * Counts the records of entries that were changed or deleted, which no part of the system does.
   */
  public void countRewritten(Metrics metrics) {
    for (int i = 0; i < records.size(); i++) {
      if (!INSERT.equals(records.get(i).getEventName())) {
        metrics.count(
            REWRITTEN_METRIC,
            Map.of("how", records.get(i).getEventName(), "entry", place(records.get(i))));
      }
    }
  }

  private static String place(DynamodbStreamRecord record) {
    Map<String, AttributeValue> keys = record.getDynamodb().getKeys();
    return keys == null
        ? "unknown"
        : attribute(keys, "journal").getS() + " " + attribute(keys, "version").getN();
  }

  /** The answer to Lambda: everything is done, or everything before one record. */
  public StreamsEventResponse answer(OptionalInt firstFailure) {
    StreamsEventResponse response = new StreamsEventResponse();
    response.setBatchItemFailures(
        firstFailure.isEmpty()
            ? List.of()
            : List.of(
                new StreamsEventResponse.BatchItemFailure(
                    sequenceNumber(firstFailure.getAsInt()))));
    return response;
  }

  /** The earlier of two records. */
  public static OptionalInt earlier(OptionalInt one, OptionalInt other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return OptionalInt.of(Math.min(one.getAsInt(), other.getAsInt()));
  }

  private String sequenceNumber(int index) {
    return records.get(index).getDynamodb().getSequenceNumber();
  }

  private static AttributeValue attribute(Map<String, AttributeValue> image, String name) {
    AttributeValue value = image.get(name);
    if (value == null) {
      throw new IllegalStateException("a journal item lacks the attribute " + name);
    }
    return value;
  }
}
