package io.fairfall.runner.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.template.StreamSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Real streams of a real table; the functions are written here. */
@Tag("integration")
final class StreamTriggersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] NOTHING = "null".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
    dynamo.close();
  }

  @Test
  void aFunctionReceivesTheEventThatLambdaWouldSend() {
    dynamo.createFollowedJournalTable("Events");
    List<DynamodbStreamRecord> records = new CopyOnWriteArrayList<>();
    start(
        Mapping.to("Settler").build(),
        (function, event) -> answer(records.addAll(EventReading.records(event))));
    put("game", 1);
    await(() -> records.size() == 1);
    DynamodbStreamRecord record = records.getFirst();
    assertEquals("INSERT", record.getEventName());
    assertEquals("aws:dynamodb", record.getEventSource());
    assertEquals("us-east-1", record.getAwsRegion());
    assertTrue(
        record
            .getEventSourceARN()
            .startsWith("arn:aws:dynamodb:us-east-1:000000000000:table/Events/stream/"));
    assertEquals("game", EventReading.image(record, "journal").getS());
    assertEquals("1", EventReading.version(record));
    assertEquals(List.of("a", "b"), EventReading.image(record, "tags").getSS());
    assertEquals("NEW_IMAGE", record.getDynamodb().getStreamViewType());
    assertTrue(record.getDynamodb().getSizeBytes() > 0);
    Instant stamp = record.getDynamodb().getApproximateCreationDateTime().toInstant();
    assertTrue(stamp.isBefore(Instant.now()) && stamp.isAfter(Instant.now().minusSeconds(120)));
  }

  @Test
  void recordsOfOneKeyKeepTheirOrderWhileKeysAreDeliveredTogether() {
    dynamo.createFollowedJournalTable("Events");
    Map<String, List<String>> versions = new ConcurrentHashMap<>();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    start(
        Mapping.to("Projector").batchSize(3).factor(2).build(),
        (function, event) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          pause(5);
          for (DynamodbStreamRecord record : EventReading.records(event)) {
            versions
                .computeIfAbsent(EventReading.journal(record), key -> new CopyOnWriteArrayList<>())
                .add(EventReading.version(record));
          }
          running.decrementAndGet();
          return NOTHING;
        });
    for (int version = 1; version <= 10; version++) {
      for (int player = 0; player < 12; player++) {
        put("account:" + player, version);
      }
    }
    await(() -> versions.values().stream().mapToInt(List::size).sum() == 120);
    List<String> dense = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    versions.values().forEach(list -> assertEquals(dense, list));
    assertTrue(most.get() > 1, "lanes deliver at the same time");
  }

  @Test
  void twoFunctionsFollowOneTableEachWithItsFilter() {
    dynamo.createFollowedJournalTable("Events");
    start(
        List.of(
            Mapping.to("Games").filter("{'eventName':['INSERT'],%s['game']}}}}").build(),
            Mapping.to("Rounds").filter("{%s[{'prefix':'round:'}]}}}}").build()),
        (function, event) ->
            answer(
                seen.addAll(
                    EventReading.keys(event).stream().map(key -> function + " " + key).toList())));
    put("game", 1);
    put("round:1", 1);
    put("game", 1); // a put over an entry shows as MODIFY
    put("round:1", 2);
    await(() -> seen.size() >= 3);
    pause(200);
    assertEquals(
        List.of("Games game.1", "Rounds round:1.1", "Rounds round:1.2"),
        seen.stream().sorted().toList());
  }

  @Test
  void aReportedFailureKeepsWhatCameBeforeIt() {
    dynamo.createFollowedJournalTable("Events");
    for (int version = 1; version <= 4; version++) {
      put("game", version);
    }
    AtomicInteger failures = new AtomicInteger();
    start(
        Mapping.to("Settler").reporting().windowSeconds(1).build(),
        (function, event) -> {
          seen.add(String.join(" ", EventReading.keys(event)));
          DynamodbStreamRecord third = EventReading.records(event).getFirst();
          for (DynamodbStreamRecord record : EventReading.records(event)) {
            third = EventReading.key(record).equals("game.3") ? record : third;
          }
          return EventReading.key(third).equals("game.3") && failures.incrementAndGet() <= 2
              ? failed(third.getDynamodb().getSequenceNumber())
              : NOTHING;
        });
    await(() -> failures.get() == 3);
    assertEquals(
        List.of("game.1 game.2 game.3 game.4", "game.3 game.4", "game.3 game.4"),
        List.copyOf(seen));
  }

  @Test
  void bisectingFindsTheOneRecordThatFailsAndGivesItUp() throws Exception {
    dynamo.createFollowedJournalTable("Events");
    for (int version = 1; version <= 5; version++) {
      put("game", version);
    }
    StreamTriggers triggers =
        start(
            Mapping.to("Settler").bisecting().retries(2).build(),
            (function, event) -> {
              if (EventReading.keys(event).contains("game.4")) {
                throw new FunctionFailureException("java.lang.IllegalStateException", "poison");
              }
              seen.addAll(EventReading.keys(event));
              return NOTHING;
            });
    await(() -> seen.size() == 4);
    await(() -> !triggers.failures().isEmpty());
    assertEquals(List.of("game.1", "game.2", "game.3", "game.5"), List.copyOf(seen));
    var failure = new ObjectMapper().readTree(triggers.failures().getFirst());
    assertEquals("RetryAttemptsExhausted", failure.at("/requestContext/condition").asText());
    assertEquals(3, failure.at("/requestContext/approximateInvokeCount").asInt());
    assertEquals(1, failure.at("/DDBStreamBatchInfo/batchSize").asInt());
    assertEquals(triggers.failures(), Files.readAllLines(folder.resolve("failures.jsonl")));
  }

  @Test
  void aRecordThatHasBecomeTooOldIsGivenUp() throws Exception {
    dynamo.createFollowedJournalTable("Events");
    StreamTriggers triggers =
        start(
            Mapping.to("Broadcaster").ageSeconds(1).build(),
            (function, event) -> {
              throw new FunctionFailureException("java.lang.IllegalStateException", "always");
            });
    put("game", 1);
    await(() -> !triggers.failures().isEmpty());
    assertEquals(
        "RecordAgeExceeded",
        new ObjectMapper()
            .readTree(triggers.failures().getFirst())
            .at("/requestContext/condition")
            .asText());
  }

  @Test
  void throttlingIsNoAttempt() {
    dynamo.createFollowedJournalTable("Events");
    AtomicInteger calls = new AtomicInteger();
    StreamTriggers triggers =
        start(
            Mapping.to("Settler").retries(0).build(),
            (function, event) -> {
              if (calls.incrementAndGet() < 4) {
                throw new FunctionFailureException(
                    FunctionFailureException.THROTTLED, "no free instance");
              }
              return answer(seen.addAll(EventReading.keys(event)));
            });
    put("game", 1);
    await(() -> seen.size() == 1);
    assertEquals(List.of(), triggers.failures());
  }

  @Test
  void aRestartGoesOnWhereDeliveryEndedAlsoOnDisk() throws Exception {
    dynamo.close();
    dynamo = EmbeddedDynamo.in(folder.resolve("db"));
    dynamo.createFollowedJournalTable("Events");
    Invoker collect = (function, event) -> answer(seen.addAll(EventReading.keys(event)));
    StreamTriggers first = start(Mapping.to("Settler").build(), collect);
    put("game", 1);
    put("game", 2);
    await(() -> seen.size() == 2);
    first.close();
    put("game", 3);
    restartDynamo();
    put("game", 4);
    start(Mapping.to("Settler").build(), collect);
    put("game", 5);
    await(() -> seen.contains("game.5"));
    List<String> once = seen.stream().distinct().toList(); // a stop may repeat what it met
    assertEquals(List.of("game.1", "game.2", "game.3", "game.4", "game.5"), once);
  }

  @Test
  void whatWasNotFinishedIsDeliveredAgain() throws Exception {
    dynamo.close();
    dynamo = EmbeddedDynamo.in(folder.resolve("db"));
    dynamo.createFollowedJournalTable("Events");
    StreamTriggers first =
        start(
            Mapping.to("Settler").build(),
            (function, event) -> {
              if (EventReading.keys(event).contains("game.2")) {
                pause(60_000); // interrupted by close, as by a kill
                throw new FunctionFailureException("Stopped", "in the middle");
              }
              return answer(seen.addAll(EventReading.keys(event)));
            });
    put("game", 1);
    await(() -> seen.size() == 1);
    put("game", 2);
    pause(500);
    first.close();
    restartDynamo();
    start(
        Mapping.to("Settler").build(),
        (function, event) -> answer(seen.addAll(EventReading.keys(event))));
    await(() -> seen.size() >= 2);
    assertEquals(List.of("game.1", "game.2"), List.copyOf(seen));
  }

  /** DynamoDB Local numbers all tables' records together, which its iterators do not expect. */
  @Test
  void aStreamThatWasEmptyWhileOtherTablesWereWrittenIsReadFromItsFirstRecord() {
    dynamo.createFollowedJournalTable("Events");
    dynamo.createFollowedJournalTable("Accounts");
    start(
        Mapping.to("Settler").build(),
        (function, event) -> answer(seen.addAll(EventReading.keys(event))));
    pause(300);
    for (int version = 1; version <= 3; version++) {
      put("Accounts", "account:ann", version);
    }
    put("game", 1);
    put("game", 2);
    await(() -> seen.size() == 2);
    assertEquals(List.of("game.1", "game.2"), List.copyOf(seen));
  }

  @Test
  void latestBeginsWithWhatIsWrittenAfterTheStart() {
    dynamo.createFollowedJournalTable("Events");
    put("game", 1);
    start(
        Mapping.to("Settler").latest().build(),
        (function, event) -> answer(seen.addAll(EventReading.keys(event))));
    put("game", 2);
    await(() -> !seen.isEmpty());
    assertEquals(List.of("game.2"), List.copyOf(seen));
  }

  @Test
  void aFlowingStreamIsDeliveredWithinAFewPolls() {
    dynamo.createFollowedJournalTable("Events");
    long[] arrived = new long[21];
    start(
        Mapping.to("Broadcaster").build(),
        (function, event) -> {
          for (DynamodbStreamRecord record : EventReading.records(event)) {
            int version = Integer.parseInt(EventReading.version(record));
            arrived[version] = System.nanoTime();
          }
          return answer(seen.addAll(EventReading.keys(event)));
        });
    long[] delays = new long[20];
    for (int version = 1; version <= 20; version++) {
      put("game", version);
      long written = System.nanoTime();
      int expected = version;
      await(() -> seen.size() == expected);
      delays[version - 1] = Math.max(0, arrived[version] - written) / 1_000_000;
    }
    Arrays.sort(delays);
    assertTrue(delays[10] <= 60, "a median of " + delays[10] + " ms");
  }

  private void restartDynamo() throws Exception {
    dynamo.close();
    dynamo = EmbeddedDynamo.in(folder.resolve("db"));
  }

  private StreamTriggers start(StreamSpec mapping, Invoker invoker) {
    return start(List.of(mapping), invoker);
  }

  private StreamTriggers start(List<StreamSpec> mappings, Invoker invoker) {
    DynamoDbStreamsClient streams =
        DynamoDbStreamsClient.builder()
            .endpointOverride(dynamo.endpoint())
            .region(Region.of(EmbeddedDynamo.REGION))
            .credentialsProvider(EmbeddedDynamo.credentials())
            .build();
    StreamTriggers triggers =
        StreamTriggers.start(
            mappings,
            Map.of("Events", "journal"),
            streams,
            invoker,
            new FailureQueue(Optional.of(folder), InstantSource.system()),
            Optional.of(folder));
    dynamo.onWrite(triggers::wake);
    open.add(streams);
    open.add(triggers);
    return triggers;
  }

  private void put(String journal, int version) {
    put("Events", journal, version);
  }

  private void put(String table, String journal, int version) {
    dynamo
        .client()
        .putItem(
            put ->
                put.tableName(table)
                    .item(
                        Map.of(
                            "journal", AttributeValue.fromS(journal),
                            "version", AttributeValue.fromN(Integer.toString(version)),
                            "at", AttributeValue.fromN(Long.toString(System.nanoTime())),
                            "tags", AttributeValue.fromSs(List.of("a", "b")))));
  }

  private static byte[] answer(boolean collected) {
    assertTrue(collected);
    return NOTHING;
  }

  private static byte[] failed(String sequenceNumber) {
    return "{\"batchItemFailures\":[{\"itemIdentifier\":\"%s\"}]}"
        .formatted(sequenceNumber)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it did not happen in " + PATIENCE);
      pause(1);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
