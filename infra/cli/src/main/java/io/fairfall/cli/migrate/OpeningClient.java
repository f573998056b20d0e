package io.fairfall.cli.migrate;

import java.util.List;

/** Who opens balances. */
@FunctionalInterface
interface OpeningClient {
  /** The most that are asked at once. */
  int MAX_OPENINGS = 50;

  /**
   * Opens balances.
   *
   * @param openings up to {@link #MAX_OPENINGS}
   * @return what became of each, in their order
   * @throws io.fairfall.cli.admin.AdminCommandException if the command itself was refused, so that
   *     the next one would be too
   */
  List<OpeningOutcome> open(List<Row.Opening> openings);
}
