package io.fairfall.cli.migrate;

import io.fairfall.money.Wei;
import java.math.BigInteger;

/** What a run has come to so far: rows, and money to the wei. */
final class MigrationTally {
  private final Sum opened = new Sum();
  private final Sum already = new Sum();
  private final Sum unknown = new Sum();
  private long zeros;
  private long rejected;
  private long lastLine;

  /** A number of rows and the money in them. */
  static final class Sum {
    private long rows;
    private BigInteger wei = BigInteger.ZERO;

    private void add(Wei amount) {
      rows++;
      wei = wei.add(amount.value());
    }

    long rows() {
      return rows;
    }

    BigInteger wei() {
      return wei;
    }
  }

  void opened(Wei amount) {
    opened.add(amount);
  }

  void already(Wei amount) {
    already.add(amount);
  }

  void unknown(Wei amount) {
    unknown.add(amount);
  }

  void rejected() {
    rejected++;
  }

  void zero() {
    zeros++;
  }

  void reached(long line) {
    lastLine = line;
  }

  Sum opened() {
    return opened;
  }

  Sum already() {
    return already;
  }

  Sum unknown() {
    return unknown;
  }

  long zeros() {
    return zeros;
  }

  long rejectedRows() {
    return rejected;
  }

  /** Every row up to this line is in one of the counts, and none beyond it. */
  long lastLine() {
    return lastLine;
  }

  long rows() {
    return opened.rows + already.rows + unknown.rows + zeros + rejected;
  }
}
