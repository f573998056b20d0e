package io.fairfall.conductor.rounds;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * How far this machine's clock is from the store's, as far as that can be measured.
 *
 * <p>Every answer of DynamoDB carries a {@code Date} in whole seconds. An answer dated D was made
 * somewhere in [D, D + 1 s), and by our clock somewhere between sending and receiving. So the
 * offset (ours less theirs) is more than {@code sent − D − 1 s} and at most {@code received − D}.
 * One answer says little; but answers come at all parts of a second, and the bounds of many,
 * intersected, close to the round trip of the quickest. After the some dozens of calls of a round
 * they are a few tens of milliseconds apart.
 *
 * <p>Only what is certain counts: the clock is called wrong when even the nearer bound is beyond
 * the tolerance. An offset a little above it can therefore go unnoticed until enough answers have
 * been seen, and by one round trip for ever.
 */
public final class ClockSkewEstimator implements ClockSkew, ExecutionInterceptor {
  /** Bounds are gathered anew after this time, so that a drift shows. */
  static final long WINDOW_MS = 300_000;

  static final long DATE_RESOLUTION_MS = 1_000;
  private static final ExecutionAttribute<Long> SENT = new ExecutionAttribute<>("sentAtMs");

  private final InstantSource clock;
  private Bounds bounds = Bounds.UNKNOWN;
  private Bounds earlier = Bounds.UNKNOWN;
  private long since;

  public ClockSkewEstimator(InstantSource clock) {
    this.clock = clock;
    this.since = clock.millis();
  }

  @Override
  public synchronized Bounds bounds() {
    return earlier.and(bounds).isImpossible() ? bounds : earlier.and(bounds);
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes call) {
    call.putAttribute(SENT, clock.millis());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes call) {
    long receivedMs = clock.millis();
    Optional<Long> date =
        context.httpResponse().firstMatchingHeader("Date").flatMap(ClockSkewEstimator::parse);
    Long sentMs = call.getAttribute(SENT);
    if (date.isPresent() && sentMs != null) {
      learn(sentMs, receivedMs, date.get());
    }
  }

  synchronized void learn(long sentMs, long receivedMs, long dateMs) {
    if (receivedMs - since >= WINDOW_MS) {
      earlier = bounds;
      bounds = Bounds.UNKNOWN;
      since = receivedMs;
    }
    Bounds seen = new Bounds(sentMs - dateMs - DATE_RESOLUTION_MS, receivedMs - dateMs);
    bounds = bounds.and(seen).isImpossible() ? seen : bounds.and(seen);
  }

  private static Optional<Long> parse(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
