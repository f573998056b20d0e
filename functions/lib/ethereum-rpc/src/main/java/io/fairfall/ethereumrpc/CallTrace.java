package io.fairfall.ethereumrpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.web3j.utils.Numeric;

/** The calls within a transaction, as {@code debug_traceTransaction} with callTracer gives them. */
final class CallTrace {
  /** The machine's own bound is 1,024 calls deep. */
  private static final int MAX_DEPTH = 1_025;

  /** The frames that move ether; a DELEGATECALL only shows its caller's value once more. */
  private static final Set<String> MOVING = Set.of("CALL", "CREATE", "CREATE2", "SELFDESTRUCT");

  private CallTrace() {}

  /** One call; {@code error} says that it was taken back, with everything inside it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Frame(
      @JsonProperty("type") @Nullable String type,
      @JsonProperty("from") @Nullable String from,
      @JsonProperty("to") @Nullable String to,
      @JsonProperty("value") @Nullable String value,
      @JsonProperty("error") @Nullable String error,
      @JsonProperty("calls") @Nullable List<Frame> calls) {}

  /** What moved inside the outermost call. */
  static List<InternalTransfer> transfers(Frame transaction) {
    List<InternalTransfer> moved = new ArrayList<>();
    if (transaction.error() == null) {
      collect(transaction, moved, 0);
    }
    return List.copyOf(moved);
  }

  private static void collect(Frame caller, List<InternalTransfer> moved, int depth) {
    InvalidRpcResponseException.unless(depth < MAX_DEPTH, "calls deeper than the machine allows");
    if (caller.calls() == null) {
      return;
    }
    for (Frame call : caller.calls()) {
      if (call.error() != null) {
        continue;
      }
      BigInteger value = value(call);
      if (value.signum() > 0) {
        String from = BlockReader.address(call.from());
        String to = BlockReader.address(call.to());
        moved.add(new InternalTransfer(moved.size(), from, to, value));
      }
      collect(call, moved, depth + 1);
    }
  }

  private static BigInteger value(Frame call) {
    if (call.type() == null || !MOVING.contains(call.type()) || call.value() == null) {
      return BigInteger.ZERO;
    }
    return Numeric.decodeQuantity(call.value());
  }
}
