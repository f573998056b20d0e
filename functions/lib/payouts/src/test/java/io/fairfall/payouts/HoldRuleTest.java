package io.fairfall.payouts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.payouts.Outflows.Sent;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.Step.Reason;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds a payout, and until when. */
class HoldRuleTest {
  private static final long NOW = 1_796_054_400_000L;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  private static PayoutTerms limits(long day, long month) {
    return new PayoutTerms(Wei.of(day), Wei.of(month), 0, 0);
  }

  private static Sent sent(long wei, long agoMs) {
    return new Sent(Wei.of(wei), NOW - agoMs);
  }

  private static Optional<PayoutHold> hold(long wei, PayoutTerms terms, Sent... before) {
    return HoldRule.hold(Wei.of(wei), 0, terms, new Outflows(List.of(before), 0), NOW);
  }

  private static Optional<PayoutHold> until(Reason reason, long instant) {
    return Optional.of(new PayoutHold(reason, instant));
  }

  @Test
  void whereNothingIsLaidDownNothingHolds() {
    assertEquals(Optional.empty(), hold(1_000, PayoutTerms.NONE, sent(1_000_000, 1)));
  }

  @Test
  void aDayTakesJustItsLimit() {
    PayoutTerms terms = new PayoutTerms(Wei.of(10), null, 0, 0);
    assertEquals(Optional.empty(), hold(4, terms, sent(6, HOUR)));
    assertEquals(
        until(Reason.DAY_LIMIT, NOW - HOUR + DAY), hold(5, terms, sent(6, HOUR)), "one wei more");
    assertEquals(Optional.empty(), hold(5, terms, sent(6, DAY)), "a day ago is out of the window");
    assertEquals(
        until(Reason.DAY_LIMIT, NOW + 1),
        hold(5, terms, sent(6, DAY - 1)),
        "and just before is in");
  }

  @Test
  void itWaitsForAsManyAsMustLeaveTheWindow() {
    PayoutTerms terms = limits(10, 1_000);
    Sent[] before = {sent(3, HOUR), sent(3, 3 * HOUR), sent(3, 2 * HOUR)};
    assertEquals(until(Reason.DAY_LIMIT, NOW - 3 * HOUR + DAY), hold(4, terms, before));
    assertEquals(until(Reason.DAY_LIMIT, NOW - 2 * HOUR + DAY), hold(7, terms, before));
    assertEquals(until(Reason.DAY_LIMIT, NOW - HOUR + DAY), hold(10, terms, before));
  }

  @Test
  void ofBothLimitsTheOneIsNamedThatLastsLonger() {
    PayoutTerms terms = limits(10, 12);
    Sent old = sent(8, 29 * DAY);
    assertEquals(until(Reason.MONTH_LIMIT, NOW + DAY), hold(5, terms, old));
    assertEquals(until(Reason.MONTH_LIMIT, NOW + DAY), hold(3, terms, old, sent(2, HOUR)));
    assertEquals(
        until(Reason.DAY_LIMIT, NOW - HOUR + DAY), hold(9, limits(10, 99), old, sent(2, HOUR)));
    assertEquals(Optional.empty(), hold(5, terms, sent(8, 30 * DAY)));
  }

  @Test
  void aDepositAndApprovalsAreWaitedFor() {
    PayoutTerms terms = new PayoutTerms(null, null, 2, NOW + 5);
    Optional<PayoutHold> waits = until(Reason.APPROVAL, 0);
    assertEquals(waits, HoldRule.hold(Wei.of(1), 0, terms, Outflows.NONE, NOW));
    assertEquals(waits, HoldRule.hold(Wei.of(1), 1, terms, Outflows.NONE, NOW), "one is not two");
    assertEquals(
        until(Reason.AFTER_DEPOSIT, NOW + 5),
        HoldRule.hold(Wei.of(1), 2, terms, Outflows.NONE, NOW));
    assertEquals(
        Optional.empty(), HoldRule.hold(Wei.of(1), 2, terms, Outflows.NONE, NOW + 5), "then");
  }

