package io.fairfall.runner.sample;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.List;
import java.util.Map;

/** Reports every record of a stream as failed. */
public final class BatchSample implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

  public BatchSample(Map<String, String> environment) {
    if (environment.isEmpty()) {
      throw new IllegalArgumentException("Lambda always gives an environment");
    }
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    List<StreamsEventResponse.BatchItemFailure> failures =
        event.getRecords().stream()
            .map(
                entry ->
                    StreamsEventResponse.BatchItemFailure.builder()
                        .withItemIdentifier(entry.getDynamodb().getSequenceNumber())
                        .build())
            .toList();
    return StreamsEventResponse.builder().withBatchItemFailures(failures).build();
  }
}
