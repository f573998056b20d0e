package io.fairfall.withdrawals.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Wei;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.Outflows;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutHold;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutJson;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.payouts.Step.Reason;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.withdrawals.QuietGame;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds a payout, from what the journals have. */
class HoldDeskTest {
  private static final String PLAYER = "0x" + "a1".repeat(20);
  private static final String WALLET = "0x" + "b1".repeat(20);
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final long DAY = 86_400_000;

  private long now = 1_796_054_400_000L;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final Journals accountJournals = new MemoryJournals();
  private final Journals payoutJournals = new SealedPayouts(new MemoryJournals(), () -> KEYS);
  private final SettingsJournal settings = new SettingsJournal(new MemoryJournals(), clock);
  private final Accounts accounts =
      new Accounts(
          new LedgerPorts(accountJournals, new QuietGame(), settings, () -> KEYS),
          clock,
          ThreadLocalRandom::current);
  private final PayoutJournal payouts = new PayoutJournal(payoutJournals, AppendLoop.inRealTime());
  private final NonceJournal nonces = new NonceJournal(payoutJournals, 1, WALLET);
  private final PlayerWithdrawals lists = new PlayerWithdrawals(payoutJournals);
  private HoldDesk desk = desk();

  private HoldDesk desk() {
    return new HoldDesk(
        new LedgerDesk(accounts, accountJournals, BetEntryCodec.INSTANCE, () -> KEYS),
        accountJournals,
        settings,
        payouts,
        lists,
        clock);
  }

  @BeforeEach
  void open() {
    assertInstanceOf(Answer.Ok.class, accounts.open(PLAYER, Wei.of(1_000_000)));
    nonces.open(0, now);
  }

  private void set(UnaryOperator<Settings> change) {
    settings.change(change, "a test", "ann");
  }

  private PayoutId ask(long wei) {
    now += 2_000;
    long base = accounts.read(PLAYER).version();
    OperationId key = OperationId.parse(base + ".withdrawal-" + base).orElseThrow();
    Answer answer =
        accounts.withdraw(PLAYER, new Operation.Withdrawal(key, Wei.of(wei), WALLET, now), true);
    PayoutId id = new PayoutId(PLAYER, assertInstanceOf(Answer.Ok.class, answer).entry().version());
    lists.put(id, now);
    PayoutState ignored = payouts.ask(id, new Asked(Wei.of(wei), WALLET, now, 0, 0), now);
    return id;
  }

  private void deposit(String name) {
    now += 2_000;
    assertInstanceOf(
        Answer.Ok.class,
        accounts.deposit(PLAYER, new Operation.Deposit("deposit:" + name, Wei.of(5))));
  }

  private void assign(PayoutId id) {
    PayoutState ignored =
        nonces.claim(payouts.read(id), nonces.next().orElseThrow(), now).orElseThrow();
  }

  private Optional<PayoutHold> hold(PayoutId id) {
    return desk.hold(payouts.read(id));
  }

  private static Optional<PayoutHold> until(Reason reason, long instant) {
    return Optional.of(new PayoutHold(reason, instant));
  }

