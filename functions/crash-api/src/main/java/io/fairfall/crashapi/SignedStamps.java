package io.fairfall.crashapi;

import io.fairfall.http.ProblemException;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.WholeNumber;
import io.fairfall.platform.Log;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stamp of a cashout whose outcome nobody knows, signed for the player to keep.
 *
 * <p>A cashout is decided by the instant at which it arrived. When the store does not answer, that
 * instant would be lost: asked again, the same cashout arrives later, perhaps after the crash. So
 * the answer carries the instant with a signature over player, bet and milliseconds, and a request
 * that presents it is decided as the first one would have been.
 *
 * <p>Whoever holds one may choose to present it, when the end of the flight is known, or not to. It
 * is therefore only given for failures that no player can bring about; a 429 carries none.
 */
final class SignedStamps {
  /** Longer than any outage should last; it bounds what a leaked key is good for. */
  static final long MAX_AGE_MS = 86_400_000;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

  /** What these keys sign otherwise begins with a key's number. */
  private static final String PURPOSE = "cashout-stamp";

  private final Supplier<MacKeys> keys;

  SignedStamps(Supplier<MacKeys> keys) {
    this.keys = keys;
  }

  /** The stamp as {@code <ms>.<signature>}, under the key that is in use at that instant. */
  String sign(String player, long betId, long stampMs) {
    String signature = MacChain.mac(text(player, betId, stampMs), keys.get().signingAt(stampMs));
    Log.info("signed_stamp_given", Map.of("player", player, "bet", betId));
    return stampMs + "." + signature;
  }

  /**
   * The instant that a presented stamp stands for, never later than the request that presents it.
   *
   * @param arrivedAtMs when that request counts as having arrived: after the clamp, or a late stamp
   *     would become an early one in a request that had been held open
   * @throws ProblemException {@code VALIDATION} unless it was signed here, for this player's bet,
   *     within a day
   */
  long accept(String presented, String player, long betId, long arrivedAtMs) {
    Matcher parts = FORM.matcher(presented);
    if (!parts.matches()) {
      throw refusal();
    }
    long stampMs =
        WholeNumber.parse(parts.group(1), 1, Long.MAX_VALUE).orElseThrow(SignedStamps::refusal);
    byte[] signature = parts.group(2).getBytes(StandardCharsets.US_ASCII);
    String text = text(player, betId, stampMs);
    MacKeys known = keys.get();
    boolean isOurs = false;
    for (MacKey key : known.keys()) {
      boolean fits =
          MessageDigest.isEqual(
              signature, MacChain.mac(text, key).getBytes(StandardCharsets.US_ASCII));
      isOurs |= fits && wasInUse(key, known, stampMs);
    }
    if (!isOurs || arrivedAtMs - stampMs > MAX_AGE_MS) {
      throw refusal();
    }
    Log.info(
        "signed_stamp_accepted",
        Map.of("player", player, "bet", betId, "afterMs", arrivedAtMs - stampMs));
    return Math.min(stampMs, arrivedAtMs);
  }

  /** An old key proves nothing about a later instant: it may have leaked since. */
  private static boolean wasInUse(MacKey key, MacKeys known, long stampMs) {
    boolean hadBegun = key.notBeforeMs() <= stampMs + MacChain.ROTATION_GRACE_MS;
    boolean wasReplaced =
        known.keys().stream()
            .anyMatch(
                newer ->
                    newer.id() > key.id()
                        && newer.notBeforeMs() <= stampMs - MacChain.ROTATION_GRACE_MS);
    return hadBegun && !wasReplaced;
  }

  private static String text(String player, long betId, long stampMs) {
    return String.join("\n", PURPOSE, player, Long.toString(betId), Long.toString(stampMs));
  }

  private static ProblemException refusal() {
    return ProblemException.invalid(
        "This stamp was not given for this bet of yours within the last day: present it unchanged,"
            + " or ask without it.");
  }
}
