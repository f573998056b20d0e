package io.fairfall.simulation.disclosure;

import io.fairfall.crash.CrashDisclosure;
import io.fairfall.crash.Flight;
import io.fairfall.crash.RoundSecret;
import io.fairfall.money.Multiplier;
import java.util.SplittableRandom;

/**
 * One flight, in true time. The network is as kind to the bot as a network can be: every delay that
 * would hold it up is often 0.
 */
final class DisclosureRound {
  /** What an honest request may take from its stamp to its handler's start, whatever the clocks. */
  static final long HONEST_LAG_MS =
      CrashDisclosure.MAX_STAMP_LAG_MS - CrashDisclosure.MAX_CLOCK_ERROR_MS;

  private static final long US = Clock.US_PER_MS;
  private static final long MAX_REACTION_US = 20 * US;
  private static final long MAX_DELAY_US = 60 * US;
  private static final long MAX_COLD_START_US = 1_500 * US;
  private static final long LAST_US = 300 * US;
  private static final long LONGEST_PROBE_GAP_US = 40 * US;
  private static final long LONGEST_CLICK_MS = 10_000;
  private static final long START_MS = 1_800_000_000_000L;
  private static final long TOP = 1L << 52;
  private static final double EDGE = 99.0;

  private final DisclosureRules rules;
  private final StampedWhen stamped;
  private final SplittableRandom random;
  private final long startMs;
  private final Flight flight;
  private final long crashMs;

  DisclosureRound(DisclosureRules rules, StampedWhen stamped, SplittableRandom random) {
    this.rules = rules;
    this.stamped = stamped;
    this.random = random;
    this.startMs = START_MS + random.nextLong(1_000_000);
    long drawn = (long) Math.floor(EDGE * TOP / (TOP - random.nextLong(TOP)));
    this.flight =
        new RoundSecret("0".repeat(64), new Multiplier(Math.max(100, drawn))).reveal(startMs);
    this.crashMs = flight.announcement().crashedAt();
  }

  /** A request as its handler sees it. */
  private record Handled(long stampMs, long effectiveMs) {}

  /**
   * The best that a bot makes of the first news that reaches it.
   *
   * @return how many milliseconds after the crash its best request counts; 0 or less is paid
   */
  long botIsLateByMs() {
    long newsUs = Math.min(announcementUs(), Math.min(probeUs(true), probeUs(false)));
    long finishedUs = newsUs + delay(MAX_REACTION_US) + delay(MAX_DELAY_US);
    long best = Long.MAX_VALUE;
    // of those that it holds open: the last that began in the flight, one of before, the first
    long crashUs = (crashMs + 1) * US - 1;
    for (long beganUs :
        new long[] {crashUs, random.nextLong(startMs * US, crashUs + 1), startMs * US}) {
      long openedUs = Math.min(beganUs, finishedUs); // by faulty rules the news may be first
      Handled request = handled(openedUs, finishedUs, delay(MAX_DELAY_US), random.nextBoolean());
      if (flight.hasBegunAt(request.effectiveMs())) {
        best = Math.min(best, request.effectiveMs() - crashMs);
      }
    }
    return best;
  }

  /** When the bot hears the announcement. */
  private long announcementUs() {
    return Clock.of(random).trueUs(rules.crashToldAtMs(crashMs)) + delay(MAX_DELAY_US);
  }

  /**
   * When the bot knows it from small cashouts of its own, which it sends one after another all the
   * flight long: from the refusal of the first that is late, or from the payment that does not
   * come.
   */
  private long probeUs(boolean fromRefusal) {
    long gapUs = 1 + random.nextLong(LONGEST_PROBE_GAP_US);
    long sentUs = (crashMs + 1) * US + random.nextLong(gapUs);
    long handledUs = sentUs + delay(MAX_DELAY_US);
    Clock clock = Clock.of(random);
    long stampMs = stamped.stampMs(sentUs, sentUs, random);
    long effectiveMs = rules.effectiveStampMs(stampMs, clock.readMs(handledUs), false);
    long toldMs =
        fromRefusal ? rules.refusalToldAtMs(effectiveMs) : rules.paymentToldAtMs(effectiveMs);
    return Math.max(handledUs, clock.trueUs(toldMs));
  }

  /** An honest cashout somewhere in or after the flight, and whether it was paid by its stamp. */
  enum Honest {
    LATE,
    PAID,
    ROBBED
  }

  /**
   * A line may be slow, as long as it is not slower than {@link #HONEST_LAG_MS}. Half of the clicks
   * come in the last moments, where it matters.
   */
  Honest honest() {
    long beganUs = random.nextBoolean() ? clickUs() : (crashMs + 1) * US - random.nextLong(LAST_US);
    if (beganUs < startMs * US) {
      return Honest.LATE;
    }
    long wayUs = random.nextLong(HONEST_LAG_MS * US + 1);
    long arrivedUs = beganUs + random.nextLong(wayUs + 1);
    Handled request =
        handled(beganUs, arrivedUs, beganUs + wayUs - arrivedUs, random.nextBoolean());
    if (flight.isOverAt(request.stampMs())) {
      return Honest.LATE;
    }
    boolean isPaid =
        !flight.isOverAt(request.effectiveMs())
            && flight
                .multiplierAt(request.effectiveMs())
                .equals(flight.multiplierAt(request.stampMs()));
    return isPaid ? Honest.PAID : Honest.ROBBED;
  }

  /**
   * A cashout whose handler had to be started first.
   *
   * @param atStamp hundredths that its stamp is worth, 0 if it is late
   * @param paid hundredths that it was paid
   */
  record Cold(long atStamp, long paid) {}

  Cold cold() {
    long clickedUs = clickUs();
    Handled request = handled(clickedUs, clickedUs, random.nextLong(MAX_COLD_START_US), true);
    return new Cold(worth(request.stampMs()), worth(request.effectiveMs()));
  }

  private long worth(long instantMs) {
    return flight.isOverAt(instantMs) ? 0 : flight.multiplierAt(instantMs).hundredths();
  }

  private long clickUs() {
    return startMs * US + random.nextLong(LONGEST_CLICK_MS * US);
  }

  private Handled handled(long beganUs, long arrivedUs, long wayUs, boolean isFirstCall) {
    long stampMs = stamped.stampMs(beganUs, arrivedUs, random);
    long startedMs = Clock.of(random).readMs(arrivedUs + wayUs);
    return new Handled(stampMs, rules.effectiveStampMs(stampMs, startedMs, isFirstCall));
  }

  private long delay(long mostUs) {
    return random.nextBoolean() ? 0 : random.nextLong(mostUs + 1);
  }
}
