package io.fairfall.ledger;

import io.fairfall.json.WholeNumber;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's name for one operation, its {@code Idempotency-Key}: the account version it was made
 * on, a dot, and something random.
 *
 * <p>The operation may take the slots base + 1 … base + {@link #WINDOW_SLOTS} and no other, so that
 * whether it happened is answered for ever by looking at these.
 *
 * @param base the account version that the client had seen
 * @param text the whole key
 */
public record OperationId(long base, String text) {
  public static final int WINDOW_SLOTS = 64;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.[A-Za-z0-9_-]{8,22}");

  /** Reads a key, or nothing if it does not have the form. */
  public static Optional<OperationId> parse(String text) {
    Matcher form = FORM.matcher(text);
    OptionalLong base =
        form.matches() ? WholeNumber.parse(form.group(1), 0, Long.MAX_VALUE) : OptionalLong.empty();
    return base.isPresent()
        ? Optional.of(new OperationId(base.getAsLong(), text))
        : Optional.empty();
  }

  /** What recent operations are known by: 64 bits of a hash, for entries are small. */
  String digest() {
    return Digest.of(text);
  }

  long firstSlot() {
    return base + 1;
  }

  long lastSlot() {
    return base + WINDOW_SLOTS;
  }
}
