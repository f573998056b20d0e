package io.fairfall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Calls that are worth nothing once they are late, to a store that never answers. */
class ShortCallsTest {
  private static final Duration WITHIN = Duration.ofMillis(400);
  private static final long SDK_WOULD_SEND_AGAIN_MS = 2_000;

  @Test
  void aCallIsOneRequestThatFailsAfterItsTime() throws Exception {
    List<Socket> heard = Collections.synchronizedList(new ArrayList<>());
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DynamoDbClient client = client(silent.getLocalPort())) {
      Thread.ofVirtual().start(() -> accept(silent, heard));
      long began = System.nanoTime();
      assertThrows(
          SdkException.class,
          () ->
              client.putItem(
                  put -> put.tableName("events").item(Map.of("pk", AttributeValue.fromS("game")))));
      assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(WITHIN) >= 0);
      Thread.sleep(SDK_WOULD_SEND_AGAIN_MS);
      assertEquals(1, heard.size(), "nothing is sent again");
    }
  }

  private static DynamoDbClient client(int port) {
    Environment environment =
        new Environment(
            Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:" + port,
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "a",
                "AWS_SECRET_ACCESS_KEY", "b"));
    return new AwsClients(environment).dynamoDb(new ExecutionInterceptor() {}, WITHIN);
  }

  private static void accept(ServerSocket silent, List<Socket> heard) {
    try {
      while (true) {
        heard.add(silent.accept());
      }
    } catch (IOException closed) {
      heard.forEach(ShortCallsTest::close);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // it is closed
    }
  }
}
