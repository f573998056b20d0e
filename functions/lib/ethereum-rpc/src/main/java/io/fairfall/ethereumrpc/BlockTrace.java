package io.fairfall.ethereumrpc;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All calls within a block, as {@code trace_block} gives them: one flat list, in which a call's
 * address says inside which others it was made. What is read from it, {@link CallTrace} reads of
 * the same transactions too: the same transfers in the same places.
 */
final class BlockTrace {
  private static final String CALL = "call";
  private static final String CREATE = "create";
  private static final String SELF_DESTRUCT = "suicide";

  private BlockTrace() {}

  /** One call; {@code error} says that it was taken back, with everything inside it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Call(
      @JsonProperty("type") @Nullable String type,
      @JsonProperty("action") @Nullable Action action,
      @JsonProperty("result") @Nullable Result result,
      @JsonProperty("error") @Nullable String error,
      @JsonProperty("traceAddress") @Nullable List<Integer> address,
      @JsonProperty("blockNumber") @Nullable Long blockNumber,
      @JsonProperty("blockHash") @Nullable String blockHash,
      @JsonProperty("transactionHash") @Nullable String transactionHash) {}

  /** What was to be done; members that a type of call does not have are null. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Action(
      @JsonProperty("callType") @Nullable String callType,
      @JsonProperty("from") @Nullable String from,
      @JsonProperty("to") @Nullable String to,
      @JsonProperty("value") @Nullable String value,
      @JsonProperty("address") @Nullable String address,
      @JsonProperty("refundAddress") @Nullable String refundAddress,
      @JsonProperty("balance") @Nullable String balance) {}

  /** Where a creation put its contract. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Result(@JsonProperty("address") @Nullable String address) {}

  /** What moved inside the outermost calls; rewards for the block belong to no transaction. */
  static List<TracedTransaction> transfers(Call[] block, long number) {
    Map<String, List<Call>> byTransaction = new LinkedHashMap<>();
    for (Call call : block) {
      InvalidRpcResponseException.unless(
          Objects.equals(call.blockNumber(), number), "a call in another block");
      if (call.transactionHash() != null) {
        byTransaction
            .computeIfAbsent(BlockReader.hash(call.transactionHash()), _ -> new ArrayList<>())
            .add(call);
      }
    }
    List<TracedTransaction> moved = new ArrayList<>();
    byTransaction.forEach(
        (transaction, calls) -> {
          List<InternalTransfer> transfers = within(calls);
          if (!transfers.isEmpty()) {
            String hash = BlockReader.hash(calls.getFirst().blockHash());
            moved.add(new TracedTransaction(number, hash, transaction, transfers));
          }
        });
    return List.copyOf(moved);
  }

  private static List<InternalTransfer> within(Collection<Call> transaction) {
    List<Call> inOrder =
        transaction.stream()
            .sorted(Comparator.comparing(BlockTrace::place, Arrays::compare))
            .toList();
    Set<List<Integer>> takenBack = new HashSet<>();
    List<InternalTransfer> moved = new ArrayList<>();
    for (Call call : inOrder) {
      List<Integer> address = address(call);
      boolean isOutermost = address.isEmpty();
      if (call.error() != null
          || (!isOutermost && takenBack.contains(address.subList(0, address.size() - 1)))) {
        takenBack.add(address);
      } else if (!isOutermost) {
        InternalTransfer transfer = transfer(call, moved.size());
        if (transfer != null) {
          moved.add(transfer);
        }
      }
    }
    return moved;
  }

  private static List<Integer> address(Call call) {
    List<Integer> address = call.address();
    if (address == null || address.contains(null)) {
      throw new InvalidRpcResponseException("a call without a place");
    }
    return address;
  }

  private static int[] place(Call call) {
    return address(call).stream().mapToInt(Integer::intValue).toArray();
  }

  /** What a call moved; null if nothing. A delegated call only shows its caller's value again. */
  private static @Nullable InternalTransfer transfer(Call call, int position) {
    Action action = call.action();
    if (action == null || call.type() == null) {
      throw new InvalidRpcResponseException("a call that does nothing");
    }
    return switch (call.type()) {
      case CALL ->
          CALL.equals(action.callType())
              ? moved(position, action.from(), action.to(), action.value())
              : null;
      case CREATE -> {
        Result created = call.result();
        yield created == null
            ? null
            : moved(position, action.from(), created.address(), action.value());
      }
      case SELF_DESTRUCT ->
          action.balance() == null
              ? null // some nodes say no more of one in its own favour, which moves nothing
              : moved(position, action.address(), action.refundAddress(), action.balance());
      default -> null;
    };
  }

  private static @Nullable InternalTransfer moved(
      int position, @Nullable String from, @Nullable String to, @Nullable String value) {
    BigInteger wei = BlockReader.quantity(value);
    return wei.signum() == 0
        ? null
        : new InternalTransfer(position, BlockReader.address(from), BlockReader.address(to), wei);
  }
}
