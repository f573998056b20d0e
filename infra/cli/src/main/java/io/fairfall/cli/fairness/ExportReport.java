package io.fairfall.cli.fairness;

import io.fairfall.beacon.BeaconNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an export.
 *
 * @param network that of the header, or null if there was none
 * @param isNetworkKnown whether the network has the facts of its name
 * @param isWhole whether all rounds were checked: not, if there are none or too many
 * @param findings the first {@link #MAX_FINDINGS}
 * @param findingCount all of them
 */
record ExportReport(
    @Nullable BeaconNetwork network,
    boolean isNetworkKnown,
    long rounds,
    long voids,
    boolean isWhole,
    List<ExportLines.Chain> chains,
    List<Finding> findings,
    long findingCount) {
  static final int MAX_FINDINGS = 1_000;

  /**
   * Something that does not hold.
   *
   * @param line from 1
   */
  record Finding(long line, Word word, String sentence) {}

  /** As docs/reference/fairness-export.md has them. */
  enum Word {
    MALFORMED,
    INCOMPLETE,
    NETWORK,
    ORDER,
    COMMITMENT,
    CHAIN,
    BEACON_TIME,
    BEACON,
    CRASH
  }
}
