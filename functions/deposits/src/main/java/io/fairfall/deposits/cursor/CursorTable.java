package io.fairfall.deposits.cursor;

import static io.fairfall.journal.CoordinationItem.number;

import io.fairfall.journal.CoordinationItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The one item {@code cursor:indexer}: the cursor, who may write it, and how things stood.
 *
 * <p>Whoever takes the lease counts the fence up, and every later write of theirs asks for the
 * fence that they took. So somebody who slept past the end of their lease finds every write refused
 * as soon as another one has taken over, and not a moment earlier: time decides who works, the
 * fence decides who writes.
 */
public final class CursorTable {
  static final String KEY = "cursor:indexer";

  /** How long a silent holder is believed in. */
  public static final long LEASE_MS = 20_000;

  private static final String FREE = "attribute_not_exists(leaseUntil) OR leaseUntil <= :now";
  private static final String MINE = "fence = :fence";

  private final CoordinationItem item;

  public CursorTable(DynamoDbClient dynamo, String workTable) {
    this.item = new CoordinationItem(dynamo, workTable, KEY);
  }

  /**
   * What the item says.
   *
   * @param fence counts the takings of the lease
   * @param cursor null before the first step
   * @param savedAtMs when the cursor was last written
   * @param steppedAtMs when somebody last looked at the chain
   * @param status how that went, as JSON; null before the first look
   */
  public record State(
      long fence,
      @Nullable Cursor cursor,
      long savedAtMs,
      long steppedAtMs,
      @Nullable String status) {}

  public Optional<State> read() {
    Map<String, AttributeValue> read = item.read();
    return read.isEmpty() ? Optional.empty() : Optional.of(state(read));
  }

  /** Takes a lease that nobody holds. Nothing if somebody does. */
  public Optional<State> take(long nowMs) {
    return change(
        "SET fence = if_not_exists(fence, :zero) + :one, leaseUntil = :end",
        FREE,
        nowMs,
        Map.of(":zero", number(0), ":one", number(1)));
  }

  /** Takes the lease away from whoever holds it: an operator's word goes first. */
  public State seize(long nowMs) {
    return change(
            "SET fence = if_not_exists(fence, :zero) + :one, leaseUntil = :end",
            null,
            nowMs,
            Map.of(":zero", number(0), ":one", number(1)))
        .orElseThrow();
  }

  /** Writes the cursor. Whether the lease was still mine. */
  public boolean save(long fence, Cursor cursor, long nowMs) {
    AttributeValue body = AttributeValue.fromB(squeezed(cursor));
    return item.change(
            "SET body = :body, savedAt = :now, leaseUntil = :end",
            MINE,
            values(nowMs, Map.of(":fence", number(fence), ":body", body)))
        .isPresent();
  }

  /** Goes on holding, and tells how things stand. Whether the lease was still mine. */
  public boolean renew(long fence, String status, long nowMs) {
    return change(
            "SET steppedAt = :now, #status = :status, leaseUntil = :end",
            MINE,
            nowMs,
            Map.of(":fence", number(fence), ":status", AttributeValue.fromS(status)))
        .isPresent();
  }

  /** Gives the lease back, and tells how things stand. */
  public boolean release(long fence, String status, long nowMs) {
    return change(
            "SET steppedAt = :now, #status = :status, leaseUntil = :now",
            MINE,
            nowMs,
            Map.of(":fence", number(fence), ":status", AttributeValue.fromS(status)))
        .isPresent();
  }

  private Optional<State> change(
      String change, @Nullable String condition, long nowMs, Map<String, AttributeValue> more) {
    return item.change(change, condition, values(nowMs, more)).map(CursorTable::state);
  }

  private static Map<String, AttributeValue> values(long nowMs, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> values = new HashMap<>(more);
    values.put(":now", number(nowMs));
    values.put(":end", number(nowMs + LEASE_MS));
    return values;
  }

  private static SdkBytes squeezed(Cursor cursor) {
    return SdkBytes.fromByteArrayUnsafe(HexPacking.bytes(cursor.written()));
  }

  /** As text where an earlier release wrote it. */
  private static Cursor cursor(AttributeValue body) {
    return Cursor.read(body.b() == null ? body.s() : HexPacking.text(body.b().asByteArrayUnsafe()));
  }

  private static State state(Map<String, AttributeValue> item) {
    AttributeValue body = item.get("body");
    AttributeValue status = item.get("status");
    return new State(
        number(item, "fence"),
        body == null ? null : cursor(body),
        number(item, "savedAt"),
        number(item, "steppedAt"),
        status == null ? null : status.s());
  }
}
