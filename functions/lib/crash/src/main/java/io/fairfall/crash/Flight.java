package io.fairfall.crash;

import io.fairfall.money.Multiplier;
import java.util.Objects;

/**
 * A flight with its end: instants are compared, never multipliers, because one displayed value
 * lasts up to 166 ms and a fast bot could react to the announcement within it.
 *
 * <p>Undisclosed until its round has crashed; like {@link RoundSecret} it has no JSON form.
 */
public final class Flight {
  private final long startsAtMs;
  private final long crashAtMs;
  private final Multiplier crash;
  private final String gameHash;

  Flight(long startsAtMs, long crashAtMs, Multiplier crash, String gameHash) {
    this.startsAtMs = startsAtMs;
    this.crashAtMs = crashAtMs;
    this.crash = crash;
    this.gameHash = gameHash;
  }

  /**
   * The flight of a round that has crashed, from what its journal says.
   *
   * @throws NullPointerException if it has not crashed
   */
  public static Flight of(Round round) {
    RoundEvent.Crashed crashed = Objects.requireNonNull(round.crashed());
    return new Flight(round.startsAt(), crashed.crashedAt(), crashed.crash(), crashed.gameHash());
  }

  public boolean hasBegunAt(long instantMs) {
    return instantMs >= startsAtMs;
  }

  /** Whether the flight is over at an instant; at the crash instant itself it still flies. */
  public boolean isOverAt(long instantMs) {
    return instantMs > crashAtMs;
  }

  /** The multiplier at an instant of the flight, never above the crash point. */
  public Multiplier multiplierAt(long instantMs) {
    return Curve.at(instantMs - startsAtMs).min(crash);
  }

  /** Whether the flight got as far as a multiplier before it ended. */
  public boolean reaches(Multiplier target) {
    return !target.isAbove(crash);
  }

  /** The event that announces the end. Whoever has it must wait for the instant in it. */
  public RoundEvent.Crashed announcement() {
    return new RoundEvent.Crashed(crash, crashAtMs, gameHash);
  }

  @Override
  public String toString() {
    return "Flight[undisclosed]";
  }
}
