package io.fairfall.crash;

/**
 * When the end of a flight may show, and how far back a cashout's stamp may lie. The two belong
 * together, which is why they are one class.
 *
 * <p>API Gateway does not say whether it stamps a request when that begins, when it has arrived, or
 * in between. A bot may therefore have a request open whose stamp is old already, and finish it
 * when it hears of the crash. Let T be the crash instant, L the lag that a stamp is granted, E what
 * a clock may be off by, and D the delay of everything that depends on whether T has come.
 *
 * <ul>
 *   <li>What tells of the crash leaves the house at T + D by some clock, so at T + D − E or later.
 *   <li>A request that is finished because of it reaches its handler after that, at T + D − 2E or
 *       later by the handler's clock.
 *   <li>Its stamp counts as at least that less L, so as T + D − 2E − L or later.
 * </ul>
 *
 * <p>With D = L + 2E + 1 that is T + 1 at the earliest, and a cashout stamped T + 1 is late:
 * whatever the stamp means, nothing is gained by waiting for the news. This needs no network delay
 * in anybody's favour, and no knowledge of what the client did.
 *
 * <p><b>All news of the crash is delayed, not its announcement alone.</b> A refused cashout says
 * that the flight is over, and a paid one that it is not; of two bots one would ask, with a bet of
 * the smallest stake, and the other would finish its large cashout on what the first was told. Nor
 * does it help to delay the refusals alone, for then silence says the same. So a cashout is decided
 * D after the instant that it counts at: before that it has changed nothing that anybody could read
 * or miss.
 *
 * <p>All times are milliseconds.
 */
public final class CrashDisclosure {
  /**
   * L: what an honest request takes from its stamp to its handler, authoriser included. A request
   * that took longer counts as having taken this long.
   */
  public static final long MAX_STAMP_LAG_MS = 150;

  /** E: what any clock of the house may differ by from API Gateway's. */
  public static final long MAX_CLOCK_ERROR_MS = 50;

  /** D: how long after an instant anything may show that depends on whether it still flew then. */
  public static final long TOLD_AFTER_MS = MAX_STAMP_LAG_MS + 2 * MAX_CLOCK_ERROR_MS + 1;

  private CrashDisclosure() {}

  /**
   * The instant that a cashout counts at.
   *
   * @param stampMs API Gateway's stamp of the request, in milliseconds since 1970
   * @param handlerStartMs when its handler began, by that handler's clock
   * @return the stamp, or what the clamp makes of it: never earlier than {@link #MAX_STAMP_LAG_MS}
   *     before the handler's start
   */
  public static long effectiveStampMs(long stampMs, long handlerStartMs) {
    return Math.max(stampMs, handlerStartMs - MAX_STAMP_LAG_MS);
  }

  /**
   * When it may show whether a flight had ended by an instant: the instant of its crash, which is
   * then announced, or the instant that a cashout counts at, which is then decided.
   *
   * @return {@link #TOLD_AFTER_MS} later, by the clock of whoever shows it
   */
  public static long toldAtMs(long instantMs) {
    return instantMs + TOLD_AFTER_MS;
  }
}
