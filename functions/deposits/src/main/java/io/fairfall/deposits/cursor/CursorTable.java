package io.fairfall.deposits.cursor;

import static io.fairfall.journal.CoordinationItem.number;

import io.fairfall.deposits.cursor.CursorLayout.Part;
import io.fairfall.deposits.cursor.CursorLayout.Segment;
import io.fairfall.deposits.cursor.CursorPacking.Known;
import io.fairfall.deposits.cursor.CursorPacking.Packed;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.json.JsonCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item {@code cursor:indexer}: the cursor, who may write it, and how things stood. What is too
 * much for one item stands in segments beside it ({@link CursorPacking}).
 *
 * <p>Whoever takes the lease counts the fence up, and every later write of theirs asks for the
 * fence that they took. So somebody who slept past the end of their lease finds every write refused
 * as soon as another one has taken over, and not a moment earlier: time decides who works, the
 * fence decides who writes. Segments are written before the cursor that names them, under names
 * that have the fence in them: until then nobody reads them, whoever wrote them.
 */
public final class CursorTable {
  static final String KEY = "cursor:indexer";

  /** How long a silent holder is believed in. */
  public static final long LEASE_MS = 20_000;

  private static final String FREE = "attribute_not_exists(leaseUntil) OR leaseUntil <= :now";
  private static final String MINE = "fence = :fence";

  /**
   * What stands in {@code body} of a cursor with segments, so that a release that knows of none
   * fails there, and does not go on with half a cursor.
   */
  private static final String ELSEWHERE = "in segments";

  /** How often a cursor is read again whose segments were taken away meanwhile. */
  private static final int MAX_READS = 5;

  private final CoordinationItem item;
  private final CursorSegments segments;

  /** What is stored, as far as this object wrote or read it last. */
  private Known known = Known.NOTHING;

