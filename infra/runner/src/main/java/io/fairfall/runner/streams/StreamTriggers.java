package io.fairfall.runner.streams;

import io.fairfall.runner.lambda.Invoker;
import io.fairfall.runner.problem.CannotStartException;
import io.fairfall.runner.template.StreamSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** All event source mappings of the template, running. */
public final class StreamTriggers implements AutoCloseable {
  /** What a kill can repeat beyond the deliveries under way. */
  private static final Duration SAVE_INTERVAL = Duration.ofMillis(50);

  private final FailureQueue failures;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<StreamReader> readers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private StreamTriggers(FailureQueue failures) {
    this.failures = failures;
  }

  /**
   * Starts delivering. The tables and their streams exist already.
   *
   * @param partitionKeys the partition key attribute of every table, by table name
   * @param failures gets descriptions of the records that are given up
   * @param folder where positions are kept; without one every start begins as StartingPosition says
   * @throws CannotStartException for a filter that is not understood or a table without a stream
   */
  public static StreamTriggers start(
      List<StreamSpec> mappings,
      Map<String, String> partitionKeys,
      DynamoDbStreamsClient streams,
      Invoker invoker,
      FailureQueue failures,
      Optional<Path> folder) {
    InstantSource clock = InstantSource.system();
    StreamPositions positions = new StreamPositions(folder);
    StreamTriggers triggers = new StreamTriggers(failures);
    GivenUp givenUp = new GivenUp(failures, clock);
    mappings.stream()
        .collect(Collectors.groupingBy(StreamSpec::table))
        .forEach(
            (table, ofTable) -> {
              String arn = streamArn(streams, table);
              List<Subscription> group =
                  ofTable.stream()
                      .map(
                          mapping ->
                              new Subscription(
                                  mapping,
                                  arn,
                                  positions,
                                  new BatchDelivery(mapping, arn, invoker, givenUp, clock)))
                      .toList();
              triggers.subscriptions.addAll(group);
              RecordJson json = new RecordJson(arn, partitionKeys.getOrDefault(table, ""));
              triggers.readers.add(new StreamReader(streams, arn, json, group, clock));
            });
    triggers.subscriptions.forEach(Subscription::start);
    triggers.readers.forEach(StreamReader::passWhatIsOld);
    triggers.readers.forEach(
        reader -> triggers.threads.add(Thread.ofVirtual().name("stream-reader").start(reader)));
    triggers.threads.add(
        Thread.ofVirtual().name("stream-positions").start(triggers::savePositions));
    return triggers;
  }

  /** Something was written: streams are read at once rather than at the next look. Never waits. */
  public void wake() {
    readers.forEach(StreamReader::wake);
  }

  /** Descriptions of the records given up, oldest first, as the failure queue holds them. */
  public List<String> failures() {
    return failures.bodies();
  }

  /** Stops reading and delivering; what is under way is delivered again after the next start. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    subscriptions.forEach(Subscription::close);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    subscriptions.forEach(Subscription::save);
  }

  private void savePositions() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(SAVE_INTERVAL);
        subscriptions.forEach(Subscription::save);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // the runner is stopping
    }
  }

  /** A table that lost its stream and got another has several; the newest is alive. */
  private static String streamArn(DynamoDbStreamsClient streams, String table) {
    return streams.listStreams(list -> list.tableName(table)).streams().stream()
        .max(Comparator.comparing(Stream::streamLabel))
        .map(Stream::streamArn)
        .orElseThrow(() -> new CannotStartException("The table " + table + " has no stream."));
  }
}
