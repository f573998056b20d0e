package io.fairfall.withdrawals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.solvency.SolvencyCoverage;
import io.fairfall.solvency.SolvencyStatement;
import io.fairfall.solvency.StatementContent;
import io.fairfall.withdrawals.solvency.StatementOutcome;
import io.fairfall.withdrawals.wiring.SolvencyContext;
import io.fairfall.withdrawals.wiring.WithdrawalsContext;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The function that states once an hour what the house owes and has. A schedule invokes it every
 * minute, since only the beacon says which minute is the one.
 */
public final class SolvencyHandler implements RequestStreamHandler {
  /** What is left of an invocation's time for making and storing a tree. */
  private static final long MARGIN_MS = 120_000;

  private final @Nullable SolvencyContext context;

  public SolvencyHandler() {
    this(System.getenv());
  }

  public SolvencyHandler(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    this.context =
        WithdrawalsContext.isOff(environment)
            ? null
            : SolvencyContext.of(environment, InstantSource.system());
  }

  /** Where nobody signs there is no statement. */
  @Override
  public void handleRequest(InputStream event, OutputStream nothing, Context lambda) {
    if (context == null) {
      Log.info("solvency_off", Map.of("why", "no key service signs for the hot wallet"));
      return;
    }
    long endsAtMs = context.clock().millis() + lambda.getRemainingTimeInMillis() - MARGIN_MS;
    try {
      StatementOutcome ignored = look(context, endsAtMs);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks once, and records how old the newest statement is and whether it is short.
   *
   * @param endsAtMs no page of accounts is read after it, in milliseconds since 1970
   */
  public static StatementOutcome look(SolvencyContext parts, long endsAtMs)
      throws InterruptedException {
    Optional<Long> fence = parts.lease().take(parts.clock().millis());
    if (fence.isEmpty()) {
      return StatementOutcome.TAKEN;
    }
    try {
      StatementOutcome outcome = parts.maker().look(() -> goesOn(parts, fence.get(), endsAtMs));
      Log.info("solvency_looked", Map.of("outcome", outcome.name()));
      return outcome;
    } finally {
      boolean ignored = parts.lease().release(fence.get(), parts.clock().millis());
      publish(parts);
    }
  }

  private static boolean goesOn(SolvencyContext parts, long fence, long endsAtMs) {
    long now = parts.clock().millis();
    return now < endsAtMs && parts.lease().renew(fence, now);
  }

  private static void publish(SolvencyContext parts) {
    Optional<StatementContent> newest =
        parts.parts().journal().newest().map(SolvencyStatement::content);
    if (newest.isEmpty()) {
      return;
    }
    StatementContent content = newest.get();
    boolean isShort = content.coverage() == SolvencyCoverage.SHORT;
    Map<String, Long> numbers = new HashMap<>();
    numbers.put("SolvencyAgeSeconds", (parts.clock().millis() - content.instant()) / 1_000);
    numbers.put("SolvencyShort", isShort ? 1L : 0L);
    parts.metrics().counts(numbers);
    if (isShort) {
      Log.warn(
          "solvency_short",
          Map.of(
              "number", content.number(),
              "liabilities", content.liabilities().toString()));
    }
  }
}
