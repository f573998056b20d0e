package io.fairfall.audit.check;

import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.MacMismatchException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The seals of a journal that once had none. From its first one on every entry has one, and from
 * the game's first one on, but for the hour in which a release is being deployed and writers of the
 * one before are still at work.
 */
public final class SealCheck {
  private String previous = MacChain.NONE;
  private final @Nullable Long houseSince;
  private @Nullable Long since;

  /**
   * @param houseSince since when the house seals this journal, whatever stands in it; null if
   *     nothing says so
   */
  SealCheck(@Nullable Long houseSince) {
    this.houseSince = houseSince;
  }

  /** When the first sealed entry was written, null if none was. */
  @Nullable
  public Long since() {
    return since;
  }

  /** The newest entry's seal. */
  public String newest() {
    return previous;
  }

  /** Goes on where another one ended. */
  public void resume(Entry last, @Nullable Long sealedSince) {
    previous = last.seal();
    since = sealedSince;
  }

  /**
   * Takes the next entry.
   *
   * @param follows whether it stands right after the one before it
   * @return what is wrong with its seal, nothing if it is right, or cannot be judged
   */
  public Optional<String> fault(Entry entry, boolean follows, Optional<MacKeySource> keys) {
    String before = previous;
    previous = entry.seal();
    if (entry.seal().equals(MacChain.NONE)) {
      return isDue(entry, since) || isDue(entry, houseSince)
          ? Optional.of("has no seal, in a journal that is sealed")
          : Optional.empty();
    }
    since = since == null ? entry.atMs() : since;
    if (keys.isEmpty() || !follows) {
      return Optional.empty();
    }
    try {
      MacChain.verify(entry, before, keys.get().knowing(MacChain.keyId(entry)));
      return Optional.empty();
    } catch (MacMismatchException broken) {
      return Optional.of(String.valueOf(broken.getMessage()));
    }
  }

  private static boolean isDue(Entry entry, @Nullable Long sealedSince) {
    return sealedSince != null && entry.atMs() > sealedSince + SealingStart.DEPLOYMENT_MS;
  }
}
