package io.fairfall.simulation.disclosure;

import io.fairfall.crash.CrashDisclosure;

/** Rules with which a bot earns, each in one respect; the simulation must notice every one. */
public enum FaultyRules implements DisclosureRules {
  /** A wide clamp, a wider one for the first call, and news after what two clocks differ by. */
  NEWS_BEFORE_THE_CLAMP(300, 1_500, 50, 0, 0),
  /** The first call of an instance is granted its start. */
  FIRST_CALL_GRANTED(
      CrashDisclosure.MAX_STAMP_LAG_MS,
      1_500,
      CrashDisclosure.TOLD_AFTER_MS,
      CrashDisclosure.TOLD_AFTER_MS,
      CrashDisclosure.TOLD_AFTER_MS),
  /** The crash is announced late, and a refused cashout tells it at once. */
  CASHOUTS_ANSWERED_AT_ONCE(
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.TOLD_AFTER_MS,
      0,
      0),
  /** Refusals are late as well, and the payment that does not come tells it. */
  PAYMENTS_ANSWERED_AT_ONCE(
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.TOLD_AFTER_MS,
      CrashDisclosure.TOLD_AFTER_MS,
      0),
  /** One millisecond is missing in the announcement. */
  ANNOUNCED_A_MS_SOONER(
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.TOLD_AFTER_MS - 1,
      CrashDisclosure.TOLD_AFTER_MS,
      CrashDisclosure.TOLD_AFTER_MS),
  /** Two milliseconds are missing in the answers; one is to spare, since a late stamp is T + 1. */
  ANSWERED_TWO_MS_SOONER(
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.MAX_STAMP_LAG_MS,
      CrashDisclosure.TOLD_AFTER_MS,
      CrashDisclosure.TOLD_AFTER_MS - 2,
      CrashDisclosure.TOLD_AFTER_MS - 2),
  /** One millisecond more is granted. */
  A_MS_MORE_GRANTED(
      CrashDisclosure.MAX_STAMP_LAG_MS + 1,
      CrashDisclosure.MAX_STAMP_LAG_MS + 1,
      CrashDisclosure.TOLD_AFTER_MS,
      CrashDisclosure.TOLD_AFTER_MS,
      CrashDisclosure.TOLD_AFTER_MS);

  private final long lagMs;
  private final long firstLagMs;
  private final long crashAfterMs;
  private final long refusalAfterMs;
  private final long paymentAfterMs;

  FaultyRules(
      long lagMs, long firstLagMs, long crashAfterMs, long refusalAfterMs, long paymentAfterMs) {
    this.lagMs = lagMs;
    this.firstLagMs = firstLagMs;
    this.crashAfterMs = crashAfterMs;
    this.refusalAfterMs = refusalAfterMs;
    this.paymentAfterMs = paymentAfterMs;
  }

  @Override
  public long effectiveStampMs(long stampMs, long handlerStartMs, boolean isFirstCall) {
    return Math.max(stampMs, handlerStartMs - (isFirstCall ? firstLagMs : lagMs));
  }

  @Override
  public long crashToldAtMs(long crashMs) {
    return crashMs + crashAfterMs;
  }

  @Override
  public long refusalToldAtMs(long effectiveMs) {
    return effectiveMs + refusalAfterMs;
  }

  @Override
  public long paymentToldAtMs(long effectiveMs) {
    return effectiveMs + paymentAfterMs;
  }
}
