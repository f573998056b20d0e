package io.fairfall.payouts;

import static io.fairfall.payouts.Payouts.AMOUNT;
import static io.fairfall.payouts.Payouts.ASKED;
import static io.fairfall.payouts.Payouts.ASSIGNED;
import static io.fairfall.payouts.Payouts.CANCELLING;
import static io.fairfall.payouts.Payouts.NONCE;
import static io.fairfall.payouts.Payouts.NOW;
import static io.fairfall.payouts.Payouts.PLAYER;
import static io.fairfall.payouts.Payouts.POLICY;
import static io.fairfall.payouts.Payouts.WALLET_FACTS;
import static io.fairfall.payouts.Payouts.attempt;
import static io.fairfall.payouts.Payouts.facts;
import static io.fairfall.payouts.Payouts.halted;
import static io.fairfall.payouts.Payouts.mined;
import static io.fairfall.payouts.Payouts.nonces;
import static io.fairfall.payouts.Payouts.pay;
import static io.fairfall.payouts.Payouts.priced;
import static io.fairfall.payouts.Payouts.quiet;
import static io.fairfall.payouts.Payouts.seeing;
import static io.fairfall.payouts.Payouts.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.Step.Reason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done next about a payout, in every state and for everything that can be known. */
class PayoutRuleTest {
  private static Step next(PayoutState state, ChainFacts facts) {
    return PayoutRule.next(state, facts, POLICY);
  }

  private static Step waits(Reason reason) {
    return new Step.Wait(reason);
  }

  private static Fees fees(long max, long tip) {
    return new Fees(Wei.of(max), Wei.of(tip));
  }

  @Test
  void whatHasEndedIsToldToTheLedger() {
    Paid paid = new Paid(mined(1));
    assertEquals(
        new Step.Tell(paid),
        next(state(ASKED, ASSIGNED, pay(1), paid), halted(PayoutHalt.INDEXER_HALTED)));
  }

  @Test
  void nothingIsDoneBeforeItIsAskedFor() {
    assertEquals(waits(Reason.NOT_ASKED), next(state(), quiet(NOW)));
  }

  @Test
  void itIsHeldUntilItsInstantAndNotAMillisecondLonger() {
    PayoutState held = state(new Asked(AMOUNT, PLAYER, NOW, NOW + 10, 0));
    assertEquals(new Step.Wait(Reason.HELD, NOW + 10), next(held, quiet(NOW + 9)));
    assertEquals(new Step.Assign(), next(held, quiet(NOW + 10)));
  }

  @Test
  void oneWhoApprovesTwiceIsOne() {
    Asked two = new Asked(AMOUNT, PLAYER, NOW, 0, 2);
    assertEquals(
        waits(Reason.APPROVAL),
        next(state(two, new Approved("ann"), new Approved("ann")), quiet(NOW)));
    assertEquals(
        new Step.Assign(), next(state(two, new Approved("ann"), new Approved("bob")), quiet(NOW)));
  }

