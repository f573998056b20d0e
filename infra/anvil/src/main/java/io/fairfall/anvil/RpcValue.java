package io.fairfall.anvil;

import io.avaje.jsonb.Jsonb;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * JSON as a node speaks it: objects, lists and text. An absent member is a null, so that a walk
 * never fails; only what must be there is asked for by its form.
 */
public record RpcValue(@Nullable Object raw) {
  private static final Jsonb JSONB = Jsonb.builder().build();
  private static final int HEX = 16;
  private static final long STACK_BYTES = 512L << 20;

  /**
   * Reads JSON text.
   *
   * @throws RuntimeException when it is none
   */
  public static RpcValue read(String text) {
    return new RpcValue(deeply(() -> JSONB.type(Object.class).fromJson(text)));
  }

  /** Writes maps, lists, text, numbers and nulls. */
  public static String write(Object tree) {
    return deeply(() -> JSONB.toJson(tree));
  }

  /** A trace can be nested more deeply than a usual stack allows. */
  private static <T> T deeply(Supplier<T> work) {
    try {
      return work.get();
    } catch (StackOverflowError tooDeep) {
      FutureTask<T> again = new FutureTask<>(work::get);
      new Thread(null, again, "deep", STACK_BYTES).start();
      try {
        return again.get();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      }
    }
  }

  /** A quantity as nodes write it: {@code 0x} and hex digits without leading zeros. */
  public static String quantity(BigInteger number) {
    return "0x" + number.toString(HEX);
  }

  /** A quantity as nodes write it. */
  public static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }

  public RpcValue at(String name) {
    return new RpcValue(raw instanceof Map<?, ?> map ? map.get(name) : null);
  }

  public boolean isNull() {
    return raw == null;
  }

  public List<RpcValue> items() {
    return raw instanceof List<?> list ? list.stream().map(RpcValue::new).toList() : List.of();
  }

  /** Text that must be there. */
  public String text() {
    if (raw instanceof String text) {
      return text;
    }
    throw new IllegalStateException("not text: " + raw);
  }

  /** A quantity that must be there, of up to 256 bits. */
  public BigInteger wei() {
    return new BigInteger(text().substring(2), HEX);
  }

  /** A quantity that must be there, of up to 63 bits. */
  public long number() {
    return wei().longValueExact();
  }

  @Override
  public String toString() {
    return raw instanceof Map<?, ?> || raw instanceof List<?> ? write(raw) : Objects.toString(raw);
  }
}
