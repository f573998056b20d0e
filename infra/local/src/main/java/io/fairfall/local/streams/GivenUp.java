package io.fairfall.local.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.local.template.Arns;
import io.fairfall.local.template.StreamSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The failure destination: what was given up, as Lambda would describe it to a queue. The
 * description names the place in the stream and holds no data, as on AWS.
 */
final class GivenUp {
  static final int MAX_KEPT = 100;
  private static final System.Logger LOG = System.getLogger(GivenUp.class.getName());

  private final Optional<Path> file;
  private final InstantSource clock;
  private final ArrayDeque<String> latest = new ArrayDeque<>();

  /** Why Lambda stops trying. */
  enum Condition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded");

    private final String text;

    Condition(String text) {
      this.text = text;
    }
  }

  /**
   * @param folder where {@code failures.jsonl} collects all of them; without one only the latest
   *     are kept, in memory
   */
  GivenUp(Optional<Path> folder, InstantSource clock) {
    this.clock = clock;
    this.file = folder.map(path -> path.resolve("failures.jsonl"));
  }

  synchronized void add(
      StreamSpec mapping,
      String streamArn,
      Condition condition,
      List<StreamRecord> records,
      int invocations) {
    String description = describe(mapping, streamArn, condition, records, invocations);
    if (latest.size() == MAX_KEPT) {
      latest.removeFirst();
    }
    latest.add(description);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} gave up {1} records of {2}: {3}",
        mapping.id(),
        records.size(),
        mapping.table(),
        description);
    file.ifPresent(path -> append(path, description));
  }

  /** The latest descriptions, oldest first. */
  synchronized List<String> latest() {
    return List.copyOf(latest);
  }

  private String describe(
      StreamSpec mapping,
      String streamArn,
      Condition condition,
      List<StreamRecord> records,
      int invocations) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", Arns.function(mapping.functionLogicalId()))
        .put("condition", condition.text)
        .put("approximateInvokeCount", invocations);
    json.putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    json.put("version", "1.0");
    json.put("timestamp", clock.instant().toString());
    json.putObject("DDBStreamBatchInfo")
        .put("shardId", records.getFirst().shardId())
        .put("startSequenceNumber", records.getFirst().sequenceNumber())
        .put("endSequenceNumber", records.getLast().sequenceNumber())
        .put("approximateArrivalOfFirstRecord", records.getFirst().createdBy().toString())
        .put("approximateArrivalOfLastRecord", records.getLast().createdBy().toString())
        .put("batchSize", records.size())
        .put("streamArn", RecordJson.awsArn(streamArn));
    return json.toString();
  }

  private static void append(Path file, String description) {
    try {
      Files.writeString(
          file, description + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a description of failed records", e);
    }
  }
}
