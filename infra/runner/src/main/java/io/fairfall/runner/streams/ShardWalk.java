package io.fairfall.runner.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a stream of DynamoDB Local in order. It has one open shard at a time, follows it with
 * another every few hours, and names shards so that their names sort by age.
 */
final class ShardWalk {
  static final int MAX_RECORDS_PER_READ = 1_000;
  private static final System.Logger LOG = System.getLogger(ShardWalk.class.getName());

  private final DynamoDbStreamsClient streams;
  private final String streamArn;
  private Optional<String> after;
  private String shardId = "";
  private boolean exhausted = true;
  private boolean atHorizon;
  private @Nullable String iterator;

  /**
   * @param after the sequence number before the first one wanted; empty for the oldest record
   */
  ShardWalk(DynamoDbStreamsClient streams, String streamArn, Optional<String> after) {
    this.streams = streams;
    this.streamArn = streamArn;
    this.after = after;
  }

  /** The shard of the records that were read last. */
  String shardId() {
    return shardId;
  }

  /** The next records; none when the stream has no newer ones yet. */
  List<Record> next() {
    if (iterator == null && !open()) {
      return List.of();
    }
    try {
      GetRecordsResponse page =
          streams.getRecords(get -> get.shardIterator(iterator).limit(MAX_RECORDS_PER_READ));
      iterator = page.nextShardIterator();
      exhausted = iterator == null;
      if (!page.records().isEmpty()) {
        after = Optional.of(page.records().getLast().dynamodb().sequenceNumber());
        atHorizon = false;
      }
      return page.records().isEmpty() && exhausted ? next() : page.records();
    } catch (ExpiredIteratorException e) {
      iterator = null; // a pause of the whole process; the next read asks for another
    } catch (ResourceNotFoundException e) {
      iterator = null; // the shard is older than a day and gone; the next one follows
      exhausted = true;
    } catch (TrimmedDataAccessException e) {
      toHorizon();
    }
    return List.of();
  }

  /**
   * Goes on at the shard's oldest record. DynamoDB Local counts all tables' records with one
   * counter, so an iterator that was made while the shard was empty lies before its first record
   * and is refused for that alone. Only behind a record that was read does it mean that others are
   * lost.
   */
  private void toHorizon() {
    if (!atHorizon) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Records of {0} after {1} are older than a day and gone; reading on at the oldest left.",
          streamArn,
          after.orElse("the beginning"));
    }
    iterator = horizon(shardId);
  }

  private boolean open() {
    Optional<Shard> next =
        shards().stream()
            .filter(shard -> exhausted ? isAhead(shard) : shard.shardId().equals(shardId))
            .findFirst();
    next.ifPresent(
        shard -> {
          shardId = shard.shardId();
          iterator = iterator(shard);
        });
    return next.isPresent();
  }

  private boolean isAhead(Shard shard) {
    String end = shard.sequenceNumberRange().endingSequenceNumber();
    boolean passed =
        end != null && after.isPresent() && Long.parseLong(end) <= Long.parseLong(after.get());
    return shard.shardId().compareTo(shardId) > 0 && !passed;
  }

  private String iterator(Shard shard) {
    long start = Long.parseLong(shard.sequenceNumberRange().startingSequenceNumber());
    if (after.isEmpty() || Long.parseLong(after.get()) < start) {
      return horizon(shard.shardId());
    }
    atHorizon = false;
    String sequenceNumber = after.get();
    return streams
        .getShardIterator(
            get ->
                get.streamArn(streamArn)
                    .shardId(shard.shardId())
                    .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(sequenceNumber))
        .shardIterator();
  }

  private String horizon(String shard) {
    atHorizon = true;
    return streams
        .getShardIterator(
            get ->
                get.streamArn(streamArn)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private List<Shard> shards() {
    List<Shard> shards = new ArrayList<>();
    String last = null;
    do {
      String from = last;
      StreamDescription page =
          streams
              .describeStream(describe -> describe.streamArn(streamArn).exclusiveStartShardId(from))
              .streamDescription();
      shards.addAll(page.shards());
      last = page.lastEvaluatedShardId();
    } while (last != null);
    shards.sort(Comparator.comparing(Shard::shardId));
    return shards;
  }
}
