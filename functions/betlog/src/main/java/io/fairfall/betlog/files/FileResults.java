package io.fairfall.betlog.files;

import io.fairfall.betlog.bets.Grading;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Result and payout follow from the legs' statuses: a file may only say what does. */
final class FileResults {
  private FileResults() {}

  /**
   * Compares what a bet's first row says with what follows.
   *
   * @throws IllegalArgumentException with a sentence that says both
   */
  static void require(FileBet bet, CsvTable.Row first, CsvNumbers numbers) {
    Grading.Payout follows = Grading.of(bet.slip(), bet.statuses());
    String result = first.cell(Column.RESULT).toLowerCase(Locale.ROOT);
    if (!result.isEmpty() && !result.equals(follows.result())) {
      throw new IllegalArgumentException(
          "result is %s, and the legs' statuses make it %s.".formatted(result, follows.result()));
    }
    String payout = numbers.number(first.cell(Column.PAYOUT));
    if (!payout.isEmpty() && !isSame(payout, follows.payout())) {
      throw new IllegalArgumentException(
          "payout is %s, and what follows from odds and statuses is %s."
              .formatted(payout, follows.payout() == null ? "none yet" : follows.payout()));
    }
  }

  private static boolean isSame(String payout, @Nullable String follows) {
    return payout.matches("[0-9]{1,15}(\\.[0-9]{1,4})?")
        && follows != null
        && new BigDecimal(payout).compareTo(new BigDecimal(follows)) == 0;
  }
}