  @Test
  void whatNobodyHasSeenIsWaitedForUntilItCountsNoMore() {
    Outflows part = new Outflows(List.of(), NOW + 7);
    PayoutTerms terms = limits(10, 10);
    assertEquals(
        until(Reason.MANY_WITHDRAWALS, NOW + 7), HoldRule.hold(Wei.of(1), 0, terms, part, NOW));
    assertEquals(Optional.empty(), HoldRule.hold(Wei.of(1), 0, terms, part, NOW + 7));
    assertEquals(
        Optional.empty(), HoldRule.hold(Wei.of(1), 0, PayoutTerms.NONE, part, NOW), "no limits");
  }

  /** Whoever comes at the instant that was told is let through, and not before. */
  @Test
  void theInstantThatIsToldIsTheFirstOne() {
    Random random = new Random(20_261_201);
    for (int turn = 0; turn < 2_000; turn++) {
      List<Sent> before = new ArrayList<>();
      for (int number = random.nextInt(6); number > 0; number--) {
        before.add(sent(1 + random.nextInt(9), random.nextLong(40 * DAY)));
      }
      Outflows outflows = new Outflows(before, 0);
      PayoutTerms terms = limits(10, 15);
      Wei amount = Wei.of(1 + random.nextInt(10));
      Optional<PayoutHold> hold = HoldRule.hold(amount, 0, terms, outflows, NOW);
      if (hold.isPresent()) {
        long until = hold.get().until();
        assertEquals(Optional.empty(), HoldRule.hold(amount, 0, terms, outflows, until));
        assertEquals(hold, HoldRule.hold(amount, 0, terms, outflows, until - 1));
      }
    }
  }

  @Test
  void termsAreThoseOfTheSettings() {
    Settings settings =
        Settings.INITIAL.toBuilder()
            .set(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(10))
            .set(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(20))
            .set(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(5))
            .set(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT, 60)
            .build();
    assertEquals(
        new PayoutTerms(Wei.of(10), Wei.of(20), 0, NOW + 60_000),
        PayoutTerms.of(settings, Wei.of(5), NOW),
        "exactly as much needs nobody");
    assertEquals(
        new PayoutTerms(Wei.of(10), Wei.of(20), 2, 0), PayoutTerms.of(settings, Wei.of(6), 0));
    assertEquals(PayoutTerms.NONE, PayoutTerms.of(Settings.INITIAL, Wei.of(6), 0));
  }

  private static List<Entry> journal(PayoutEvent... events) {
    PayoutState state = PayoutState.none(Payouts.ID);
    List<Entry> entries = new ArrayList<>();
    for (PayoutEvent event : events) {
      Entry entry = PayoutJournal.entry(state, event, NOW + entries.size());
      entries.add(entry);
      state = state.after(entry);
    }
    return entries;
  }

  @Test
  void whatHasANonceAndWasNotGivenBackIsSent() {
    Asked asked = new Asked(Wei.of(9), "0x" + "a0".repeat(20), NOW, 0, 0);
    Assigned assigned = new Assigned(1, "0x" + "b0".repeat(20), 7);
    PayoutId id = Payouts.ID;
    assertEquals(Optional.empty(), Sent.of(id, List.of()));
    assertEquals(Optional.empty(), Sent.of(id, journal(asked, new Approved("ann"))));
    assertEquals(
        Optional.of(new Sent(Wei.of(9), NOW + 2)),
        Sent.of(id, journal(asked, new Approved("ann"), assigned)));
    assertEquals(
        Optional.empty(), Sent.of(id, journal(asked, new Refunded("denied", "ann", null))));
  }

  @Test
  void aHoldIsNamedBeforeAnyHalt() {
    PayoutHold hold = new PayoutHold(Reason.DAY_LIMIT, NOW + 9);
    PayoutState state =
        PayoutState.of(
            Payouts.ID, journal(new Asked(Wei.of(9), "0x" + "a0".repeat(20), NOW, 0, 0)));
    ChainFacts facts =
        new ChainFacts(
            NOW, null, new Seen.Nowhere(), Set.of(PayoutHalt.HOT_WALLET_LOW), 0, Wei.ZERO, hold, 0);
    PayoutPolicy policy = new PayoutPolicy(1, Wei.of(1), 1, 1, 1, 1);
    assertEquals(new Step.Wait(Reason.DAY_LIMIT, NOW + 9), PayoutRule.next(state, facts, policy));
  }
}
