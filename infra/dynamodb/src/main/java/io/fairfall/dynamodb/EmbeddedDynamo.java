package io.fairfall.dynamodb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.server.DynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this process, on a free loopback port. It is built from DynamoDB Local's parts
 * instead of its own server, because that one listens on every network interface.
 */
public final class EmbeddedDynamo implements AutoCloseable {
  /** What its own client signs with; any other credentials and regions see the same tables. */
  public static final String ACCESS_KEY = "fairfall";

  public static final String SECRET_KEY = "fairfall";
  public static final String REGION = "us-east-1";

  /** A system property: {@code true} has {@link #client()} go over HTTP too. */
  public static final String OVER_HTTP = "dynamodb.overHttp";

  private static final boolean SHARED = true;
  private static final int MAX_THREADS = 200;
  private static final int MIN_THREADS = 4;

  /** Connections that may wait to be accepted; one beyond it would wait for a second. */
  private static final int MAX_UNACCEPTED = 4_096;

  private final Server server;
  private final LocalDynamoDBServerHandler handler;
  private final WriteNotice writes;
  private final URI endpoint;
  private final DynamoDBRequestHandler tables;
  private final InProcessClient inProcess;
  private final DynamoDbClient client;

  private EmbeddedDynamo(
      Server server,
      LocalDynamoDBServerHandler handler,
      LocalDynamoDBRequestHandler tables,
      WriteNotice writes,
      int port) {
    this.server = server;
    this.handler = handler;
    this.writes = writes;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    this.tables = tables;
    this.inProcess = new InProcessClient(tables);
    this.client = Boolean.getBoolean(OVER_HTTP) ? overHttp() : inProcess;
  }

  private DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .httpClient(UrlConnectionHttpClient.create());
  }

  /** What its own clients sign with. */
  public static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  }

  /** Everything is gone when it is closed. */
  public static EmbeddedDynamo inMemory() {
    return start(true, null);
  }

  /**
   * Keeps everything in the folder, which is created when it is missing. What was acknowledged
   * outlives a killed process.
   */
  public static EmbeddedDynamo in(Path folder) throws IOException {
    return start(false, Files.createDirectories(folder).toString());
  }

  private static EmbeddedDynamo start(boolean inMemory, @Nullable String folder) {
    NativeSqlite.prepare();
    try {
      LocalDynamoDBRequestHandler tables =
          new LocalDynamoDBRequestHandler(0, inMemory, folder, SHARED, false);
      LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(tables, null);
      QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
      threads.setName("dynamodb");
      threads.setDaemon(true);
      Server server = new Server(threads);
      ServerConnector connector = new ServerConnector(server);
      connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
      connector.setAcceptQueueSize(MAX_UNACCEPTED);
      server.addConnector(connector);
      WriteNotice writes = new WriteNotice(new ContextHandler(handler, "/"));
      server.setHandler(writes);
      server.start();
      return new EmbeddedDynamo(server, handler, tables, writes, connector.getLocalPort());
    } catch (DynamoDBLocalServiceException e) {
      throw new IllegalStateException("DynamoDB Local refused to start: " + e.getMessage(), e);
    } catch (Exception e) { // Jetty's start() declares no narrower type
      throw new IllegalStateException("DynamoDB Local did not start", e);
    }
  }

  /** Where it listens: {@code http://127.0.0.1:<port>}. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Its own client, closed with it. It asks the tables in this process, which costs a fraction of
   * asking them over HTTP; it has no retries, timeouts, interceptors or metered units.
   */
  public DynamoDbClient client() {
    return client;
  }

  /** What answers every request, however it came. */
  DynamoDBRequestHandler tables() {
    return tables;
  }

  /** A client that asks over HTTP, as functions do on AWS; whoever asks for it closes it. */
  public DynamoDbClient overHttp() {
    return builder().build();
  }

  /** A client of its own, whose every call an observer sees; whoever asks for it closes it. */
  public DynamoDbClient client(ExecutionInterceptor observer) {
    return builder()
        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(observer))
        .build();
  }

  /**
   * Calls the listener after every answered write, so that streams are read when there is something
   * to read. It is called on the server's or the writer's threads and must not wait for anything.
   */
  public void onWrite(Runnable listener) {
    writes.add(listener);
    inProcess.onWrite(listener);
  }

  /**
   * A journal table that nobody follows: slots of journals. Here every record in a stream makes the
   * next write slower, which it does not on AWS.
   */
  public void createJournalTable(String name) {
    create(journalTable(), name);
  }

  /** A journal table as template.yaml has it: slots of journals, new images in its stream. */
  public void createFollowedJournalTable(String name) {
    create(
        journalTable()
            .streamSpecification(
                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)),
        name);
  }

  /** A table with the partition key {@code pk}. */
  public void createKeyedTable(String name) {
    create(
        CreateTableRequest.builder()
            .attributeDefinitions(attribute("pk", ScalarAttributeType.S))
            .keySchema(key("pk", KeyType.HASH)),
        name);
  }

  /** A table with a partition key and a sort key, both text. */
  public void createKeyedTable(String name, String partitionKey, String sortKey) {
    create(
        CreateTableRequest.builder()
            .attributeDefinitions(
                attribute(partitionKey, ScalarAttributeType.S),
                attribute(sortKey, ScalarAttributeType.S))
            .keySchema(key(partitionKey, KeyType.HASH), key(sortKey, KeyType.RANGE)),
        name);
  }

  /** Everything that is in its tables, an item a line: it is the same where nothing has changed. */
  public List<String> contents() {
    List<String> lines = new ArrayList<>();
    for (String table : client.listTablesPaginator().tableNames()) {
      client.scanPaginator(scan -> scan.tableName(table)).items().stream()
          .map(item -> table + " " + new TreeMap<>(item))
          .sorted()
          .forEach(lines::add);
    }
    return lines;
  }

  @Override
  public void close() {
    client.close();
    try {
      server.stop();
    } catch (Exception e) { // Jetty's stop() declares no narrower type
      throw new IllegalStateException("DynamoDB Local did not stop", e);
    } finally {
      handler.close();
    }
  }

  private static CreateTableRequest.Builder journalTable() {
    return CreateTableRequest.builder()
        .attributeDefinitions(
            attribute("journal", ScalarAttributeType.S),
            attribute("version", ScalarAttributeType.N))
        .keySchema(key("journal", KeyType.HASH), key("version", KeyType.RANGE));
  }

  private void create(CreateTableRequest.Builder table, String name) {
    client.createTable(table.tableName(name).billingMode(BillingMode.PAY_PER_REQUEST).build());
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
