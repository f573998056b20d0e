package io.fairfall.crash;

import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Force;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.money.Multiplier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One round as far as the {@code game} journal tells it.
 *
 * @param id version of its opening in the journal
 * @param second what the next slot holds, {@link Started} or {@link Voided}, or null so far
 * @param crashed what the third slot holds, or null so far
 */
public record Round(
    long id, Opened opened, @Nullable RoundEvent second, @Nullable Crashed crashed) {

  /** The last version that a round's entries can have, counted from its id. */
  public static final int LAST_SLOT = 2;

  public boolean isStarted() {
    return second instanceof Started;
  }

  /** The flight's first instant: what its start says, and before that the earliest. */
  public long startsAt() {
    return second instanceof Started started ? started.startsAt() : opened.startsAt();
  }

  /** The signature that decides where this flight ends, once it has begun. */
  public Optional<BeaconSignature> signature() {
    return second instanceof Started started
        ? Optional.ofNullable(started.signature()).map(BeaconSignature::new)
        : Optional.empty();
  }

  /** A multiplier or the force point, whichever comes first in this flight. */
  public Multiplier bounded(Multiplier target) {
    return force().map(force -> target.min(force.at())).orElse(target);
  }

  /** The force point, known once the flight has begun. */
  public Optional<Force> force() {
    return second instanceof Started started
        ? Optional.ofNullable(started.force())
        : Optional.empty();
  }

  public Optional<Voided> voided() {
    return second instanceof Voided voided ? Optional.of(voided) : Optional.empty();
  }

  public boolean isOver() {
    return crashed != null || second instanceof Voided;
  }

  /** Version of the newest entry that this view knows. */
  public long version() {
    if (crashed != null) {
      return id + 2;
    }
    return second == null ? id : id + 1;
  }

  /** The round as it stood when the journal's newest entry had a version. */
  public Round asOf(long gameVersion) {
    if (gameVersion < id) {
      throw new IllegalArgumentException("round " + id + " was not open yet");
    }
    if (gameVersion >= version()) {
      return this;
    }
    return new Round(id, opened, gameVersion > id ? second : null, null);
  }

  public Phase phase(long nowMs) {
    if (crashed != null) {
      return Phase.CRASHED;
    }
    if (second instanceof Voided) {
      return Phase.VOIDED;
    }
    if (isStarted() && nowMs >= startsAt()) {
      return Phase.FLYING;
    }
    return nowMs < opened.closesAt() ? Phase.OPEN : Phase.LOCKED;
  }

  /** Where a round stands. */
  public enum Phase {
    OPEN,
    LOCKED,
    FLYING,
    CRASHED,
    VOIDED
  }
}
