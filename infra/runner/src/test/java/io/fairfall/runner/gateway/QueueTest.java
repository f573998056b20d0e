package io.fairfall.runner.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.runner.gateway.control.QueueHandler;
import io.fairfall.runner.streams.FailureQueue;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Asked by the SDK's own client, as operators ask. */
class QueueTest {
  @TempDir private Path folder;

  private FailureQueue queue;
  private LoopbackServer control;
  private SqsClient sqs;
  private String url = "";

  @BeforeEach
  void start() {
    queue = new FailureQueue(Optional.of(folder), InstantSource.system());
    control = new LoopbackServer("control", 0);
    control.start(List.of(new QueueHandler("StreamFailures", queue)));
    URI endpoint = URI.create("http://127.0.0.1:" + control.port());
    url = endpoint + "/000000000000/StreamFailures";
    sqs =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    sqs.close();
    control.close();
  }

  @Test
  void aMessageThatWasReceivedIsHiddenUntilItsTimeIsOver() {
    queue.add("{\"n\":1}");
    assertEquals(List.of("{\"n\":1}"), bodies(60));
    assertEquals(List.of(), bodies(60));
    queue.add("{\"n\":2}");
    assertEquals(List.of("{\"n\":2}"), bodies(0));
    assertEquals(List.of("{\"n\":2}"), bodies(0));
  }

  @Test
  void onlyWhatIsDeletedIsGoneAfterARestart() {
    queue.add("first");
    queue.add("second");
    Message first = receive(60).getFirst();
    sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(first.receiptHandle()));
    assertEquals("1", count());
    assertEquals(1, new FailureQueue(Optional.of(folder), InstantSource.system()).size());
    sqs.purgeQueue(purge -> purge.queueUrl(url));
    assertEquals("0", count());
    assertEquals(0, new FailureQueue(Optional.of(folder), InstantSource.system()).size());
  }

  @Test
  void thereIsNoOtherQueue() {
    assertThrows(
        QueueDoesNotExistException.class,
        () -> sqs.receiveMessage(receive -> receive.queueUrl(url + "Elsewhere")));
  }

  private List<String> bodies(int hiddenSeconds) {
    return receive(hiddenSeconds).stream().map(Message::body).toList();
  }

  private List<Message> receive(int hiddenSeconds) {
    return sqs.receiveMessage(
            receive ->
                receive.queueUrl(url).maxNumberOfMessages(1).visibilityTimeout(hiddenSeconds))
        .messages();
  }

  private String count() {
    return sqs.getQueueAttributes(get -> get.queueUrl(url))
        .attributes()
        .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "not told");
  }
}
