package io.fairfall.runner.streams;

import io.fairfall.runner.template.StreamSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mapping at work: drops what it has had or does not want, and spreads the rest over lanes. */
final class Subscription implements AutoCloseable {
  /** A busy table's stream has several shards on AWS. */
  static final int SHARDS = 4;

  private final StreamSpec mapping;
  private final String streamArn;
  private final EventFilter filter;
  private final StreamPositions positions;
  private final StreamProgress progress = new StreamProgress();
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Optional<String> resumed;
  private volatile boolean skipping;
  private Optional<String> saved;

  Subscription(
      StreamSpec mapping, String streamArn, StreamPositions positions, BatchDelivery delivery) {
    this.mapping = mapping;
    this.streamArn = streamArn;
    this.positions = positions;
    this.filter = EventFilter.of(mapping.id(), mapping.filters());
    this.resumed = positions.load(mapping.id(), streamArn);
    this.saved = resumed;
    this.skipping = resumed.isEmpty() && !mapping.fromTrimHorizon();
    Duration window = Duration.ofSeconds(mapping.batchingWindowSeconds());
    for (int lane = 0; lane < SHARDS * mapping.parallelizationFactor(); lane++) {
      lanes.add(new Lane(delivery, mapping.batchSize(), window));
    }
  }

  void start() {
    for (int lane = 0; lane < lanes.size(); lane++) {
      threads.add(Thread.ofVirtual().name(mapping.id() + "-" + lane).start(lanes.get(lane)));
    }
  }

  /** The position to read on from; empty to begin with the oldest record. */
  Optional<String> resumed() {
    return resumed;
  }

  /** Takes the stream's next record. */
  void accept(StreamRecord record) {
    if (resumed.isPresent() && record.sequence() <= Long.parseLong(resumed.get())) {
      return;
    }
    StreamProgress.Ticket ticket = progress.begin(record);
    if (skipping || !filter.passes(record.json())) {
      ticket.finish();
      return;
    }
    lanes
        .get(Math.floorMod(spread(record.key()), lanes.size()))
        .add(new BatchDelivery.Item(record, ticket));
  }

  /** The stream was read to its end: a mapping that starts at LATEST begins here. */
  void caughtUp() {
    skipping = false;
  }

  boolean isSkipping() {
    return skipping;
  }

  int backlog() {
    return progress.backlog();
  }

  /** Saves the position if it has moved. One thread at a time. */
  void save() {
    Optional<String> completed = progress.completed();
    if (completed.isPresent() && !completed.equals(saved)) {
      positions.save(mapping.id(), streamArn, completed.get());
      saved = completed;
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  /** Keys that differ in their last characters only must not share a lane by pattern. */
  private static int spread(String key) {
    int hash = key.hashCode() * 0x9E3779B1;
    return hash ^ (hash >>> 16);
  }
}
