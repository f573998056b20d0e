package io.fairfall.conductor.rounds;

import io.fairfall.crash.Round;
import java.util.Optional;

/** What is to be done next, from the newest round and the time alone. */
public sealed interface NextAction {
  /** A start is written this long before its instant, so that a cashout at once finds it. */
  long START_LEAD_MS = 100;

  /**
   * A start later than this would take back flight time that players have seen on their screens:
   * then the round is voided.
   */
  long MAX_START_DELAY_MS = 500;

  /** A new round, in the slot after the previous one. */
  record Open(Optional<Round> previous, long slot, long dueAtMs) implements NextAction {}

  /** The flight of the round that is open. */
  record Start(Round round, long dueAtMs) implements NextAction {}

  /** The end of a round whose start was missed. */
  record VoidRound(Round round) implements NextAction {}

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
      return new Open(
          latest, round.version() + 1, Math.max(nowMs, round.opened().startsAt() + pauseMs));
    }
    if (round.isStarted()) {
      return new AnnounceCrash(round);
    }
    return nowMs > round.opened().startsAt() + MAX_START_DELAY_MS
        ? new VoidRound(round)
        : new Start(round, round.opened().startsAt() - START_LEAD_MS);
  }
}
