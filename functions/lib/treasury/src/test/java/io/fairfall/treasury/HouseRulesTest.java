package io.fairfall.treasury;

import static io.fairfall.treasury.ToldFacts.ALICE;
import static io.fairfall.treasury.ToldFacts.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final long ROUND = 7;
  private static final PublicBetEvent BET = ToldFacts.bet(ALICE, 2, 100);
  private static final PublicBetEvent OTHER = ToldFacts.bet(BOB, 5, 40);

  @Test
  void aStakeThatIsKeptIsWonAndAProfitThatIsPaidIsLost() {
    HouseEntry.Posted posted =
        post(BET, OTHER, ToldFacts.lost(BET, 3), ToldFacts.paid(OTHER, 6, 250));
    assertEquals(BigInteger.valueOf(100 - 60), posted.posting().delta());
    assertEquals(BigInteger.valueOf(40), posted.after().bankroll());
    assertEquals(1, posted.after().version());
  }

  @Test
  void aBetThatIsOpenIsNobodysYet() {
    assertEquals(
        BigInteger.valueOf(100), post(BET, OTHER, ToldFacts.lost(BET, 3)).posting().total());
    RoundPnl takings = RoundPnl.of(List.of(BET, OTHER, ToldFacts.lost(BET, 3)));
    assertEquals(List.of(OTHER), takings.open());
  }

  @Test
  void aCorrectedLossComesToTheSameAsACashoutInTimeWhicheverIsToldFirst() {
    PublicBetEvent loss = ToldFacts.lost(BET, 3);
    PublicBetEvent correction = ToldFacts.paid(BET, 4, 300);
    assertEquals(BigInteger.valueOf(-200), post(BET, correction).posting().total());
    assertEquals(BigInteger.valueOf(-200), post(BET, loss, correction).posting().total());
    assertEquals(BigInteger.valueOf(-200), post(BET, correction, loss).posting().total());
    assertEquals(BigInteger.valueOf(-200), post(correction, loss, BET).posting().total());
  }

  @Test
  void aCorrectionAfterAPostingIsAPostingOfItsOwn() {
    HouseEntry.Posted first = post(BET, ToldFacts.lost(BET, 3));
    HouseEntry.Posted second =
        HouseRules.post(
                first.after(),
                ROUND,
                Optional.of(first.posting()),
                told(2, BET, ToldFacts.lost(BET, 3), ToldFacts.paid(BET, 4, 150)))
            .orElseThrow();
    assertEquals(new RoundPosting(ROUND, 2, 2, 2, big(-150), big(-50)), second.posting());
    assertEquals(big(-50), second.after().posted());
  }

  @Test
  void aRefundChangesNothingAndIsNotPosted() {
    assertEquals(
        Optional.empty(),
        HouseRules.post(
            HouseBalance.EMPTY, ROUND, Optional.empty(), told(1, BET, ToldFacts.refunded(BET, 3))));
  }

  @Test
  void whatWasPostedIsNotPostedAgain() {
    HouseEntry.Posted first = post(BET, ToldFacts.lost(BET, 3));
    assertEquals(
        Optional.empty(),
        HouseRules.post(
            first.after(),
            ROUND,
            Optional.of(first.posting()),
            told(9, BET, ToldFacts.lost(BET, 3), OTHER)));
  }

  @Test
  void factsThatHaveGoneAreNoReasonToPost() {
    HouseEntry.Posted first = post(BET, ToldFacts.lost(BET, 3));
    assertThrows(
        IllegalStateException.class,
        () -> HouseRules.post(first.after(), ROUND, Optional.of(first.posting()), told(0)));
  }

  @Test
  void fundingIsNoWinning() {
    HouseBalance books = funded(HouseBalance.EMPTY, 500).orElseThrow().after();
    assertEquals(new HouseBalance(1, BigInteger.ZERO, big(500)), books);
    assertEquals(
        new HouseBalance(2, BigInteger.ZERO, big(200)), funded(books, -300).orElseThrow().after());
  }

  @Test
  void nobodyTakesOutWhatIsNotThere() {
    HouseBalance books = new HouseBalance(3, big(-100), big(500));
    assertEquals(Optional.empty(), funded(books, -401));
    assertEquals(BigInteger.ZERO, funded(books, -400).orElseThrow().after().bankroll());
  }

  @Test
  void whatIsLostCanBeFundedBackBitByBit() {
    assertEquals(
        big(-90),
        funded(new HouseBalance(3, big(-100), big(0)), 10).orElseThrow().after().bankroll());
  }

  @Test
  void aFundingNamesWhoAndWhy() {
    assertThrows(IllegalArgumentException.class, () -> new HouseFunding("a", big(0), "ann", "why"));
    assertThrows(IllegalArgumentException.class, () -> new HouseFunding("a", big(1), " ", "why"));
    assertThrows(IllegalArgumentException.class, () -> new HouseFunding("a", big(1), "ann", ""));
    assertThrows(
        IllegalArgumentException.class, () -> new HouseFunding("a:b", big(1), "ann", "why"));
  }

  private static Optional<HouseEntry.Funded> funded(HouseBalance books, long amount) {
    return HouseRules.fund(books, new HouseFunding("f-1", big(amount), "ann", "a test"));
  }

  private static HouseEntry.Posted post(PublicBetEvent... facts) {
    return HouseRules.post(HouseBalance.EMPTY, ROUND, Optional.empty(), told(1, facts))
        .orElseThrow();
  }

  private static RoundFacts.Told told(long through, PublicBetEvent... facts) {
    return new RoundFacts.Told(List.of(facts), through);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
