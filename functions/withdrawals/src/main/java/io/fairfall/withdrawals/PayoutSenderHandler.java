package io.fairfall.withdrawals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.payouts.PayoutHalt;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.withdrawals.sending.Look;
import io.fairfall.withdrawals.sending.SenderRun;
import io.fairfall.withdrawals.wiring.WithdrawalsContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The function that pays withdrawals. A schedule invokes it every minute, and whoever takes a
 * withdrawal invokes it at once. While something is open it goes on looking until shortly before
 * the next one.
 */
public final class PayoutSenderHandler implements RequestStreamHandler {
  /** How long an invocation works at most, when a schedule starts one every minute. */
  private static final Duration LENGTH = Duration.ofSeconds(57);

  /** What is left of an invocation's time for the last writes. */
  private static final long MARGIN_MS = 5_000;

  private final @Nullable WithdrawalsContext context;

  public PayoutSenderHandler() {
    this(System.getenv());
  }

  public PayoutSenderHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    this.context =
        WithdrawalsContext.isOff(environment)
            ? null
            : WithdrawalsContext.of(environment, InstantSource.system());
  }

  public PayoutSenderHandler(WithdrawalsContext context) {
    this.context = context;
  }

  /** Where nobody signs, none is asked for either, and there is nothing to look at. */
  @Override
  public void handleRequest(InputStream ignored, OutputStream nothing, Context lambda) {
    if (context == null) {
      Log.info("payouts_off", Map.of("why", "no key service signs for the hot wallet"));
      return;
    }
    long left = Math.min(lambda.getRemainingTimeInMillis() - MARGIN_MS, LENGTH.toMillis());
    try {
      work(context.clock().millis() + left);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Works until an instant at most.
   *
   * @return whether the lease was free
   */
  public boolean work(long endsAtMs) throws InterruptedException {
    WithdrawalsContext parts = Objects.requireNonNull(context);
    SenderRun run =
        new SenderRun(
            parts.lease(),
            parts.sender(),
            parts.environment().requireNumber("WITHDRAWAL_POLL_INTERVAL"),
            Thread::sleep,
            parts.clock());
    return run.run(endsAtMs, look -> publish(parts, look));
  }

  private static void publish(WithdrawalsContext parts, Look look) {
    Map<String, Long> numbers = new HashMap<>(look.counts().numbers());
    numbers.put("WithdrawalLooks", 1L);
    numbers.put("PayoutsHalted", look.found().isEmpty() ? 0L : 1L);
    parts.metrics().counts(numbers);
    if (!look.found().isEmpty()) {
      TreeSet<String> words = new TreeSet<>();
      look.found().stream().map(PayoutHalt::word).forEach(words::add);
      Log.warn("payouts_halted", Map.of("reasons", String.join(", ", words)));
    }
  }
}
