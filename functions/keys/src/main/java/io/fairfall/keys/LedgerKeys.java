package io.fairfall.keys;

import io.fairfall.edge.Environment;
import io.fairfall.edge.Log;
import io.fairfall.journal.SealKey;
import io.fairfall.journal.SealKeys;
import io.fairfall.journal.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal accounts' entries, as this instance knows them.
 *
 * <p>They are read when they are first needed and never before: a snapshot of an instance that has
 * not worked yet holds none of them. A copy is good for some minutes, which is less than the time
 * by which a new key must be announced, so that every instance knows a key before any of them seals
 * with it. While the secret cannot be read, or cannot be understood, the last good copy serves on
 * for an hour: a slip at a rotation must not stop the house at once.
 *
 * <p>The one-machine runner gives out keys that are marked as worthless. They are refused wherever
 * the mode is not local: a house whose seals anybody can make must not begin to work.
 */
public final class LedgerKeys implements Supplier<SealKeys> {
  /** How old a copy may become before it is read again. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  /** How long a copy serves when it cannot be read again. */
  public static final Duration STALE_AT_MOST = Duration.ofHours(1);

  /** After a failed reading, requests are not held up by the next one for this long. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(15);

  private static final String DEVELOPMENT_MARK = "development-only-";

  private final Supplier<String> secret;
  private final boolean isLocal;
  private final InstantSource clock;
  private volatile @Nullable Copy copy;

  /**
   * Keys that nobody has read yet.
   *
   * @param secret reads the secret's text; may throw {@link StoreUnavailable}
   * @param isLocal whether this is one machine, where marked keys are welcome
   */
  LedgerKeys(Supplier<String> secret, boolean isLocal, InstantSource clock) {
    this.secret = secret;
    this.isLocal = isLocal;
    this.clock = clock;
  }

  /** Those of the secret that {@code LEDGER_KEYS_SECRET} names; {@code MODE} says where we are. */
  public static LedgerKeys of(Environment environment, InstantSource clock) {
    return new LedgerKeys(
        StoredSecret.of(environment, "LEDGER_KEYS_SECRET"),
        environment.require("MODE").equals("local"),
        clock);
  }

  /**
   * All keys, at most {@link #STALE_AT_MOST} old.
   *
   * @throws StoreUnavailable if Secrets Manager does not answer and no copy may serve any more
   * @throws IllegalStateException if the secret is not what it must be; the message quotes nothing
   */
  @Override
  public SealKeys get() {
    Instant now = clock.instant();
    Copy known = copy;
    return known != null && now.isBefore(known.askAgainAt()) ? known.keys() : read(known, now);
  }

  private SealKeys read(@Nullable Copy known, Instant now) {
    try {
      SealKeys keys = KeyText.read(secret.get());
      refuseMarked(keys);
      copy = new Copy(keys, now, now.plus(FRESH));
      return keys;
    } catch (RuntimeException failure) {
      if (known == null || !now.isBefore(known.readAt().plus(STALE_AT_MOST))) {
        throw failure;
      }
      Log.failure("ledger_keys_stale", failure, Map.of("readAt", known.readAt().toString()));
      copy = new Copy(known.keys(), known.readAt(), now.plus(ASK_AGAIN));
      return known.keys();
    }
  }

  private void refuseMarked(SealKeys keys) {
    for (SealKey key : keys.keys()) {
      if (!isLocal && key.secret().startsWith(DEVELOPMENT_MARK)) {
        throw new IllegalStateException(
            "the ledger's keys are refused: key.%d is a development key, and MODE is not local"
                .formatted(key.id()));
      }
    }
  }

  /** What was read, when, and until when nobody needs to ask again. */
  private record Copy(SealKeys keys, Instant readAt, Instant askAgainAt) {}
}
