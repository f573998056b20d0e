package io.fairfall.bench;

import io.fairfall.journal.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes entries of one table as fast as the table takes them: without conditions, which only a
 * history that is made up may do.
 */
final class BatchWriter implements AutoCloseable {
  private static final int BATCH = 25;
  private static final int THREADS = 4;
  private static final int MAX_WAITING = 64;

  private final DynamoDbClient dynamo;
  private final String table;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          new ThreadPoolExecutor.CallerRunsPolicy());
  private final Phaser pending = new Phaser(1);
  private List<WriteRequest> batch = new ArrayList<>();
  private long written;

  BatchWriter(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  void write(Entry entry) {
    batch.add(WriteRequest.builder().putRequest(put -> put.item(item(entry))).build());
    written++;
    if (batch.size() == BATCH) {
      flush();
    }
  }

  long written() {
    return written;
  }

  @Override
  public void close() {
    flush();
    threads.close();
  }

  /** Everything that was written is in the table. */
  void await() {
    flush();
    pending.arriveAndAwaitAdvance();
  }

  private void flush() {
    List<WriteRequest> full = batch;
    batch = new ArrayList<>();
    if (!full.isEmpty()) {
      pending.register();
      threads.execute(
          () -> {
            try {
              send(full);
            } finally {
              pending.arriveAndDeregister();
            }
          });
    }
  }

  private void send(List<WriteRequest> full) {
    Map<String, List<WriteRequest>> wanted = Map.of(table, full);
    while (!wanted.isEmpty()) {
      Map<String, List<WriteRequest>> asked = wanted;
      wanted = dynamo.batchWriteItem(write -> write.requestItems(asked)).unprocessedItems();
    }
  }

  private static Map<String, AttributeValue> item(Entry entry) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("journal", AttributeValue.fromS(entry.journal()));
    item.put("version", AttributeValue.fromN(Long.toString(entry.version())));
    item.put("type", AttributeValue.fromS(entry.type()));
    item.put("at", AttributeValue.fromN(Long.toString(entry.atMs())));
    item.put("body", AttributeValue.fromS(entry.body()));
    if (!entry.seal().isEmpty()) {
      item.put("seal", AttributeValue.fromS(entry.seal()));
    }
    return item;
  }
}
