package io.fairfall.conductor.rounds;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.crash.RoundEvent;
import io.fairfall.platform.Environment;

/**
 * The rhythm of new rounds. A round records its own instants, so that changing it touches no round
 * that is open.
 *
 * @param bettingMs for how long a round takes bets at least; it ends on the beacon's grid
 * @param lockMs from the last bet to the start: the beacon comes meanwhile, {@link
 *     BeaconNetwork#MARGIN_MS} after the last bet
 * @param pauseMs for how long a crash stays on the screen
 */
public record RoundTiming(long bettingMs, long lockMs, long pauseMs) {

  /** A flight of this length is at 65 million: longer ones are left to a successor. */
  private static final long LONG_FLIGHT_MS = 300_000;

  public RoundTiming {
    if (lockMs <= BeaconNetwork.MARGIN_MS + NextAction.START_LEAD_MS) {
      throw new IllegalArgumentException(
          "a round is locked for more than 400 ms: its beacon comes meanwhile");
    }
  }

  public static RoundTiming of(Environment environment) {
    return new RoundTiming(
        environment.requireNumber("BETTING_MS"),
        environment.requireNumber("LOCK_MS"),
        environment.requireNumber("PAUSE_MS"));
  }

  /** The time that a conductor must have left before it opens a round. */
  public long longRoundMs() {
    return pauseMs
        + bettingMs
        + BeaconNetwork.MAX_PERIOD_MS
        + lockMs
        + RoundEvent.Beacon.VOID_AFTER_MS
        + LONG_FLIGHT_MS;
  }
}
