package io.fairfall.ethereumrpc;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * The calls within a transaction, as {@code debug_traceTransaction} with callTracer gives them. A
 * stranger decides how deep they are, so that neither reading nor walking them calls itself.
 */
final class CallTrace {
  /** The machine's own bound is 1,024 calls deep. */
  static final int MAX_DEPTH = 1_025;

  /**
   * Calls of one transaction that are held in memory, those that move nothing left out: 60 million
   * gas pay for nine thousand that move ether. Eight such traces at once are a fifth of a
   * function's memory; one that has more is refused, however its answer is written.
   */
  static final int MAX_CALLS = 50_000;

  /** The frames that move ether; a DELEGATECALL only shows its caller's value once more. */
  private static final Set<String> MOVING = Set.of("CALL", "CREATE", "CREATE2", "SELFDESTRUCT");

  private static final String NOTHING = "0x0";

  private CallTrace() {}

  /** One call; {@code error} says that it was taken back, with everything inside it. */
  @JsonDeserialize(using = FrameReader.class)
  record Frame(
      @Nullable String type,
      @Nullable String from,
      @Nullable String to,
      @Nullable String value,
      @Nullable String error,
      @Nullable List<Frame> calls) {}

  /** What moved inside the outermost call. */
  static List<InternalTransfer> transfers(Frame transaction) {
    if (transaction.error() != null) {
      return List.of();
    }
    List<InternalTransfer> moved = new ArrayList<>();
    Deque<Iterator<Frame>> open = new ArrayDeque<>();
    open.push(callsOf(transaction));
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        continue;
      }
      Frame call = open.peek().next();
      if (call.error() != null) {
        continue;
      }
      BigInteger value = value(call);
      if (value.signum() > 0) {
        String from = BlockReader.address(call.from());
        String to = BlockReader.address(call.to());
        moved.add(new InternalTransfer(moved.size(), from, to, value));
      }
      InvalidRpcResponseException.unless(
          open.size() < MAX_DEPTH, "calls deeper than the machine allows");
      open.push(callsOf(call));
    }
    return List.copyOf(moved);
  }

  private static Iterator<Frame> callsOf(Frame call) {
    List<Frame> calls = call.calls();
    return calls == null ? List.<Frame>of().iterator() : calls.iterator();
  }

  private static BigInteger value(Frame call) {
    return isMoving(call) ? BlockReader.quantity(call.value()) : BigInteger.ZERO;
  }

  private static boolean isMoving(Frame call) {
    return call.type() != null && MOVING.contains(call.type()) && call.value() != null;
  }

  /**
   * Whether something moves in it: a stranger can make a hundred thousand calls that move nothing.
   */
  private static boolean matters(Frame call) {
    return call.error() == null
        && (callsOf(call).hasNext() || (isMoving(call) && !NOTHING.equals(call.value())));
  }

  /** Reads a call and all those within it, without a stack of its own for each. */
  static final class FrameReader extends StdDeserializer<Frame> {
    FrameReader() {
      super(Frame.class);
    }

    @Override
    public Frame deserialize(JsonParser parser, DeserializationContext context) {
      Deque<Reading> open = new ArrayDeque<>();
      Reading current = new Reading();
      int held = 0;
      while (true) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.PROPERTY_NAME) {
          current.member(parser);
        } else if (token == JsonToken.START_OBJECT) {
          open.push(current);
          current = new Reading();
        } else if (token == JsonToken.END_OBJECT) {
          Frame frame = current.frame();
          if (open.isEmpty()) {
            return frame;
          }
          current = open.pop();
          if (matters(frame)) {
            if (++held > MAX_CALLS) {
              throw new StreamConstraintsException("more calls than are held");
            }
            current.calls.add(frame);
          }
        } else if (token != JsonToken.END_ARRAY) {
          return context.reportInputMismatch(this, "a trace of another form");
        }
      }
    }
  }

  /** A call of which the end was not read yet. */
  private static final class Reading {
    private final List<Frame> calls = new ArrayList<>();
    private @Nullable String type;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String value;
    private @Nullable String error;

    /** One member, of which the name was read; the calls in a list are read by who reads this. */
    void member(JsonParser parser) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY && name.equals("calls")) {
        return;
      }
      if (token != JsonToken.VALUE_STRING) {
        parser.skipChildren();
        return;
      }
      switch (name) {
        case "type" -> type = parser.getString();
        case "from" -> from = parser.getString();
        case "to" -> to = parser.getString();
        case "value" -> value = parser.getString();
        case "error" -> error = parser.getString();
        default -> {} // a call's data may be megabytes long
      }
    }

    Frame frame() {
      return new Frame(type, from, to, value, error, List.copyOf(calls));
    }
  }
}
