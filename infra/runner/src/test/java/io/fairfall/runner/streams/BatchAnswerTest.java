package io.fairfall.runner.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BatchAnswerTest {
  private static final List<StreamRecord> BATCH =
      Stream.of("007", "008", "009")
          .map(
              sequence ->
                  new StreamRecord(
                      Long.parseLong(sequence),
                      sequence,
                      "shard",
                      "key",
                      Instant.EPOCH,
                      JsonNodeFactory.instance.objectNode(),
                      2))
          .toList();

  @Test
  void anEmptyAnswerMeansSuccess() {
    for (String answer :
        List.of("", "null", "{}", "{'batchItemFailures':null}", "{'batchItemFailures':[]}")) {
      assertEquals(new BatchAnswer.Done(), read(answer), answer);
    }
  }

  @Test
  void theLowestReportedRecordCounts() {
    assertEquals(
        new BatchAnswer.FailedFrom(1),
        read("{'batchItemFailures':[{'itemIdentifier':'009'},{'itemIdentifier':'008'}]}"));
  }

  @Test
  void aMalformedReportFailsTheWholeBatch() {
    for (String answer :
        List.of(
            "{'batchItemFailures':[{'itemIdentifier':''}]}",
            "{'batchItemFailures':[{'itemIdentifier':null}]}",
            "{'batchItemFailures':[{'item':'008'}]}",
            "{'batchItemFailures':[{'itemIdentifier':'008'},{'itemIdentifier':'1'}]}",
            "{'batchItemFailures':'008'}",
            "'done'",
            "{")) {
      assertEquals(new BatchAnswer.Malformed(), read(answer), answer);
    }
  }

  private static BatchAnswer read(String answer) {
    return BatchAnswer.read(answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8), BATCH);
  }
}
