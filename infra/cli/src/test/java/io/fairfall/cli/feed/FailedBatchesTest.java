package io.fairfall.cli.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Where a search in a stream or in the queue meets its bound, nothing is taken for done. */
class FailedBatchesTest {
  private static final String MESSAGE =
      """
      {"requestContext":{"functionArn":"projector"},"DDBStreamBatchInfo":{
        "streamArn":"stream","shardId":"shard","batchSize":2,
        "startSequenceNumber":"100","endSequenceNumber":"200"}}\
      """;

  private static final Map<String, AttributeValue> KEYS =
      Map.of("journal", AttributeValue.fromS("game"), "version", AttributeValue.fromN("1"));

  private final Queue queue = new Queue();
  private final Function function = new Function();
  private final Shard shard = new Shard();
  private final FailedBatches batches = new FailedBatches(queue, shard, function, "queue", false);

  @Test
  void aBatchIsHandedOverOnceItsLastRecordIsFound() {
    queue.messages = 1;
    shard.pages = 3;
    FailedBatches.Summary summary = batches.redrive();
    assertEquals(1, summary.done());
    assertTrue(summary.isWhole());
    assertEquals(1, function.invoked);
    assertEquals(List.of("r0"), queue.deleted);
  }

  @Test
  void aPartOfABatchIsNotHandedOverAndItsMessageStays() {
    queue.messages = 1;
    shard.pages = 65;
    FailedBatches.Summary summary = batches.redrive();
    assertEquals(64, shard.reads);
    assertEquals(1, summary.failedAgain());
    assertEquals(0, summary.done());
    assertEquals(0, function.invoked);
    assertEquals(List.of(), queue.deleted);
  }

  @Test
  void theLastPageThatIsReadCounts() {
    queue.messages = 1;
    shard.pages = 64;
    assertEquals(1, batches.redrive().done());
  }

  @Test
  void aQueueThatIsNotWorkedOffSaysSo() {
    shard.trimmed = true;
    queue.messages = 9_990;
    FailedBatches.Summary most = batches.redrive();
    assertEquals(9_990, most.lost().size());
    assertTrue(most.isWhole());
    queue.messages = 10_000;
    assertFalse(batches.redrive().isWhole());
  }

  private static final class Queue implements SqsClient {
    private final List<String> deleted = new ArrayList<>();
    private int messages;

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      int some = Math.min(messages, 10);
      messages -= some;
      return ReceiveMessageResponse.builder()
          .messages(
              IntStream.range(0, some)
                  .mapToObj(i -> Message.builder().body(MESSAGE).receiptHandle("r" + i).build())
                  .toList())
          .build();
    }

    @Override
    public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
      deleted.add(request.receiptHandle());
      return DeleteMessageResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "queue";
    }

    @Override
    public void close() {}
  }

  /**
   * A shard in which records are far apart: one in each page, the last one of the batch at the end.
   */
  private static final class Shard implements DynamoDbStreamsClient {
    private int pages;
    private int reads;
    private boolean trimmed;

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      if (trimmed) {
        throw TrimmedDataAccessException.builder().build();
      }
      return GetShardIteratorResponse.builder().shardIterator("on").build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      reads++;
      String number = reads == pages ? "200" : "1%02d".formatted(reads % 100);
      return GetRecordsResponse.builder()
          .records(
              Record.builder()
                  .eventID(number)
                  .eventName("INSERT")
                  .dynamodb(
                      stream ->
                          stream
                              .sequenceNumber(number)
                              .approximateCreationDateTime(Instant.EPOCH)
                              .keys(KEYS)
                              .newImage(KEYS)
                              .sizeBytes(1L)
                              .streamViewType("NEW_IMAGE"))
                  .build())
          .nextShardIterator("on")
          .build();
    }

    @Override
    public String serviceName() {
      return "streams";
    }

    @Override
    public void close() {}
  }

  private static final class Function implements LambdaClient {
    private int invoked;

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
      invoked++;
      return InvokeResponse.builder()
          .payload(software.amazon.awssdk.core.SdkBytes.fromUtf8String("{}"))
          .build();
    }

    @Override
    public String serviceName() {
      return "function";
    }

    @Override
    public void close() {}
  }
}
