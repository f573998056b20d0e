package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.admin.RunningSystem;
import io.fairfall.cli.feed.FeedCommand;
import io.fairfall.load.Tree;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Entries that the broadcaster had to give up, and how they are made good. */
class RedriveIT {
  private static final String CONNECTIONS = "ConnectionsTable";
  private static final long WITHIN_MS = Patience.SCHEDULE_MS;
  private static final long LOOK_MS = 100;

  /** What the broadcaster looks up first: how many shards the followers of the game are in. */
  private static final Map<String, AttributeValue> SHARDS =
      Map.of("pk", AttributeValue.fromS("shards:game"), "sk", AttributeValue.fromS("shards"));

  private static LiveSystem house;
  private static DynamoDbClient dynamo;

  @BeforeAll
  static void start() throws Exception {
    house = LiveSystem.open("redrive");
    URI origin = house.wire().target().origin();
    dynamo =
        DynamoDbClient.builder()
            .endpointOverride(
                URI.create(
                    "http://127.0.0.1:" + RunningSystem.port(origin, RunningSystem.DYNAMODB)))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterAll
  static void stop() {
    if (dynamo != null) {
      dynamo.close();
    }
    if (house != null) {
      house.close();
    }
  }

  @Test
  void whatTheBroadcasterGaveUpIsToldOnceItIsRedriven() throws Exception {
    List<RawSocket> clients =
        List.of(
            RawSocket.spectator(house.wire().target()), RawSocket.spectator(house.wire().target()));
    for (RawSocket client : clients) {
      client.sendText("{\"action\":\"hello\",\"channels\":[\"game\"],\"positions\":{}}");
      assertTrue(client.hears("hello_ack"));
    }
    RawSocket first = clients.getFirst();
    await("a live event", () -> !told(first).isEmpty());

    breakBroadcaster();
    await("a batch in the failure queue", () -> givenUp() > 0);
    mendBroadcaster();
    long mended = newest(first);
    await("live events again", () -> newest(first) > mended);
    assertTrue(hole(first) > 0, "nothing was missed: " + told(first));

    assertEquals(0, redrive());
    for (RawSocket client : clients) {
      await("the missed events", () -> hole(client) == 0);
    }
    assertEquals(0, givenUp());
    int heard = told(first).values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(0, redrive());
    Thread.sleep(LOOK_MS);
    assertTrue(
        told(first).values().stream().mapToInt(Integer::intValue).sum() <= heard + 4,
        "an empty queue tells nothing again");
    clients.forEach(RawSocket::close);
  }

  private static void breakBroadcaster() {
    dynamo.putItem(
        put ->
            put.tableName(CONNECTIONS)
                .item(
                    Map.of(
                        "pk", AttributeValue.fromS("shards:game"),
                        "sk", AttributeValue.fromS("shards"),
                        "shardCount", AttributeValue.fromS("many"),
                        "newcomersTo", AttributeValue.fromS("any"))));
  }

  private static void mendBroadcaster() {
    dynamo.deleteItem(delete -> delete.tableName(CONNECTIONS).key(SHARDS));
  }

  private static int redrive() {
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new FeedCommand());
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    int exit = line.execute("redrive", "--url", house.wire().target().origin().toString());
    System.out.println(said);
    return exit;
  }

  private static long givenUp() {
    return house.wire().get("/dev/status", null).require("the status").number("givenUp");
  }

  /** Live events of the game by id, and how often each was told. */
  private static Map<Long, Integer> told(RawSocket client) {
    Map<Long, Integer> told = new TreeMap<>();
    for (String text : client.all()) {
      if (text.startsWith("{\"channel\":\"game\"")) {
        told.merge(Tree.read(text).number("id"), 1, Integer::sum);
      }
    }
    return told;
  }

  private static long newest(RawSocket client) {
    return told(client).keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** How many ids are missing between the first one that was told and the last. */
  private static long hole(RawSocket client) {
    Map<Long, Integer> told = told(client);
    long first = told.keySet().stream().mapToLong(Long::longValue).min().orElse(0);
    return newest(client) - first + 1 - told.size();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long endMs = System.currentTimeMillis() + WITHIN_MS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.currentTimeMillis() < endMs, what + " did not come");
      Thread.sleep(LOOK_MS);
    }
  }
}
