package io.fairfall.runner.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.template.Arns;
import io.fairfall.runner.template.StreamSpec;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * What was given up, as Lambda describes it to the failure destination. The description names the
 * place in the stream and holds no data, as on AWS.
 */
final class GivenUp {
  private static final System.Logger LOG = System.getLogger(GivenUp.class.getName());

  private final FailureQueue queue;
  private final InstantSource clock;

  /** Why Lambda stops trying. */
  enum Condition {
    RETRY_ATTEMPTS_EXHAUSTED("RetryAttemptsExhausted"),
    RECORD_AGE_EXCEEDED("RecordAgeExceeded");

    private final String text;

    Condition(String text) {
      this.text = text;
    }
  }

  GivenUp(FailureQueue queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
  }

  void add(
      StreamSpec mapping,
      String streamArn,
      Condition condition,
      List<StreamRecord> records,
      int invocations) {
    String description = describe(mapping, streamArn, condition, records, invocations);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} gave up {1} records of {2}: {3}",
        mapping.id(),
        records.size(),
        mapping.table(),
        description);
    queue.add(description);
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
}
