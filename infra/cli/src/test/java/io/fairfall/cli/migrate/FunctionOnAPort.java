package io.fairfall.cli.migrate;

import com.amazonaws.services.lambda.runtime.Context;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairfall.admin.AdminHandler;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.platform.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The real operations function on a real store, invoked as the one-machine runner offers it. Some
 * answers are lost on the way back, after everything has been written.
 */
public final class FunctionOnAPort implements AutoCloseable {
  /** One answer in so many is lost. */
  private static final int ONE_IN_LOST = 13;

  private static final int MAX_THREADS = 4;

  private static final Context NOTHING =
      (Context)
          Proxy.newProxyInstance(
              Context.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  private final EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final EmbeddedSecrets secrets = EmbeddedSecrets.withOneLedgerKey();
  private final AtomicInteger commands = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(MAX_THREADS);
  private final AdminHandler operations;
  private final HttpServer server;
  private volatile IntConsumer onCommand = number -> {};

  public FunctionOnAPort() {
    System.setProperty("http.maxConnections", "64"); // as the function's own JVM has it
    dynamo.createJournalTable("events");
    dynamo.createJournalTable("payouts");
    dynamo.createKeyedTable("payout-queue", "pk", "sk");
    createAccounts();
    operations = new AdminHandler(environment());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException unavailable) {
      throw new UncheckedIOException(unavailable);
    }
    server.setExecutor(threads);
    server.createContext("/dev/status", exchange -> send(exchange, status()));
    server.createContext("/2015-03-31/functions/OperationsFunction/invocations", this::invoke);
    server.start();
  }

  /** What it works on. */
  public EmbeddedDynamo dynamo() {
    return dynamo;
  }

  /** The payouts, as other functions read and write them. */
  public PayoutJournal payouts() {
    return new PayoutJournal(
        new SealedPayouts(
            new DynamoJournals(dynamo.client(), "payouts"),
            LedgerMacKeys.of(new Environment(environment()), InstantSource.system())),
        AppendLoop.inRealTime());
  }

  /** Where a command line finds it. */
  public URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Calls back with the number of each command from now on, from 1, before it is carried out. */
  void onCommand(IntConsumer listener) {
    commands.set(0);
    onCommand = listener;
  }

  int commands() {
    return commands.get();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(secrets.environment());
    environment.putAll(
        Map.of(
            "EVENTS_TABLE",
            "events",
            "ACCOUNTS_TABLE",
            "accounts",
            "WORK_TABLE",
            "work",
            "AWS_ENDPOINT_URL_DYNAMODB",
            dynamo.endpoint().toString(),
            "AWS_REGION",
            EmbeddedDynamo.REGION,
            "AWS_ACCESS_KEY_ID",
            EmbeddedDynamo.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY",
            EmbeddedDynamo.SECRET_KEY));
    environment.putAll(
        Map.of(
            "DEPOSIT_OPERATIONS_FUNCTION", "deposits",
            "PAYOUT_OPERATIONS_FUNCTION", "nonces",
            "PAYOUTS_TABLE", "payouts",
            "PAYOUT_QUEUE_TABLE", "payout-queue",
            "MODE", "local",
            "RELEASE", "test",
            "METRICS_NAMESPACE", "test",
            "MIN_STAKE", "1000",
            "MAX_STAKE", "1000000",
            "MAX_PROFIT", "10000000"));
    return environment;
  }

  /** Without the stream, which nobody follows here and whose upkeep grows with every write. */
  private void createAccounts() {
    dynamo
        .client()
        .createTable(
            table ->
                table
                    .tableName("accounts")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        attribute("journal", ScalarAttributeType.S),
                        attribute("version", ScalarAttributeType.N))
                    .keySchema(key("journal", KeyType.HASH), key("version", KeyType.RANGE)));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private String status() {
    return "{\"parts\":[{\"name\":\"control\",\"port\":%d}]}"
        .formatted(server.getAddress().getPort());
  }

  private void invoke(HttpExchange exchange) throws IOException {
    int number = commands.incrementAndGet();
    byte[] command = exchange.getRequestBody().readAllBytes();
    onCommand.accept(number);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    operations.handleRequest(new ByteArrayInputStream(command), answer, NOTHING);
    if (number % ONE_IN_LOST == 0) {
      exchange.close();
    } else {
      send(exchange, answer.toString(StandardCharsets.UTF_8));
    }
  }

  private static void send(HttpExchange exchange, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    secrets.close();
    dynamo.close();
  }
}
