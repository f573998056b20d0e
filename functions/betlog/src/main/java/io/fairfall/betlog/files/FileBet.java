package io.fairfall.betlog.files;

import io.fairfall.betlog.bets.BetOwner;
import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.Slip;
import java.util.List;

/**
 * A bet of a file.
 *
 * @param row its first line in the file, from 1; the header is 1
 * @param betId what the file calls it, or empty
 * @param owner whose it is
 * @param slip what is bet, with the closing prices that the file has
 * @param statuses one for each leg, {@link LegStatus#OPEN} where the file says nothing
 */
public record FileBet(long row, String betId, BetOwner owner, Slip slip, List<LegStatus> statuses) {
  /** Whether it says anything that only a grader may say. */
  public boolean isGraded() {
    return statuses.stream().anyMatch(status -> status != LegStatus.OPEN)
        || slip.legs().stream().anyMatch(leg -> leg.closingOdds() != null);
  }
}
