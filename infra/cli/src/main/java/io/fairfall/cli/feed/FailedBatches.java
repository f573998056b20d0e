package io.fairfall.cli.feed;

import io.fairfall.cli.admin.AdminCommandException;
import io.fairfall.cli.admin.RunningSystem;
import io.fairfall.load.Tree;
import io.fairfall.runner.streams.StreamEvents;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The batches that streams gave up: their places are in the failure queue, the records themselves
 * in the stream for a day. Each batch is handed to its function once more, as the stream had done.
 */
final class FailedBatches implements AutoCloseable {
  private static final String LOCAL_QUEUE = "/000000000000/StreamFailures";
  private static final int MESSAGES_AT_ONCE = 10;

  /** A message that is worked on is hidden from others; what is not done comes back. */
  private static final int HIDDEN_SECONDS = 60;

  private static final int MAX_MESSAGES = 10_000;
  private static final int MAX_PAGES = 64;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(905);

  private final SqsClient sqs;
  private final DynamoDbStreamsClient streams;
  private final LambdaClient lambda;
  private final String queue;
  private final boolean here;

  FailedBatches(
      SqsClient sqs,
      DynamoDbStreamsClient streams,
      LambdaClient lambda,
      String queue,
      boolean here) {
    this.sqs = sqs;
    this.streams = streams;
    this.lambda = lambda;
    this.queue = queue;
    this.here = here;
  }

  /** Those of a system that runs on this machine. */
  static FailedBatches onThisMachine(URI origin) {
    URI control = loopback(RunningSystem.port(origin, RunningSystem.CONTROL));
    URI dynamo = loopback(RunningSystem.port(origin, RunningSystem.DYNAMODB));
    return new FailedBatches(
        at(control, SqsClient.builder()).httpClient(http()).build(),
        at(dynamo, DynamoDbStreamsClient.builder()).httpClient(http()).build(),
        at(control, LambdaClient.builder()).httpClient(http()).build(),
        control + LOCAL_QUEUE,
        true);
  }

  /**
   * Those of a system on AWS, with the region and the credentials that every AWS tool finds.
   *
   * @param queue the queue's URL
   */
  static FailedBatches onAws(String queue) {
    return new FailedBatches(
        SqsClient.builder().httpClient(http()).build(),
        DynamoDbStreamsClient.builder().httpClient(http()).build(),
        LambdaClient.builder().httpClient(http()).build(),
        queue,
        false);
  }

  /**
   * What became of the queue.
   *
   * @param done batches that their functions have taken now
   * @param records how many were in them
   * @param failedAgain batches that are still in the queue
   * @param lost messages whose records are older than a day: only the journals hold them
   * @param isWhole whether the queue was worked off; false if there may be more messages
   */
  record Summary(int done, int records, int failedAgain, List<String> lost, boolean isWhole) {}

  private record Batch(String functionArn, String streamArn, String shardId, Range range) {
    static Batch read(Tree message) {
      Tree stream = message.at("DDBStreamBatchInfo");
      return new Batch(
          message.at("requestContext").text("functionArn"),
          stream.text("streamArn"),
          stream.text("shardId"),
          new Range(
              stream.text("startSequenceNumber"),
              stream.text("endSequenceNumber"),
              (int) stream.number("batchSize")));
    }
  }

  /**
   * @param size records between the two; the stream may hold others there that were filtered out
   */
  private record Range(String first, String last, int size) {
    boolean ends(Record record) {
      String number = record.dynamodb().sequenceNumber();
      return number.length() > last.length()
          || (number.length() == last.length() && number.compareTo(last) >= 0);
    }
  }

  /** Hands over every batch once. Messages of those that are done are deleted. */
  Summary redrive() {
    int done = 0;
    int records = 0;
    int failedAgain = 0;
    List<String> lost = new ArrayList<>();
    boolean isWhole = false;
    try {
      for (int seen = 0; seen < MAX_MESSAGES; ) {
        List<Message> messages = received();
        if (messages.isEmpty()) {
          isWhole = true;
          break;
        }
        seen += messages.size();
        for (Message message : messages) {
          Batch batch = Batch.read(Tree.read(message.body()));
          Optional<List<Record>> found = records(batch);
          if (found.filter(List::isEmpty).isPresent()) {
            lost.add(message.receiptHandle());
          } else if (found.isPresent() && isTaken(batch, found.get())) {
            delete(message.receiptHandle());
            done++;
            records += found.get().size();
          } else {
            failedAgain++;
          }
        }
      }
    } catch (SdkException failure) {
      throw new AdminCommandException(
          "The failure queue cannot be worked off: " + failure.getMessage(), failure);
    }
    return new Summary(done, records, failedAgain, lost, isWhole);
  }

  /** Deletes a message whose work was done in another way. */
  void delete(String receipt) {
    sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(receipt));
  }

  @Override
  public void close() {
    sqs.close();
    streams.close();
    lambda.close();
  }

  private List<Message> received() {
    return sqs.receiveMessage(
            receive ->
                receive
                    .queueUrl(queue)
                    .maxNumberOfMessages(MESSAGES_AT_ONCE)
                    .visibilityTimeout(HIDDEN_SECONDS))
        .messages();
  }

  /**
   * The records of a batch, with what was filtered out between; none if the stream has none.
   *
   * @return nothing if its last record is not in reach: a part of a batch is not handed over, for
   *     its message would go with the rest undone
   */
  private Optional<List<Record>> records(Batch batch) {
    List<Record> found = new ArrayList<>();
    try {
      String iterator = iterator(batch);
      for (int page = 0; page < MAX_PAGES && iterator != null; page++) {
        String from = iterator;
        GetRecordsResponse answer = streams.getRecords(get -> get.shardIterator(from));
        for (Record record : answer.records()) {
          found.add(record);
          if (batch.range().ends(record)) {
            return Optional.of(found);
          }
        }
        iterator = answer.nextShardIterator();
      }
      boolean hasEnded = iterator == null;
      return hasEnded ? Optional.of(found) : Optional.empty();
    } catch (TrimmedDataAccessException | ResourceNotFoundException olderThanADay) {
      return Optional.of(List.of());
    }
  }

  private @Nullable String iterator(Batch batch) {
    String arn = here ? streamHere(batch.streamArn()) : batch.streamArn();
    return streams
        .getShardIterator(
            get ->
                get.streamArn(arn)
                    .shardId(batch.shardId())
                    .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .sequenceNumber(batch.range().first()))
        .shardIterator();
  }

  /** DynamoDB Local has a name of its own for the region. */
  private String streamHere(String arn) {
    String table = arn.replaceAll(".*:table/([^/]+)/stream/.*", "$1");
    return streams.listStreams(list -> list.tableName(table)).streams().stream()
        .max(Comparator.comparing(Stream::streamLabel))
        .map(Stream::streamArn)
        .orElse(arn);
  }

  private boolean isTaken(Batch batch, List<Record> records) {
    byte[] event = StreamEvents.of(batch.streamArn(), batch.shardId(), records);
    InvokeResponse answer =
        lambda.invoke(
            invoke ->
                invoke.functionName(batch.functionArn()).payload(SdkBytes.fromByteArray(event)));
    return answer.functionError() == null
        && Tree.read(answer.payload().asUtf8String()).at("batchItemFailures").items().isEmpty();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().socketTimeout(CALL_TIMEOUT).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B at(URI endpoint, B builder) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
