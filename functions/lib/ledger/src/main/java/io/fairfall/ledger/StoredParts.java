package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.ledger.Account.Recent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts of stored entries that every game has in common: see {@link EntryCodec}. */
public final class StoredParts {
  private static final String COMMA = ",";
  private static final int RADIX = 36;

  /** Stands before the stamp of an operation that counts and has no key: a mark is longer. */
  private static final String NO_MARK = "-";

  private StoredParts() {}

  /**
   * l limits, n looser limits that will count from nt on, c end of the cool-off, x end of the
   * exclusion, r reminder, u spending.
   */
  @Json
  public record StoredPlayerLimits(
      String l, @Nullable String n, long nt, long c, long x, int r, String u) {}

  /**
   * The format that an entry was written in.
   *
   * @param written its member, absent in the first format
   * @throws IllegalStateException if newer code wrote it
   */
  public static int format(@Nullable Integer written) {
    int format = written == null ? AccountEntry.FORMAT_1 : written;
    if (format < AccountEntry.FORMAT_1 || format > AccountEntry.FORMAT) {
      throw new IllegalStateException("an entry of format " + format + " is newer than this code");
    }
    return format;
  }

  /** The member for an entry's format. */
  public static @Nullable Integer format(AccountEntry entry) {
    return entry.format() == AccountEntry.FORMAT_1 ? null : entry.format();
  }

  /**
   * The recent operations without the entry's own, with commas between: the mark, or a hyphen for
   * an operation that has none and counts, and in base 36 the stamp of those that count to the
   * rate.
   */
  public static @Nullable String recent(Account after) {
    List<Recent> recent = after.recent();
    return recent.size() == 1
        ? null
        : recent.stream().skip(1).map(StoredParts::one).collect(Collectors.joining(COMMA));
  }

  /** The recent operations, the entry's own first. */
  public static List<Recent> recent(
      int format,
      AccountEntry.Kind kind,
      Operation.RequestFingerprint fingerprint,
      long stampMs,
      @Nullable String written) {
    Recent own = new Recent(fingerprint.idDigest(), kind.isThePlayers(format) ? stampMs : 0);
    return Stream.concat(
            Stream.of(own),
            written == null
                ? Stream.empty()
                : Arrays.stream(written.split(COMMA, -1)).map(StoredParts::one))
        .toList();
  }

  private static String one(Recent one) {
    if (one.stampMs() == 0) {
      return one.mark();
    }
    return (one.mark().isEmpty() ? NO_MARK : one.mark()) + Long.toString(one.stampMs(), RADIX);
  }

  private static Recent one(String written) {
    if (written.startsWith(NO_MARK) && written.length() < Digest.LENGTH) {
      return new Recent("", Long.parseLong(written.substring(NO_MARK.length()), RADIX));
    }
    return written.length() <= Digest.LENGTH
        ? new Recent(written, 0)
        : new Recent(
            written.substring(0, Digest.LENGTH),
            Long.parseLong(written.substring(Digest.LENGTH), RADIX));
  }

  /** Protection as it is stored; null where there is none. */
  public static @Nullable StoredPlayerLimits stored(PlayerLimits playerLimits) {
    if (playerLimits.equals(PlayerLimits.NONE)) {
      return null;
    }
    PlayerLimits.Raise raise = playerLimits.raise();
    return new StoredPlayerLimits(
        playerLimits.limits().written(),
        raise == null ? null : raise.limits().written(),
        raise == null ? 0 : raise.fromMs(),
        playerLimits.coolOffUntilMs(),
        playerLimits.excludedUntilMs(),
        playerLimits.reminderMinutes(),
        playerLimits.spending().written());
  }

  /** Protection as it was stored. */
  public static PlayerLimits protection(@Nullable StoredPlayerLimits p) {
    return p == null
        ? PlayerLimits.NONE
        : new PlayerLimits(
            Limits.read(p.l()),
            p.n() == null ? null : new PlayerLimits.Raise(Limits.read(p.n()), p.nt()),
            p.c(),
            p.x(),
            p.r(),
            LimitUsage.read(p.u()));
  }
}
