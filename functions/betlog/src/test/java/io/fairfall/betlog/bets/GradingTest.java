package io.fairfall.betlog.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fairfall.betlog.TestSlips;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GradingTest {
  /**
   * Decimal odds of the five legs, so that the expectation below is a product of plain decimals.
   */
  private static final List<String> DECIMALS = List.of("1.91", "2.50", "1.50", "3.25", "2.05");

  private static final Slip FIVE = TestSlips.parlay("10.00", DECIMALS);

  /** Every way in which five legs can be won, pushed or void: 243 of them. */
  static List<List<LegStatus>> withoutALoss() {
    return combinations(List.of(LegStatus.WON, LegStatus.PUSH, LegStatus.VOID));
  }

  @ParameterizedTest
  @MethodSource("withoutALoss")
  void aParlayGoesOnWithoutTheLegsThatPushedOrAreVoid(List<LegStatus> statuses) {
    BigDecimal expected = new BigDecimal("10.00");
    for (int leg = 0; leg < DECIMALS.size(); leg++) {
      if (statuses.get(leg) == LegStatus.WON) {
        expected = expected.multiply(new BigDecimal(DECIMALS.get(leg)));
      }
    }
    Grading.Payout payout = Grading.of(FIVE, statuses);
    assertEquals(expected.setScale(2, RoundingMode.HALF_UP).toPlainString(), payout.payout());
    String result = "won";
    if (!statuses.contains(LegStatus.WON)) {
      result = statuses.contains(LegStatus.PUSH) ? "push" : "void";
      assertEquals("0.00", payout.profit());
    }
    assertEquals(result, payout.result());
    assertNull(payout.potential());
  }

  @Test
  void oneLostLegLosesAParlayHoweverTheOthersStand() {
    int lost = 0;
    for (List<LegStatus> statuses : combinations(List.of(LegStatus.values()))) {
      Grading.Payout payout = Grading.of(FIVE, statuses);
      if (statuses.contains(LegStatus.LOST)) {
        lost++;
        assertEquals(List.of("lost", "0.00", "-10.00"), told(payout));
      } else {
        assertEquals(statuses.contains(LegStatus.OPEN), payout.result().equals("open"));
      }
    }
    assertEquals(3125 - 1024, lost);
  }

  @ParameterizedTest
  @CsvSource({"won, 19.09, 9.09", "lost, 0.00, -10.00", "push, 10.00, 0.00", "void, 10.00, 0.00"})
  void aStraightBetIsItsLeg(String status, String payout, String profit) {
    assertEquals(
        List.of(status, payout, profit),
        told(Grading.of(TestSlips.straight("-110", "10"), List.of(LegStatus.named(status)))));
  }

  @ParameterizedTest
  @CsvSource({
    "won won won, won, 26.00, 16.00",
    "won won push, won, 18.33, 8.33",
    "won void won, won, 18.33, 8.33",
    "won push push, push, 10.00, 0.00",
    "won void void, void, 10.00, 0.00",
    "push push push, push, 10.00, 0.00",
    "void void void, void, 10.00, 0.00",
    "won won lost, lost, 0.00, -10.00",
    "push void lost, lost, 0.00, -10.00",
  })
  void aTeaserPaysThePriceForAsManyLegsAsAreLeft(
      String statuses, String result, String payout, String profit) {
    Slip teaser = TestSlips.teaser("10.00", 3, List.of("-120", "+160"));
    assertEquals(
        List.of(result, payout, profit),
        told(Grading.of(teaser, LegStatus.named(List.of(statuses.split(" "))))));
  }

  @Test
  void anOpenBetSaysWhatItReturnsIfAllOpenLegsWin() {
    List<LegStatus> statuses = LegStatus.named(List.of("won", "push", "open", "void", "open"));
    Grading.Payout payout = Grading.of(FIVE, statuses);
    // 10 × 1.91 × 1.50 × 2.05
    assertEquals("58.73", payout.potential());
    assertNull(payout.payout());
  }

  private static List<Object> told(Grading.Payout payout) {
    return List.of(
        payout.result(), String.valueOf(payout.payout()), String.valueOf(payout.profit()));
  }

  private static List<List<LegStatus>> combinations(List<LegStatus> statuses) {
    List<List<LegStatus>> all = new ArrayList<>(List.of(Collections.<LegStatus>emptyList()));
    for (int leg = 0; leg < DECIMALS.size(); leg++) {
      List<List<LegStatus>> longer = new ArrayList<>();
      for (List<LegStatus> before : all) {
        for (LegStatus status : statuses) {
          List<LegStatus> after = new ArrayList<>(before);
          after.add(status);
          longer.add(after);
        }
      }
      all = longer;
    }
    return all;
  }
}
