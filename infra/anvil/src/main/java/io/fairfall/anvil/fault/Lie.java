package io.fairfall.anvil.fault;

import io.fairfall.anvil.RpcValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a true result becomes a false one. A result that has no place for a lie stays as it is. */
final class Lie {
  private static final long BLOCKS_BEHIND = 20;
  private static final long BLOCKS_AHEAD = 10_000_000;
  private static final Map<String, Object> NO_BLOOM = Map.of("logsBloom", "0x" + "0".repeat(512));

  private static final Map<String, Object> BLOB =
      Map.of(
          "type", "0x3",
          "maxFeePerBlobGas", "0x7",
          "blobVersionedHashes", List.of("0x01" + "5a".repeat(31)));

  /** One blob is 131,072 gas, at 7 wei. */
  private static final Map<String, Object> BLOB_RECEIPT =
      Map.of("type", "0x3", "blobGasUsed", "0x20000", "blobGasPrice", "0x7");

  private Lie() {}

  static @Nullable Object told(NodeFault fault, @Nullable Object result) {
    return switch (fault) {
      case NULL_RESULT -> null;
      case EMPTY_LIST -> result instanceof List<?> ? List.of() : result;
      case NO_LOGS -> each(result, receipt -> with(with(receipt, "logs", List.of()), NO_BLOOM));
      case PARTIAL -> result instanceof List<?> list ? list.subList(0, list.size() / 2) : result;
      case SWAPPED -> swapped(result);
      case FORGED_HASH -> change(result, "hash", Lie::otherHash);
      case FORGED_PARENT -> change(result, "parentHash", Lie::otherHash);
      case INFLATED_VALUE ->
          change(result, "transactions", all -> each(all, one -> change(one, "value", Lie::twice)));
      case NEGATIVE_VALUE ->
          change(
              result, "transactions", all -> each(all, one -> change(one, "value", _ -> "0x-5")));
      case GARBLED_LOGS ->
          each(
              result,
              receipt ->
                  change(
                      receipt, "logs", all -> each(all, log -> change(log, "data", Lie::garbled))));
      case WITH_BLOBS ->
          result instanceof List<?>
              ? each(result, receipt -> with(receipt, BLOB_RECEIPT))
              : change(result, "transactions", all -> each(all, one -> with(one, BLOB)));
      case OTHER_CHAIN -> "0x1";
      case OLD_HEAD -> result instanceof String head ? behind(head) : result;
      case FAR_HEAD -> result instanceof String head ? ahead(head) : result;
      default -> result;
    };
  }

  private static Object swapped(@Nullable Object result) {
    if (!(result instanceof List<?> list) || list.size() < 2) {
      return result == null ? List.of() : result;
    }
    List<Object> swapped = new ArrayList<>(list);
    Collections.swap(swapped, list.size() - 1, list.size() - 2);
    return swapped;
  }

  private static @Nullable Object each(
      @Nullable Object result, UnaryOperator<@Nullable Object> change) {
    if (!(result instanceof List<?> list)) {
      return result;
    }
    List<@Nullable Object> changed = new ArrayList<>();
    list.forEach(one -> changed.add(change.apply(one)));
    return changed;
  }

  private static @Nullable Object change(
      @Nullable Object result, String member, UnaryOperator<@Nullable Object> change) {
    return result instanceof Map<?, ?> map && map.get(member) != null
        ? with(result, member, change.apply(map.get(member)))
        : result;
  }

  private static @Nullable Object with(
      @Nullable Object object, String member, @Nullable Object value) {
    if (!(object instanceof Map<?, ?> map)) {
      return object;
    }
    Map<Object, @Nullable Object> changed = new LinkedHashMap<>(map);
    changed.put(member, value);
    return changed;
  }

  private static @Nullable Object with(@Nullable Object object, Map<String, Object> members) {
    @Nullable Object changed = object;
    for (Map.Entry<String, Object> member : members.entrySet()) {
      changed = with(changed, member.getKey(), member.getValue());
    }
    return changed;
  }

  private static @Nullable Object otherHash(@Nullable Object hash) {
    return hash instanceof String text ? "0xdead" + text.substring(6) : hash;
  }

  private static @Nullable Object twice(@Nullable Object wei) {
    return wei instanceof String text
        ? RpcValue.quantity(new RpcValue(text).wei().multiply(BigInteger.TWO))
        : wei;
  }

  private static @Nullable Object garbled(@Nullable Object data) {
    return data instanceof String text
        ? text.substring(0, 2) + "z".repeat(text.length() - 2)
        : data;
  }

  private static String ahead(String head) {
    return RpcValue.quantity(new RpcValue(head).number() + BLOCKS_AHEAD);
  }

  private static String behind(String head) {
    return RpcValue.quantity(Math.max(0, new RpcValue(head).number() - BLOCKS_BEHIND));
  }
}
