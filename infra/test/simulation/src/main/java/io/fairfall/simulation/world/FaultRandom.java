package io.fairfall.simulation.world;

import io.fairfall.simulation.history.InjectedFault;
import io.fairfall.simulation.history.RunHistory;
import java.util.Optional;
import java.util.SplittableRandom;

/** Decides what goes wrong, and counts it. */
final class FaultRandom {
  private static final InjectedFault[] ON_READ = {
    InjectedFault.READ_FAILED, InjectedFault.STOPPED_BEFORE, InjectedFault.STOPPED_AFTER
  };
  private static final InjectedFault[] ON_WRITE = {
    InjectedFault.REQUEST_LOST,
    InjectedFault.REPLY_LOST,
    InjectedFault.DELAYED,
    InjectedFault.DUPLICATED,
    InjectedFault.REPEATED,
    InjectedFault.RESENT,
    InjectedFault.RESENT_INTO_CONFLICT,
    InjectedFault.THROTTLED,
    InjectedFault.CONTENDED,
    InjectedFault.STOPPED_BEFORE,
    InjectedFault.STOPPED_AFTER
  };

  private final SplittableRandom random;
  private final RunHistory history;
  private int percent;

  FaultRandom(SplittableRandom random, int percent, RunHistory history) {
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

  Optional<InjectedFault> onRead() {
    return draw(ON_READ);
  }

  Optional<InjectedFault> onWrite() {
    return draw(ON_WRITE);
  }

  /** Whether one kind of fault strikes. */
  boolean strikes(InjectedFault fault) {
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

  private Optional<InjectedFault> draw(InjectedFault[] faults) {
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
