package io.fairfall.simulation.disclosure;

import io.fairfall.crash.CrashDisclosure;

/**
 * When a cashout counts, and when it shows what became of a flight. Instants are milliseconds, by
 * the clock of the machine that asks.
 */
public interface DisclosureRules {
  /**
   * The instant that a cashout counts at.
   *
   * @param isFirstCall whether its handler has just been made
   */
  long effectiveStampMs(long stampMs, long handlerStartMs, boolean isFirstCall);

  /** The earliest instant at which a crash is written. */
  long crashToldAtMs(long crashMs);

  /** The earliest instant at which a cashout that is refused changes anything or is answered. */
  long refusalToldAtMs(long effectiveMs);

  /** The earliest instant at which a cashout that is paid changes anything or is answered. */
  long paymentToldAtMs(long effectiveMs);

  /** The rules that the functions run. */
  DisclosureRules DEPLOYED =
      new DisclosureRules() {
        @Override
        public long effectiveStampMs(long stampMs, long handlerStartMs, boolean isFirstCall) {
          return CrashDisclosure.effectiveStampMs(stampMs, handlerStartMs);
        }

        @Override
        public long crashToldAtMs(long crashMs) {
          return CrashDisclosure.toldAtMs(crashMs);
        }

        @Override
        public long refusalToldAtMs(long effectiveMs) {
          return CrashDisclosure.toldAtMs(effectiveMs);
        }

        @Override
        public long paymentToldAtMs(long effectiveMs) {
          return CrashDisclosure.toldAtMs(effectiveMs);
        }
      };
}
