package io.fairfall.conductor.rounds;

import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent.Beacon;
import java.util.Optional;

/** What is to be done next, from the newest round and the time alone. */
public sealed interface NextAction {
  /** A start is written this long before its instant, so that a cashout at once finds it. */
  long START_LEAD_MS = 100;

  /**
   * How long after its start a round that no beacon decides is void if it has not started. Such
   * rounds are of before, and are not started any more.
   */
  long UNDECIDED_VOID_AFTER_MS = 501;

  /** A new round, in the slot after the previous one. */
  record Open(Optional<Round> previous, long slot, long dueAtMs) implements NextAction {}

  /**
   * The flight of the round that is open, as soon as its beacon is there and not before it is due.
   *
   * @param beacon what decides the round
   */
  record Start(Round round, Beacon beacon, long dueAtMs) implements NextAction {}

  /** The end of a round that has not started in time. */
  record VoidRound(Round round, long dueAtMs) implements NextAction {}

  /** The crash of the round that flies. Only its secret knows when: a started round ends in one. */
  record AnnounceCrash(Round round) implements NextAction {}

  /**
   * The next step.
   *
   * @param latest the newest round, if there is one
   * @param pauseMs from a crash to the next opening
   */
  static NextAction of(Optional<Round> latest, long nowMs, long pauseMs) {
    if (latest.isEmpty()) {
      return new Open(latest, 1, nowMs);
    }
    Round round = latest.get();
    if (round.crashed() != null) {
      return new Open(
          latest, round.version() + 1, Math.max(nowMs, round.crashed().crashedAt() + pauseMs));
    }
    if (round.isOver()) {
      return new Open(latest, round.version() + 1, Math.max(nowMs, round.startsAt() + pauseMs));
    }
    return round.isStarted() ? new AnnounceCrash(round) : begin(round, nowMs);
  }

  private static NextAction begin(Round round, long nowMs) {
    Beacon beacon = round.opened().beacon();
    if (beacon == null) {
      return new VoidRound(round, round.startsAt() + UNDECIDED_VOID_AFTER_MS);
    }
    return nowMs > beacon.voidAtMs()
        ? new VoidRound(round, beacon.voidAtMs())
        : new Start(round, beacon, round.startsAt() - START_LEAD_MS);
  }
}