  public CursorTable(DynamoDbClient dynamo, String workTable) {
    this.item = new CoordinationItem(dynamo, workTable, KEY);
    this.segments = new CursorSegments(dynamo, workTable);
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

  /**
   * The same for who only looks: a cursor without what waits and what was decided, so that reading
   * it costs the same whatever strangers have sent.
   *
   * @param pending transfers that wait
   * @param outbox transfers that were decided and not carried out
   */
  public record Overview(State state, int pending, int outbox) {}

  public Optional<State> read() {
    for (int attempt = 0; attempt < MAX_READS; attempt++) {
      Map<String, AttributeValue> read = item.read();
      if (read.isEmpty()) {
        return Optional.empty();
      }
      Known found = found(layout(read), layout(read).all());
      if (found != null) {
        return Optional.of(state(read, found));
      }
    }
    throw new StoreUnavailableException(
        "the cursor is written faster than it is read", new IllegalStateException(KEY));
  }

  /** What whoever changes nothing needs to know. */
  public Optional<Overview> overview() {
    for (int attempt = 0; attempt < MAX_READS; attempt++) {
      Map<String, AttributeValue> read = item.read();
      if (read.isEmpty()) {
        return Optional.empty();
      }
      CursorLayout whole = layout(read);
      CursorLayout few =
          new CursorLayout(
              List.of(),
              List.of(),
              List.of(),
              whole.compensated(),
              whole.halt(),
              List.of(),
              whole.owed());
      Known found = found(few, few.all());
      if (found != null) {
        return Optional.of(overview(state(read, found), whole));
      }
    }
    throw new StoreUnavailableException(
        "the cursor is written faster than it is read", new IllegalStateException(KEY));
  }

  private static Overview overview(State state, CursorLayout whole) {
    Cursor cursor = state.cursor();
    if (cursor == null) {
      return new Overview(state, 0, 0);
    }
    Cursor bare =
        cursor.holding(
            List.of(), List.of(), List.of(), cursor.compensated(), cursor.halt(), cursor.owing());
    return new Overview(
        new State(state.fence(), bare, state.savedAtMs(), state.steppedAtMs(), state.status()),
        CursorLayout.counted(whole.pending()) + cursor.pending().size(),
        CursorLayout.counted(whole.outbox()) + cursor.outbox().size());
  }

  /** Takes a lease that nobody holds. Nothing if somebody does. */
  public Optional<State> take(long nowMs) {
    return taken(FREE, nowMs);
  }

  /** Takes the lease away from whoever holds it: an operator's word goes first. */
  public State seize(long nowMs) {
    return taken(null, nowMs).orElseThrow();
  }

  /** Nobody else writes from here on, so what is named is there. */
  private Optional<State> taken(@Nullable String condition, long nowMs) {
    Optional<Map<String, AttributeValue>> taken =
        item.change(
            "SET fence = if_not_exists(fence, :zero) + :one, leaseUntil = :end",
            condition,
            values(nowMs, Map.of(":zero", number(0), ":one", number(1))));
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    CursorLayout layout = layout(taken.get());
    Known found = found(layout, layout.all());
    if (found == null) {
      throw new StoreUnavailableException(
          "a segment of the cursor is missing", new IllegalStateException(KEY));
    }
    known = found;
    return Optional.of(state(taken.get(), found));
  }

  /**
   * Writes the cursor. Whether the lease was still mine.
   *
   * @throws IllegalStateException if an item of it would be larger than {@link
   *     CursorSegments#MAX_BYTES}: no chain can make it so
   */
  public boolean save(long fence, Cursor cursor, long nowMs) {
    Packed packed = CursorPacking.pack(cursor, known, fence + "." + cursor.step() + ".", nowMs);
    segments.write(packed.parts(), packed.gone());
    boolean isWhole = !packed.layout().hasSegments() && packed.layout().dropped().isEmpty();
    boolean isMine =
        isWhole ? saveWhole(fence, packed.base(), nowMs) : saveInSegments(fence, packed, nowMs);
    if (isMine) {
      known = CursorPacking.after(packed, known);
    }
    return isMine;
  }

  private boolean saveWhole(long fence, Cursor cursor, long nowMs) {
    AttributeValue body = AttributeValue.fromB(CursorSegments.packed(KEY, cursor.written()));
    return item.change(
            "SET body = :body, savedAt = :now, leaseUntil = :end REMOVE #base, #layout",
            MINE,
            values(nowMs, Map.of(":fence", number(fence), ":body", body)))
        .isPresent();
  }

  private boolean saveInSegments(long fence, Packed packed, long nowMs) {
    AttributeValue base = AttributeValue.fromB(CursorSegments.packed(KEY, packed.base().written()));
    AttributeValue layout =
        AttributeValue.fromB(CursorSegments.packed(KEY, JsonCodec.write(packed.layout())));
    if (base.b().asByteArrayUnsafe().length + layout.b().asByteArrayUnsafe().length
        > CursorSegments.MAX_BYTES) {
      throw new IllegalStateException("the cursor's own item is too large");
    }
    return item.change(
            "SET body = :body, #base = :base, #layout = :layout, savedAt = :now, leaseUntil = :end",
            MINE,
            values(
                nowMs,
                Map.of(
                    ":fence",
                    number(fence),
                    ":body",
                    AttributeValue.fromS(ELSEWHERE),
                    ":base",
                    base,
                    ":layout",
                    layout)))
        .isPresent();
  }

  /** Goes on holding, and tells how things stand. Whether the lease was still mine. */
  public boolean renew(long fence, String status, long nowMs) {
    return item.change(
            "SET steppedAt = :now, #status = :status, leaseUntil = :end",
            MINE,
            values(nowMs, Map.of(":fence", number(fence), ":status", AttributeValue.fromS(status))))
        .isPresent();
  }

  /** Gives the lease back, and tells how things stand. */
  public boolean release(long fence, String status, long nowMs) {
    return item.change(
            "SET steppedAt = :now, #status = :status, leaseUntil = :now",
            MINE,
            values(nowMs, Map.of(":fence", number(fence), ":status", AttributeValue.fromS(status))))
        .isPresent();
  }

  private static Map<String, AttributeValue> values(long nowMs, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> values = new HashMap<>(more);
    values.put(":now", number(nowMs));
    values.put(":end", number(nowMs + LEASE_MS));
    return values;
  }

  private @Nullable Known found(CursorLayout layout, List<Segment> named) {
    Map<String, Part> parts = named.isEmpty() ? Map.of() : segments.read(named);
    return CursorPacking.read(layout, parts);
  }

  private static CursorLayout layout(Map<String, AttributeValue> item) {
    AttributeValue layout = item.get("layout");
    return layout == null
        ? CursorLayout.NONE
        : JsonCodec.fromStore(CursorLayout.class, HexPacking.text(layout.b().asByteArrayUnsafe()));
  }

  /** As text where an earlier release wrote it; beside the word where there are segments. */
  private static @Nullable Cursor base(Map<String, AttributeValue> item) {
    AttributeValue base = item.get("base");
    AttributeValue body = base == null ? item.get("body") : base;
    if (body == null) {
      return null;
    }
    return Cursor.read(body.b() == null ? body.s() : HexPacking.text(body.b().asByteArrayUnsafe()));
  }

  private static State state(Map<String, AttributeValue> item, Known known) {
    Cursor base = base(item);
    AttributeValue status = item.get("status");
    return new State(
        number(item, "fence"),
        base == null ? null : CursorPacking.unpack(base, known),
        number(item, "savedAt"),
        number(item, "steppedAt"),
        status == null ? null : status.s());
  }
}
