package io.fairfall.crashapi;

import io.fairfall.crash.ConductorLease;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Environment;
import io.fairfall.platform.LambdaInvoker;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells the conductor that somebody watches over HTTP, and wakes it if it rests. The mark is
 * written before the lease is read: see {@link ConductorLease} for why that order misses nobody.
 */
final class PollingPresence {
  /** The conductor counts a mark for a minute; one in ten seconds keeps it fresh. */
  static final long MARK_EVERY_MS = 10_000;

  /** A polled house reads its lease this often at most. */
  static final long LOOK_EVERY_MS = 1_000;

  private final DynamoDbClient dynamo;
  private final String workTable;
  private final ConductorLease lease;
  private final LambdaInvoker invoker;
  private final String conductor;
  private final InstantSource clock;
  private long markedAtMs;
  private long lookedAtMs;
  private boolean idle;

  PollingPresence(
      DynamoDbClient dynamo,
      String workTable,
      LambdaInvoker invoker,
      String conductor,
      InstantSource clock) {
    this.dynamo = dynamo;
    this.workTable = workTable;
    this.lease = new ConductorLease(dynamo, workTable);
    this.invoker = invoker;
    this.conductor = conductor;
    this.clock = clock;
  }

  static PollingPresence of(
      Environment environment, DynamoDbClient dynamo, LambdaInvoker invoker, InstantSource clock) {
    return new PollingPresence(
        dynamo,
        environment.require("WORK_TABLE"),
        invoker,
        environment.require("CONDUCTOR_FUNCTION"),
        clock);
  }

  /** Whether the house rests; if it does, it has been woken. */
  synchronized boolean markAndWake() {
    long nowMs = clock.millis();
    if (nowMs - markedAtMs >= MARK_EVERY_MS) {
      mark(nowMs);
      markedAtMs = nowMs;
    }
    if (nowMs - lookedAtMs >= LOOK_EVERY_MS) {
      idle = lease.isIdle(nowMs);
      lookedAtMs = nowMs;
      if (idle) {
        invoker.invokeAsync(conductor, Map.of("wake", "play"));
      }
    }
    return idle;
  }

  private void mark(long nowMs) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(workTable)
                  .key(Map.of("pk", AttributeValue.fromS("presence")))
                  .updateExpression("SET seenAt = :now")
                  .expressionAttributeValues(
                      Map.of(":now", AttributeValue.fromN(Long.toString(nowMs)))));
    } catch (SdkException failure) {
      throw new StoreUnavailableException("presence cannot be marked", failure);
    }
  }
}
