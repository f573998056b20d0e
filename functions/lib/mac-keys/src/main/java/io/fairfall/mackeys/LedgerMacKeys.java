package io.fairfall.mackeys;

import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
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
 * with it; one that meets an unknown key all the same reads them again. While the secret cannot be
 * read, or cannot be understood, the last good copy serves on for an hour: a slip at a rotation
 * must not stop the house at once.
 *
 * <p>The one-machine runner gives out keys that are marked as worthless. They are refused wherever
 * the mode is not local: a house whose seals anybody can make must not begin to work.
 */
public final class LedgerMacKeys implements MacKeySource {
  /** How old a copy may become before it is read again. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  /** How long a copy serves when it cannot be read again. */
  public static final Duration STALE_AT_MOST = Duration.ofHours(1);

  /** No two readings are closer than this, whatever fails: requests wait for them. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(15);

  private static final String DEVELOPMENT_MARK = "development-only-";

  private final Supplier<String> secret;
  private final boolean isLocal;
  private final InstantSource clock;
  private volatile @Nullable Copy copy;

  /**
   * Keys that nobody has read yet.
   *
   * @param secret reads the secret's text; may throw {@link StoreUnavailableException}
   * @param isLocal whether this is one machine, where marked keys are welcome
   */
  LedgerMacKeys(Supplier<String> secret, boolean isLocal, InstantSource clock) {
    this.secret = secret;
    this.isLocal = isLocal;
    this.clock = clock;
  }

  /** Those of the secret that {@code LEDGER_KEYS_SECRET} names; {@code MODE} says where we are. */
  public static LedgerMacKeys of(Environment environment, InstantSource clock) {
    return new LedgerMacKeys(
        StoredSecret.of(environment, "LEDGER_KEYS_SECRET"), environment.isLocal(), clock);
  }

  /**
   * All keys, at most {@link #STALE_AT_MOST} old.
   *
   * @throws StoreUnavailableException if Secrets Manager does not answer and no copy may serve any
   *     more
   * @throws IllegalStateException if the secret is not what it must be; the message quotes nothing
   */
  @Override
  public MacKeys get() {
    Instant now = clock.instant();
    Copy known = copy;
    return known == null || known.isDue(now) ? read(known, now) : known.keys();
  }

  /** As {@link #get}, but a key that the copy lacks is a reason to read it again at once. */
  @Override
  public MacKeys knowing(int keyId) {
    MacKeys keys = get();
    Copy known = copy;
    Instant now = clock.instant();
    boolean mayAsk = known != null && known.mayBeAskedForAgain(now);
    return keys.find(keyId).isEmpty() && mayAsk ? read(known, now) : keys;
  }

  private MacKeys read(@Nullable Copy known, Instant now) {
    try {
      MacKeys keys = MacKeyText.read(secret.get());
      refuseMarked(keys);
      copy = new Copy(keys, now, now);
      return keys;
    } catch (RuntimeException failure) {
      if (known == null || !now.isBefore(known.readAt().plus(STALE_AT_MOST))) {
        throw failure;
      }
      Log.failure("ledger_keys_stale", failure, Map.of("readAt", known.readAt().toString()));
      copy = new Copy(known.keys(), known.readAt(), now);
      return known.keys();
    }
  }

  private void refuseMarked(MacKeys keys) {
    for (MacKey key : keys.keys()) {
      if (!isLocal && key.secret().startsWith(DEVELOPMENT_MARK)) {
        throw new IllegalStateException(
            "the ledger's keys are refused: key.%d is a development key, and MODE is not local"
                .formatted(key.id()));
      }
    }
  }

  /** What was read and when, and when it was last asked for, which may have failed. */
  private record Copy(MacKeys keys, Instant readAt, Instant askedAt) {
    boolean isDue(Instant now) {
      Duration rest = askedAt.equals(readAt) ? FRESH : ASK_AGAIN;
      return !now.isBefore(askedAt.plus(rest));
    }

    boolean mayBeAskedForAgain(Instant now) {
      return !now.isBefore(askedAt.plus(ASK_AGAIN));
    }
  }
}
