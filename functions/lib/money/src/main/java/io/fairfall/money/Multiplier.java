package io.fairfall.money;

import java.util.Locale;

/**
 * What a stake is multiplied by, in whole hundredths: 189 is 1.89×. Never below 1.00×.
 *
 * @param hundredths at least 100
 */
public record Multiplier(long hundredths) implements Comparable<Multiplier> {
  static final long ONE_HUNDREDTHS = 100;

  public static final Multiplier ONE = new Multiplier(ONE_HUNDREDTHS);

  public Multiplier {
    if (hundredths < ONE_HUNDREDTHS) {
      throw new IllegalArgumentException("a multiplier is at least 100 hundredths");
    }
  }

  public Multiplier min(Multiplier other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isAbove(Multiplier other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Multiplier other) {
    return Long.compare(hundredths, other.hundredths);
  }

  /** Two decimals and no sign, like {@code 1.89}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%d.%02d", hundredths / ONE_HUNDREDTHS, hundredths % ONE_HUNDREDTHS);
  }
}
