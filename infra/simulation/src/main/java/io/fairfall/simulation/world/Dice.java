package io.fairfall.simulation.world;

import io.fairfall.simulation.history.Fault;
import io.fairfall.simulation.history.History;
import java.util.Optional;
import java.util.SplittableRandom;

/** Decides what goes wrong, and counts it. */
final class Dice {
  private static final Fault[] ON_READ = {
    Fault.READ_FAILED, Fault.STOPPED_BEFORE, Fault.STOPPED_AFTER
  };
  private static final Fault[] ON_WRITE = {
    Fault.REQUEST_LOST,
    Fault.REPLY_LOST,
    Fault.DELAYED,
    Fault.DUPLICATED,
    Fault.REPEATED,
    Fault.RESENT,
    Fault.RESENT_INTO_CONFLICT,
    Fault.THROTTLED,
    Fault.CONTENDED,
    Fault.STOPPED_BEFORE,
    Fault.STOPPED_AFTER
  };

  private final SplittableRandom random;
  private final History history;
  private int percent;

  Dice(SplittableRandom random, int percent, History history) {
    this.random = random;
    this.percent = percent;
    this.history = history;
  }

  /** From now on nothing goes wrong. */
  void calm() {
    percent = 0;
  }

  /** Whether anything goes wrong at all. */
  boolean isEvil() {
    return percent > 0;
  }

  Optional<Fault> onRead() {
    return draw(ON_READ);
  }

  Optional<Fault> onWrite() {
    return draw(ON_WRITE);
  }

  /** Whether one kind of fault strikes. */
  boolean strikes(Fault fault) {
    boolean strikes = random.nextInt(100) < percent;
    if (strikes) {
      history.struck(fault);
    }
    return strikes;
  }

  /** How long somebody waits, in milliseconds. */
  int patience(int maxMs) {
    return random.nextInt(maxMs);
  }

  private Optional<Fault> draw(Fault[] faults) {
    if (percent == 0) {
      return Optional.empty();
    }
    int drawn = random.nextInt(100) / percent;
    if (drawn >= faults.length) {
      return Optional.empty();
    }
    history.struck(faults[drawn]);
    return Optional.of(faults[drawn]);
  }
}
