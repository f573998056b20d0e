package io.fairfall.runner.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.runner.SampleSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFunctionsTest {
  @TempDir static Path folder;
  private static SampleSystem system;

  @BeforeAll
  static void start() throws IOException {
    system = new SampleSystem(folder);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void eventsOfLambdaPassThroughItsOwnSerialisers() throws FunctionFailureException {
    String event =
        """
        {"Records":[{"eventID":"1","eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1479499740,
        "Keys":{"journal":{"S":"game"}},"SequenceNumber":"4421584500000000017450439091",
        "StreamViewType":"NEW_IMAGE"}}]}\
        """;
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"4421584500000000017450439091\"}]}",
        invoke("BatchFunction", event));
  }

  @Test
  void aFunctionSeesItsZipAndNothingOfTheRunner() throws FunctionFailureException {
    assertEquals("{\"found\":true}", look("io.fairfall.runner.sample.Echo"));
    assertEquals("{\"found\":true}", look("com.amazonaws.services.lambda.runtime.Context"));
    assertEquals("{\"found\":false}", look("io.fairfall.runner.lambda.LocalFunctions"));
    assertEquals("{\"found\":false}", look("org.eclipse.jetty.server.Server"));
    assertEquals(
        "{\"found\":true}", look("com.amazonaws.services.lambda.runtime.events.DynamodbEvent"));
  }

  @Test
  void aFunctionThatThrowsTellsTypeAndMessage() {
    FunctionFailureException failure =
        assertThrows(
            FunctionFailureException.class, () -> invoke("EchoFunction", "\"please-fail\""));
    assertEquals("java.lang.IllegalStateException", failure.errorType());
    assertEquals("as asked", failure.errorMessage());
  }

  @Test
  void aFunctionThatOverrunsItsTimeIsStopped() throws FunctionFailureException {
    long before = System.nanoTime();
    FunctionFailureException failure =
        assertThrows(
            FunctionFailureException.class, () -> invoke("EchoFunction", "\"please-sleep\""));
    long tookMs = (System.nanoTime() - before) / 1_000_000;
    assertEquals(FunctionFailureException.TIMED_OUT, failure.errorType());
    assertTrue(tookMs >= 2_000 && tookMs < 10_000, "took " + tookMs + " ms");
    assertTrue(invoke("EchoFunction", "1").contains("statusCode"), "another instance answers");
  }

  @Test
  void manyEventsAreServedAtOnce() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(callers.submit(() -> invoke("EchoFunction", "1")));
      }
      for (Future<String> answer : answers) {
        assertTrue(answer.get().contains("201"));
      }
    }
  }

  private static String look(String type) throws FunctionFailureException {
    return invoke("CuriousFunction", "{\"class\":\"" + type + "\"}");
  }

  private static String invoke(String function, String event) throws FunctionFailureException {
    byte[] answer = system.functions().invoke(function, event.getBytes(StandardCharsets.UTF_8));
    return new String(answer, StandardCharsets.UTF_8);
  }
}
