package io.fairfall.house;

import static io.fairfall.house.Told.ALICE;
import static io.fairfall.house.Told.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.game.bets.RoundFact;
import io.fairfall.game.bets.RoundFacts;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static final long ROUND = 7;
  private static final RoundFact BET = Told.bet(ALICE, 2, 100);
  private static final RoundFact OTHER = Told.bet(BOB, 5, 40);

  @Test
  void aStakeThatIsKeptIsWonAndAProfitThatIsPaidIsLost() {
    HouseEntry.Posted posted = post(BET, OTHER, Told.lost(BET, 3), Told.paid(OTHER, 6, 250));
    assertEquals(BigInteger.valueOf(100 - 60), posted.posting().delta());
    assertEquals(BigInteger.valueOf(40), posted.after().bankroll());
    assertEquals(1, posted.after().version());
  }

  @Test
  void aBetThatIsOpenIsNobodysYet() {
    assertEquals(BigInteger.valueOf(100), post(BET, OTHER, Told.lost(BET, 3)).posting().total());
    Takings takings = Takings.of(List.of(BET, OTHER, Told.lost(BET, 3)));
    assertEquals(List.of(OTHER), takings.open());
  }

  @Test
  void aCorrectedLossComesToTheSameAsACashoutInTimeWhicheverIsToldFirst() {
    RoundFact loss = Told.lost(BET, 3);
    RoundFact correction = Told.paid(BET, 4, 300);
    assertEquals(BigInteger.valueOf(-200), post(BET, correction).posting().total());
    assertEquals(BigInteger.valueOf(-200), post(BET, loss, correction).posting().total());
    assertEquals(BigInteger.valueOf(-200), post(BET, correction, loss).posting().total());
    assertEquals(BigInteger.valueOf(-200), post(correction, loss, BET).posting().total());
  }

  @Test
  void aCorrectionAfterAPostingIsAPostingOfItsOwn() {
    HouseEntry.Posted first = post(BET, Told.lost(BET, 3));
    HouseEntry.Posted second =
        HouseRules.post(
                first.after(),
                ROUND,
                Optional.of(first.posting()),
                told(2, BET, Told.lost(BET, 3), Told.paid(BET, 4, 150)))
            .orElseThrow();
    assertEquals(new Posting(ROUND, 2, 2, 2, big(-150), big(-50)), second.posting());
    assertEquals(big(-50), second.after().posted());
  }

  @Test
  void aRefundChangesNothingAndIsNotPosted() {
    assertEquals(
        Optional.empty(),
        HouseRules.post(Books.EMPTY, ROUND, Optional.empty(), told(1, BET, Told.refunded(BET, 3))));
  }

  @Test
  void whatWasPostedIsNotPostedAgain() {
    HouseEntry.Posted first = post(BET, Told.lost(BET, 3));
    assertEquals(
        Optional.empty(),
        HouseRules.post(
            first.after(),
            ROUND,
            Optional.of(first.posting()),
            told(9, BET, Told.lost(BET, 3), OTHER)));
  }

  @Test
  void factsThatHaveGoneAreNoReasonToPost() {
    HouseEntry.Posted first = post(BET, Told.lost(BET, 3));
    assertThrows(
        IllegalStateException.class,
        () -> HouseRules.post(first.after(), ROUND, Optional.of(first.posting()), told(0)));
  }

  @Test
  void fundingIsNoWinning() {
    Books books = funded(Books.EMPTY, 500).orElseThrow().after();
    assertEquals(new Books(1, BigInteger.ZERO, big(500)), books);
    assertEquals(
        new Books(2, BigInteger.ZERO, big(200)), funded(books, -300).orElseThrow().after());
  }

  @Test
  void nobodyTakesOutWhatIsNotThere() {
    Books books = new Books(3, big(-100), big(500));
    assertEquals(Optional.empty(), funded(books, -401));
    assertEquals(BigInteger.ZERO, funded(books, -400).orElseThrow().after().bankroll());
  }

  @Test
  void whatIsLostCanBeFundedBackBitByBit() {
    assertEquals(
        big(-90), funded(new Books(3, big(-100), big(0)), 10).orElseThrow().after().bankroll());
  }

  @Test
  void aFundingNamesWhoAndWhy() {
    assertThrows(IllegalArgumentException.class, () -> new Funding("a", big(0), "ann", "why"));
    assertThrows(IllegalArgumentException.class, () -> new Funding("a", big(1), " ", "why"));
    assertThrows(IllegalArgumentException.class, () -> new Funding("a", big(1), "ann", ""));
    assertThrows(IllegalArgumentException.class, () -> new Funding("a:b", big(1), "ann", "why"));
  }

  private static Optional<HouseEntry.Funded> funded(Books books, long amount) {
    return HouseRules.fund(books, new Funding("f-1", big(amount), "ann", "a test"));
  }

  private static HouseEntry.Posted post(RoundFact... facts) {
    return HouseRules.post(Books.EMPTY, ROUND, Optional.empty(), told(1, facts)).orElseThrow();
  }

  private static RoundFacts.Told told(long through, RoundFact... facts) {
    return new RoundFacts.Told(List.of(facts), through);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
