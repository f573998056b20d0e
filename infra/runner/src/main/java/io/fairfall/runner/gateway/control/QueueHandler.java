package io.fairfall.runner.gateway.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairfall.runner.streams.FailureQueue;
import io.fairfall.runner.wire.Exchange;
import io.fairfall.runner.wire.Ids;
import io.fairfall.runner.wire.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The queue of what streams gave up, in SQS's own protocol (JSON 1.0), as far as somebody needs who
 * empties it. Nobody waits here for messages to come.
 */
public final class QueueHandler extends Handler.Abstract {
  private static final String SERVICE = "AmazonSQS.";
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_RECEIVED = 10;
  private static final int HIDDEN_SECONDS = 30;
  private static final int MAX_HIDDEN_SECONDS = 43_200;

  private final String name;
  private final FailureQueue queue;

  /**
   * @param name what the queue's address ends in
   */
  public QueueHandler(String name, FailureQueue queue) {
    this.name = name;
    this.queue = queue;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Optional<AwsJsonCall> call = AwsJsonCall.of(request, SERVICE, MAX_BODY_BYTES);
    if (call.isEmpty()) {
      return false;
    }
    String operation = call.get().operation();
    Optional<ObjectNode> asked = call.get().body();
    if (asked.isEmpty() || !asked.get().path("QueueUrl").asText("").endsWith("/" + name)) {
      error(response, callback, "com.amazonaws.sqs#QueueDoesNotExist", "There is only " + name);
      return true;
    }
    switch (operation) {
      case "ReceiveMessage" -> reply(response, callback, 200, receive(asked.get()));
      case "DeleteMessage" -> {
        queue.delete(asked.get().path("ReceiptHandle").asText());
        reply(response, callback, 200, JsonBytes.object());
      }
      case "PurgeQueue" -> {
        queue.purge();
        reply(response, callback, 200, JsonBytes.object());
      }
      case "GetQueueAttributes" -> {
        ObjectNode answer = JsonBytes.object();
        answer
            .putObject("Attributes")
            .put("ApproximateNumberOfMessages", Integer.toString(queue.size()));
        reply(response, callback, 200, answer);
      }
      default ->
          error(
              response,
              callback,
              "com.amazonaws.sqs#UnsupportedOperation",
              operation + " is not answered here");
    }
    return true;
  }

  private ObjectNode receive(ObjectNode asked) {
    int most = Math.clamp(asked.path("MaxNumberOfMessages").asInt(1), 1, MAX_RECEIVED);
    int seconds =
        Math.clamp(asked.path("VisibilityTimeout").asInt(HIDDEN_SECONDS), 0, MAX_HIDDEN_SECONDS);
    ObjectNode answer = JsonBytes.object();
    ArrayNode messages = answer.putArray("Messages");
    for (FailureQueue.Received message : queue.receive(most, Duration.ofSeconds(seconds))) {
      messages
          .addObject()
          .put("MessageId", message.id())
          .put("ReceiptHandle", message.id())
          .put("MD5OfBody", md5(message.body()))
          .put("Body", message.body())
          .putObject("Attributes")
          .put("ApproximateReceiveCount", Integer.toString(message.receives()));
    }
    return answer;
  }

  /** SQS's clients check it; nothing is secured by it. */
  private static String md5(String text) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has MD5", absent);
    }
  }

  private static void error(Response response, Callback callback, String type, String text) {
    ObjectNode error = JsonBytes.object().put("__type", type).put("message", text);
    reply(response, callback, 400, error);
  }

  private static void reply(Response response, Callback callback, int status, ObjectNode json) {
    Map<String, String> headers =
        Map.of("content-type", "application/x-amz-json-1.0", "x-amzn-RequestId", Ids.next());
    Exchange.reply(response, callback, status, headers, JsonBytes.bytes(json));
  }
}