  @ParameterizedTest
  @EnumSource
  void everyHaltStopsANewNonceAndAFirstAttempt(PayoutHalt halt) {
    assertEquals(new Step.Halted(halt), next(state(ASKED), halted(halt)));
    assertEquals(new Step.Halted(halt), next(state(ASKED, ASSIGNED), halted(halt)));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasSentIsEndedAllTheSameButWhereNothingIsFinal(PayoutHalt halt) {
    ChainFacts facts =
        new ChainFacts(
            NOW,
            WALLET_FACTS,
            new Seen.Final(mined(1), true),
            Set.of(halt),
            1,
            Wei.ZERO,
            null,
            NOW);
    Step expected =
        halt == PayoutHalt.INDEXER_HALTED
            ? new Step.Halted(halt)
            : new Step.End(new Paid(mined(1)));
    assertEquals(expected, next(state(ASKED, ASSIGNED, pay(1)), facts));
  }

  @Test
  void whatNobodyKnowsChangesNothing() {
    ChainFacts unknown =
        new ChainFacts(NOW, null, new Seen.Nowhere(), Set.of(), 0, Wei.ZERO, null, NOW);
    assertEquals(waits(Reason.UNKNOWN), next(state(ASKED), unknown));
    assertEquals(waits(Reason.UNKNOWN), next(state(ASKED, ASSIGNED), unknown));
    assertEquals(
        waits(Reason.UNKNOWN),
        next(state(ASKED, ASSIGNED, pay(1)), seeing(new Seen.Unknown("no answer"))));
  }

  @Test
  void thereAreNotMoreInFlightThanTheBound() {
    ChainFacts three =
        new ChainFacts(NOW, WALLET_FACTS, new Seen.Nowhere(), Set.of(), 3, Wei.ZERO, null, 0);
    ChainFacts four =
        new ChainFacts(NOW, WALLET_FACTS, new Seen.Nowhere(), Set.of(), 4, Wei.ZERO, null, 0);
    assertEquals(new Step.Assign(), next(state(ASKED), three));
    assertEquals(waits(Reason.IN_FLIGHT), next(state(ASKED), four));
  }

  @Test
  void theWalletMustHaveTheAmountTheDearestGasAndWhatIsInFlight() {
    // 10^9 of amount, 50,000 gas at 100 wei, and what others take
    Wei rest = Wei.of(10_000_000_000L - 1_000_000_000 - 5_000_000);
    assertEquals(
        new Step.Assign(),
        next(
            state(ASKED),
            new ChainFacts(NOW, WALLET_FACTS, new Seen.Nowhere(), Set.of(), 0, rest, null, 0)));
    assertEquals(
        new Step.Halted(PayoutHalt.HOT_WALLET_LOW),
        next(
            state(ASKED),
            new ChainFacts(
                NOW,
                WALLET_FACTS,
                new Seen.Nowhere(),
                Set.of(),
                0,
                rest.plus(Wei.of(1)),
                null,
                0)));
  }

  @Test
  void whereGasIsDearerThanTheHousePaysNothingBegins() {
    assertEquals(
        waits(Reason.FEE_BUDGET),
        next(state(ASKED), facts(NOW, priced(99, 2), new Seen.Nowhere(), 0)));
    assertEquals(
        waits(Reason.FEE_BUDGET),
        next(state(ASKED, ASSIGNED), facts(NOW, priced(99, 2), new Seen.Nowhere(), 0)));
    assertEquals(
        new Step.Sign(1, Kind.PAY, fees(100, 2)),
        next(state(ASKED, ASSIGNED), facts(NOW, priced(98, 2), new Seen.Nowhere(), 0)));
  }

  @Test
  void theFirstAttemptHasRoomForTwiceTheBaseFee() {
    assertEquals(new Step.Sign(1, Kind.PAY, fees(42, 2)), next(state(ASKED, ASSIGNED), quiet(NOW)));
  }

  @Test
  void anAttemptIsSentAndSentAgainAfterATime() {
    PayoutState sent = state(ASKED, ASSIGNED, pay(1));
    assertEquals(
        new Step.Send(pay(1)), next(sent, facts(NOW, WALLET_FACTS, new Seen.Nowhere(), 0)));
    assertEquals(
        waits(Reason.SENT), next(sent, facts(NOW + 14_999, WALLET_FACTS, new Seen.Nowhere(), NOW)));
    assertEquals(
        new Step.Send(pay(1)),
        next(sent, facts(NOW + 15_000, WALLET_FACTS, new Seen.Nowhere(), NOW)));
  }

  @Test
  void anAttemptThatIsNotTakenIsMadeDearerByAnEighth() {
    PayoutState sent = state(ASKED, ASSIGNED, pay(1));
    assertEquals(waits(Reason.SENT), next(sent, quiet(NOW + 59_999)));
    assertEquals(new Step.Sign(2, Kind.PAY, fees(48, 3)), next(sent, quiet(NOW + 60_000)));
    // where gas has become dearer, by as much as it takes
    assertEquals(
        new Step.Sign(2, Kind.PAY, fees(87, 7)),
        next(sent, facts(NOW + 60_000, priced(40, 7), new Seen.Nowhere(), NOW)));
  }

  @Test
  void onlyWhatTheChainWaitsForIsMadeDearer() {
    PayoutState sent = state(ASKED, ASSIGNED, pay(1));
    ChainFacts behind =
        facts(NOW + 60_000, nonces(NONCE - 1, NONCE - 1), new Seen.Nowhere(), NOW + 60_000);
    assertEquals(waits(Reason.SENT), next(sent, behind));
  }

  @Test
  void bumpingEndsAtTheBudgetAndAtTheNumberOfAttempts() {
    PayoutState dear = state(ASKED, ASSIGNED, attempt(1, Kind.PAY, 89, 2));
    assertEquals(waits(Reason.FEE_BUDGET), next(dear, quiet(NOW + 60_000)));
    PayoutState less = state(ASKED, ASSIGNED, attempt(1, Kind.PAY, 88, 2));
    assertEquals(new Step.Sign(2, Kind.PAY, fees(99, 3)), next(less, quiet(NOW + 60_000)));
    PayoutState four = state(ASKED, ASSIGNED, pay(1), pay(2), pay(3), pay(4));
    assertEquals(new Step.Sign(5, Kind.PAY, fees(48, 3)), next(four, quiet(NOW + 60_000)));
    PayoutState five = state(ASKED, ASSIGNED, pay(1), pay(2), pay(3), pay(4), pay(5));
    assertEquals(waits(Reason.FEE_BUDGET), next(five, quiet(NOW + 60_000)));
  }

  @Test
  void aReceiptAtTheDepthDecides() {
    PayoutState sent = state(ASKED, ASSIGNED, pay(1), pay(2), CANCELLING, cancel(3));
    assertEquals(
        new Step.End(new Paid(mined(1))), next(sent, seeing(new Seen.Final(mined(1), true))));
    assertEquals(
        new Step.End(new Paid(mined(2))), next(sent, seeing(new Seen.Final(mined(2), true))));
    assertEquals(
        new Step.End(new Refunded(Refunded.REVERTED, null, mined(2))),
        next(sent, seeing(new Seen.Final(mined(2), false))));
    assertEquals(
        new Step.End(new Refunded(Refunded.CANCELLED, null, mined(3))),
        next(sent, seeing(new Seen.Final(mined(3), true))));
    assertThrows(
        BrokenPayoutException.class, () -> next(sent, seeing(new Seen.Final(mined(9), true))));
  }

  private static PayoutEvent.Attempt cancel(int number) {
    return attempt(number, Kind.CANCEL, 48, 3);
  }

  @Test
  void aYoungReceiptIsWaitedFor() {
    assertEquals(
        waits(Reason.CONFIRMING),
        next(
            state(ASKED, ASSIGNED, pay(1)),
            facts(NOW + 60_000, nonces(NONCE + 1, NONCE), new Seen.Young(pay(1).hash(), 11), NOW)));
  }

  @Test
  void aNonceThatAStrangerHasUsedEndsNothing() {
    PayoutState sent = state(ASKED, ASSIGNED, pay(1));
    assertEquals(
        waits(Reason.NONCE_TAKEN),
        next(sent, facts(NOW, nonces(NONCE + 1, NONCE), new Seen.Nowhere(), 0)));
    assertEquals(
        new Step.Halted(PayoutHalt.FOREIGN_NONCE),
        next(sent, facts(NOW, nonces(NONCE + 1, NONCE + 1), new Seen.Nowhere(), 0)));
  }

  @Test
  void aCancellationIsDearerThanWhatItReplacesAndIsSignedAtOnce() {
    PayoutState cancelling = state(ASKED, ASSIGNED, pay(1), CANCELLING);
    assertEquals(new Step.Sign(2, Kind.CANCEL, fees(48, 3)), next(cancelling, quiet(NOW)));
    // beyond the budget for payments, since it must be
    PayoutState dear = state(ASKED, ASSIGNED, attempt(1, Kind.PAY, 100, 2), CANCELLING);
    assertEquals(new Step.Sign(2, Kind.CANCEL, fees(113, 3)), next(dear, quiet(NOW)));
    PayoutState cancelled = state(ASKED, ASSIGNED, pay(1), CANCELLING, cancel(2));
    assertEquals(waits(Reason.SENT), next(cancelled, quiet(NOW)));
  }

  @Test
  void whatIsCancelledBeforeAnyAttemptTakesItsNonceAllTheSame() {
    ChainFacts halted =
        new ChainFacts(
            NOW,
            WALLET_FACTS,
            new Seen.Nowhere(),
            Set.of(PayoutHalt.WITHDRAWALS_PAUSED),
            1,
            Wei.ZERO,
            null,
            0);
    assertEquals(
        new Step.Sign(1, Kind.CANCEL, fees(42, 2)),
        next(state(ASKED, ASSIGNED, CANCELLING), halted));
  }

  @Test
  void ofSeveralHaltsOneIsNamedAlwaysTheSame() {
    assertEquals(
        new Step.Halted(PayoutHalt.INDEXER_HALTED),
        next(state(ASKED), halted(PayoutHalt.WITHDRAWALS_PAUSED, PayoutHalt.INDEXER_HALTED)));
  }
}
