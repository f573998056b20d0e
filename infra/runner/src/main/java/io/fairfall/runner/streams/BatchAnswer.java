package io.fairfall.runner.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a function's answer says about its batch, by Lambda's rules for {@code
 * ReportBatchItemFailures}.
 */
sealed interface BatchAnswer {

  /** Everything was processed. */
  record Done() implements BatchAnswer {}

  /**
   * Everything before the record was processed; it and what follows is to be delivered again.
   *
   * @param index of the failed record with the lowest sequence number
   */
  record FailedFrom(int index) implements BatchAnswer {}

  /** The answer names no record of the batch as it should: the whole batch failed. */
  record Malformed() implements BatchAnswer {}

  /**
   * An empty or null answer, and an empty or null list, mean success. An empty, null, unknown or
   * misnamed item identifier fails the batch as a whole.
   */
  static BatchAnswer read(byte[] answer, List<StreamRecord> batch) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(answer);
    } catch (IOException e) {
      return new Malformed();
    }
    if (json == null || json.isNull() || json.isMissingNode()) {
      return new Done();
    }
    JsonNode failures = json.path("batchItemFailures");
    if (json.isObject() && (failures.isMissingNode() || failures.isNull())) {
      return new Done();
    }
    if (!failures.isArray()) {
      return new Malformed();
    }
    int first = batch.size();
    for (JsonNode failure : failures) {
      OptionalInt index = indexOf(failure.path("itemIdentifier").asText(), batch);
      if (index.isEmpty()) {
        return new Malformed();
      }
      first = Math.min(first, index.getAsInt());
    }
    return first == batch.size() ? new Done() : new FailedFrom(first);
  }

  private static OptionalInt indexOf(String sequenceNumber, List<StreamRecord> batch) {
    return IntStream.range(0, batch.size())
        .filter(index -> batch.get(index).sequenceNumber().equals(sequenceNumber))
        .findFirst();
  }
}
