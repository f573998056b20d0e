package io.fairfall.payouts;

import static io.fairfall.payouts.Payouts.AMOUNT;
import static io.fairfall.payouts.Payouts.ASKED;
import static io.fairfall.payouts.Payouts.ASSIGNED;
import static io.fairfall.payouts.Payouts.CANCELLING;
import static io.fairfall.payouts.Payouts.ID;
import static io.fairfall.payouts.Payouts.NOW;
import static io.fairfall.payouts.Payouts.PLAYER;
import static io.fairfall.payouts.Payouts.attempt;
import static io.fairfall.payouts.Payouts.mined;
import static io.fairfall.payouts.Payouts.pay;
import static io.fairfall.payouts.Payouts.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can follow what in a payout, and what its parts may be. */
class PayoutStateTest {
  private static final Refunded DENIED = new Refunded(Refunded.DENIED, "bob", null);
  private static final Refunded REVERTED = new Refunded(Refunded.REVERTED, null, mined(1));

  private static void refuses(PayoutEvent event, PayoutEvent... before) {
    assertThrows(BrokenPayoutException.class, () -> state(with(event, before)));
    PayoutState state = state(before);
    assertThrows(IllegalArgumentException.class, () -> PayoutJournal.entry(state, event, NOW));
  }

  private static PayoutEvent[] with(PayoutEvent event, PayoutEvent... before) {
    PayoutEvent[] all = java.util.Arrays.copyOf(before, before.length + 1);
    all[before.length] = event;
    return all;
  }

  @Test
  void itIsAskedForOnceAndFirst() {
    refuses(ASSIGNED);
    refuses(new Approved("ann"));
    refuses(DENIED);
    refuses(ASKED, ASKED);
  }

  @Test
  void itHasOneNonceForEverAndOnlyWithItsApprovals() {
    Asked two = new Asked(AMOUNT, PLAYER, NOW, 0, 2);
    refuses(ASSIGNED, ASKED, ASSIGNED);
    refuses(ASSIGNED, two, new Approved("ann"));
    refuses(ASSIGNED, two, new Approved("ann"), new Approved("ann"));
    assertEquals(4, state(two, new Approved("ann"), new Approved("bob"), ASSIGNED).version());
    refuses(new Approved("ann"), ASKED, ASSIGNED);
  }

  @Test
  void attemptsAreCountedAndHaveANonce() {
    refuses(pay(1), ASKED);
    refuses(pay(2), ASKED, ASSIGNED);
    refuses(pay(1), ASKED, ASSIGNED, pay(1));
  }

  @Test
  void noPaymentFollowsADecisionToCancel() {
    refuses(pay(2), ASKED, ASSIGNED, pay(1), CANCELLING);
    refuses(attempt(2, Kind.CANCEL, 48, 3), ASKED, ASSIGNED, pay(1));
    refuses(CANCELLING, ASKED);
    refuses(new Cancelling("ann", "again"), ASKED, ASSIGNED, CANCELLING);
  }

  @Test
  void onlyAnAttemptThatPaysCanHavePaid() {
    PayoutEvent.Attempt cancel = attempt(2, Kind.CANCEL, 48, 3);
    refuses(new Paid(mined(1)), ASKED, ASSIGNED);
    refuses(new Paid(mined(2)), ASKED, ASSIGNED, pay(1));
    refuses(new Paid(mined(2)), ASKED, ASSIGNED, pay(1), CANCELLING, cancel);
    assertEquals(
        new Paid(mined(1)),
        state(ASKED, ASSIGNED, pay(1), CANCELLING, cancel, new Paid(mined(1))).end());
  }

  @Test
  void whatHasANonceIsRefundedByTheChainAloneAndWhatHasNoneByAPerson() {
    refuses(DENIED, ASKED, ASSIGNED);
    refuses(DENIED, ASKED, ASSIGNED, pay(1));
    refuses(REVERTED, ASKED);
    refuses(REVERTED, ASKED, ASSIGNED);
    assertEquals(DENIED, state(ASKED, DENIED).end());
    assertEquals(REVERTED, state(ASKED, ASSIGNED, pay(1), REVERTED).end());
  }

  @Test
  void nothingFollowsTheEnd() {
    refuses(ASSIGNED, ASKED, DENIED);
    refuses(DENIED, ASKED, DENIED);
    refuses(REVERTED, ASKED, ASSIGNED, pay(1), new Paid(mined(1)));
    refuses(new Paid(mined(1)), ASKED, ASSIGNED, pay(1), REVERTED);
    refuses(pay(2), ASKED, ASSIGNED, pay(1), REVERTED);
  }

  @Test
  void anEntryThatIsMissingIsNotReadOver() {
    Entry second = new Entry(ID.journal(), 2, ASKED.type(), NOW, PayoutJson.body(ASKED));
    assertThrows(BrokenPayoutException.class, () -> PayoutState.of(ID, List.of(second)));
  }

  @Test
  void partsOutOfTheirBoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Asked(Wei.ZERO, PLAYER, NOW, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Asked(AMOUNT, "0xA", NOW, 0, 0));
    assertEquals(9, new Asked(AMOUNT, PLAYER, NOW, 0, PayoutEvent.MAX_APPROVALS).approvals());
    assertThrows(IllegalArgumentException.class, () -> new Asked(AMOUNT, PLAYER, NOW, 0, 10));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PayoutEvent.Attempt(1, Kind.PAY, Payouts.hash(1), "0x02", pay(1).fees(), 20_999));
    assertEquals(Texts.MAX_TEXT, new Approved("a".repeat(200)).by().length());
    assertThrows(IllegalArgumentException.class, () -> new Approved("a".repeat(201)));
    assertThrows(IllegalArgumentException.class, () -> new Fees(Wei.of(1), Wei.of(2)));
    assertThrows(IllegalArgumentException.class, () -> new Refunded("x", "ann", mined(1)));
    assertThrows(IllegalArgumentException.class, () -> new Refunded("x", null, null));
  }

  @Test
  void aNameIsReadAsItIsWrittenAndNoOther() {
    assertEquals(Optional.of(ID), PayoutId.parse(ID.text()));
    for (String wrong :
        List.of("", ":7", "x", "x:", "x:0", "x:07", "x:-1", " :7", "x:9999999999999999999")) {
      assertEquals(Optional.empty(), PayoutId.parse(wrong), wrong);
    }
    assertTrue(PayoutId.parse("a".repeat(200) + ":7").isPresent());
    assertEquals(Optional.empty(), PayoutId.parse("a".repeat(201) + ":7"));
    assertEquals("withdrawal:" + PLAYER + ":7", ID.receiptKey());
  }
}
