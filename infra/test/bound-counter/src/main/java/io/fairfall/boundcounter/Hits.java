package io.fairfall.boundcounter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** How often conditions went which way. Counts of several threads may lose a few, never all. */
public final class Hits {
  /** Conditions in one machine; all of the code has a tenth of them. */
  private static final int MAX_CONDITIONS = 1 << 16;

  private static final long[] COUNTS = new long[2 * MAX_CONDITIONS];
  private static final List<String> PLACES = new ArrayList<>();

  private Hits() {}

  /**
   * Makes room for one more condition.
   *
   * @param place class, line and number
   * @return the index of its first count; that of a jump is one more
   */
  static int add(String place) {
    synchronized (PLACES) {
      if (PLACES.size() == MAX_CONDITIONS) {
        throw new IllegalStateException("there are too many conditions");
      }
      PLACES.add(place);
      return 2 * (PLACES.size() - 1);
    }
  }

  /** Counts; called from counted code. */
  public static void hit(int index) {
    COUNTS[index]++;
  }

  /** {@link Math#min(int, int)}; called from counted code. */
  public static int min(int one, int other, int index) {
    COUNTS[one <= other ? index : index + 1]++;
    return Math.min(one, other);
  }

  /** {@link Math#min(long, long)}; called from counted code. */
  public static long min(long one, long other, int index) {
    COUNTS[one <= other ? index : index + 1]++;
    return Math.min(one, other);
  }

  /** {@link Math#max(int, int)}; called from counted code. */
  public static int max(int one, int other, int index) {
    COUNTS[one >= other ? index : index + 1]++;
    return Math.max(one, other);
  }

  /** {@link Math#max(long, long)}; called from counted code. */
  public static long max(long one, long other, int index) {
    COUNTS[one >= other ? index : index + 1]++;
    return Math.max(one, other);
  }

  /** {@link BigInteger#min}; called from counted code. */
  public static BigInteger min(BigInteger one, BigInteger other, int index) {
    COUNTS[one.compareTo(other) <= 0 ? index : index + 1]++;
    return one.min(other);
  }

  /** {@link BigInteger#max}; called from counted code. */
  public static BigInteger max(BigInteger one, BigInteger other, int index) {
    COUNTS[one.compareTo(other) >= 0 ? index : index + 1]++;
    return one.max(other);
  }

  /** What was counted, without conditions that were never come to. */
  static List<String> lines() {
    synchronized (PLACES) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < PLACES.size(); i++) {
        if (COUNTS[2 * i] + COUNTS[2 * i + 1] > 0) {
          lines.add(PLACES.get(i) + "|" + COUNTS[2 * i] + "|" + COUNTS[2 * i + 1]);
        }
      }
      return lines;
    }
  }
}