  @Test
  void whatWasSentBeforeCountsAndWhatWasGivenBackDoesNot() {
    set(one -> one.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(1_000)));
    PayoutId first = ask(600);
    PayoutId second = ask(600);
    assertEquals(Optional.empty(), hold(second), "what has no nonce does not count");
    assign(first);
    long assignedAt = now;
    assertEquals(
        until(Reason.DAY_LIMIT, assignedAt + DAY), desk().holdNow(payouts.read(second), now));
    now = assignedAt + DAY;
    assertEquals(Optional.empty(), hold(second));
    assign(second);
    PayoutId third = ask(600);
    assertEquals(until(Reason.DAY_LIMIT, assignedAt + 2 * DAY), hold(third));
  }

  @Test
  void aWaitForAWindowIsBelievedForAMinuteAndNoLongerThanItLasts() {
    set(one -> one.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(1_000)));
    PayoutId first = ask(1_000);
    assign(first);
    long assignedAt = now;
    PayoutId second = ask(1_000);
    Optional<PayoutHold> held = until(Reason.DAY_LIMIT, assignedAt + DAY);
    assertEquals(held, hold(second));
    PayoutState forgotten = PayoutState.none(second);
    assertEquals(held, desk.hold(forgotten), "nothing is read");
    now += HoldDesk.BELIEVED_MS - 1;
    assertEquals(held, desk.hold(forgotten));
    now++;
    assertEquals(Optional.empty(), desk.hold(forgotten), "it is looked at again");
    now = assignedAt + DAY - 1;
    assertEquals(held, hold(second));
    now++;
    assertEquals(Optional.empty(), hold(second));
  }

  @Test
  void termsAreThoseOnWhichItWasAskedFor() {
    PayoutId before = ask(100);
    set(one -> one.with(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(99)));
    PayoutId large = ask(100);
    PayoutId small = ask(99);
    set(one -> one.with(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(1)));
    assertEquals(Optional.empty(), hold(before));
    assertEquals(Optional.empty(), hold(small));
    assertEquals(until(Reason.APPROVAL, 0), hold(large));
    say(large, "ann");
    say(large, "ann");
    assertEquals(until(Reason.APPROVAL, 0), hold(large), "one person is one, however often");
    say(large, "ben");
    assertEquals(Optional.empty(), hold(large));
  }

  private void say(PayoutId id, String by) {
    assertEquals(
        Optional.empty(), payouts.change(id, new Approved(by), now).refusal(), "it can be said");
  }

  @Test
  void theLastDepositBeforeTheRequestCounts() {
    set(one -> one.with(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT, 3_600));
    PayoutId before = ask(100);
    deposit("a");
    deposit("b");
    long depositedAt = now;
    PayoutId held = ask(100);
    PayoutId next = ask(100);
    deposit("c");
    assertEquals(Optional.empty(), hold(before), "what comes later holds nothing up");
    assertEquals(until(Reason.AFTER_DEPOSIT, depositedAt + 3_600_000), hold(held));
    assertEquals(until(Reason.AFTER_DEPOSIT, depositedAt + 3_600_000), hold(next));
    now = depositedAt + 3_600_000;
    assertEquals(Optional.empty(), hold(held));
  }

  @Test
  void aDepositThatIsLongEnoughAgoHoldsNothing() {
    set(one -> one.with(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT, 60));
    deposit("a");
    now += 58_000;
    assertEquals(Optional.empty(), hold(ask(100)));
  }

  @Test
  void aSearchThatMeetsItsBoundWaitsAsIfTheDepositWasJustBeforeIt() {
    set(one -> one.with(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT, 604_800));
    deposit("a");
    long firstAt = now + 2_000;
    for (int number = 0; number < HoldDesk.MAX_SEARCHED - 1; number++) {
      PayoutId ignored = ask(1);
    }
    PayoutId within = ask(1);
    PayoutId beyond = ask(1);
    // the deposit is the entry right behind the bound's last for the second of the two
    assertEquals(until(Reason.AFTER_DEPOSIT, firstAt - 2_000 + 604_800_000), hold(within));
    assertEquals(until(Reason.AFTER_DEPOSIT, firstAt + 604_800_000), hold(beyond));
  }

  @Test
  void whoAsksMoreThanAreCountedTogetherWaitsUntilNoneIsMissed() {
    set(one -> one.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(1_000_000)));
    PayoutId own = ask(1);
    long firstAt = now;
    for (int number = 1; number < HoldDesk.MAX_COUNTED; number++) {
      lists.put(new PayoutId(PLAYER, own.version() + number), firstAt);
    }
    assertEquals(Optional.empty(), hold(own), "all of them are seen");
    lists.put(new PayoutId(PLAYER, own.version() + HoldDesk.MAX_COUNTED), firstAt);
    assertEquals(until(Reason.MANY_WITHDRAWALS, firstAt + Outflows.MEMORY_MS), hold(own));
    now = firstAt + Outflows.MEMORY_MS;
    assertEquals(Optional.empty(), hold(own));
  }

  @Test
  void whatTheLedgerDoesNotConfirmIsLeftToWhoeverAsksIt() {
    set(one -> one.with(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(1)));
    PayoutId id = ask(100);
    Asked other = new Asked(Wei.of(101), WALLET, now, 0, 0);
    Entry forged = new Entry(id.journal(), 1, "asked", now, PayoutJson.body(other));
    assertEquals(Optional.empty(), desk.hold(PayoutState.of(id, List.of(forged))));
  }
}
