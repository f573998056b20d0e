package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutId;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A sender that holds nothing: what it should have held is found by both readings, and what it
 * could let through is not.
 */
@Tag("integration")
class HeldPayoutsTest {
  private static final long DAY = 86_400_000;
  private static final Wei AMOUNT = Wei.of(1_000);

  private final Set<String> expected = new TreeSet<>();

  private static void set(AuditedHouse casino, Settings settings) {
    casino.settings.change(now -> settings, "a test", "test");
  }

  private static PayoutId ask(AuditedHouse casino, String player) {
    return casino.payouts.ask(player, AMOUNT).orElseThrow();
  }

  private static void pay(AuditedHouse casino, PayoutId id) {
    AuditedHouse.ok(casino.accounts.withdrawalPaid(id.receiptKey(), casino.payouts.pay(id)));
  }

  /** Paid, though it had to wait: its nonce is in this slot. */
  private void payTooSoon(AuditedHouse casino, PayoutId id, int slot) {
    pay(casino, id);
    expected.add(id.journal() + " " + slot);
  }

  @Test
  void whatWasToBeHeldAndWasNotIsFoundByBoth() {
    try (EmbeddedDynamo dynamo = EmbeddedDynamo.inMemory()) {
      AuditedHouse casino = new AuditedHouse(dynamo, "held", 2, 11);
      casino.openAndPlay(1);
      String player = casino.players().getFirst();
      casino.deposit(player, "deposit:1:more:N", 100_000);
      approvals(casino, player);
      waits(casino, player);
      limits(casino, player);
      casino.settle();
      AuditReport replay = casino.audit();
      assertEquals(
          expected,
          replay.first().stream()
              .map(found -> found.journal() + " " + found.version())
              .collect(Collectors.toCollection(TreeSet::new)),
          () -> replay.first().toString());
      Auditor.Report second = casino.auditIndependently(replay, DeployedBounds.UNKNOWN);
      assertEquals(
          expected,
          second.first().stream()
              .map(found -> found.journal() + " " + found.slot())
              .collect(Collectors.toCollection(TreeSet::new)),
          () -> second.first().toString());
      assertEquals(
          Set.of(Auditor.Rule.HELD),
          second.first().stream().map(found -> found.rule()).collect(Collectors.toSet()));
    }
  }

  private void approvals(AuditedHouse casino, String player) {
    set(casino, Settings.INITIAL.with(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, AMOUNT));
    pay(casino, ask(casino, player));
    set(casino, Settings.INITIAL.with(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE, Wei.of(999)));
    payTooSoon(casino, ask(casino, player), 2);
    PayoutId one = ask(casino, player);
    casino.payouts.approve(one, "ann");
    payTooSoon(casino, one, 3);
    PayoutId two = ask(casino, player);
    casino.payouts.approve(two, "ann");
    casino.payouts.approve(two, "ben");
    set(casino, Settings.INITIAL);
    pay(casino, two);
  }

  private void waits(AuditedHouse casino, String player) {
    set(casino, Settings.INITIAL.with(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT, 3_600));
    casino.deposit(player, "deposit:1:wait:1", 5);
    PayoutId soon = ask(casino, player);
    casino.pass(3_600_000 - 5_001); // asking took five seconds
    payTooSoon(casino, soon, 2);
    casino.deposit(player, "deposit:1:wait:2", 5);
    PayoutId late = ask(casino, player);
    casino.pass(3_600_000 - 5_000);
    casino.deposit(player, "deposit:1:wait:3", 5);
    pay(casino, late);
  }

  private void limits(AuditedHouse casino, String player) {
    set(casino, Settings.INITIAL.with(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(2_000)));
    casino.pass(DAY);
    pay(casino, ask(casino, player));
    PayoutId second = ask(casino, player);
    pay(casino, second);
    PayoutId third = ask(casino, player);
    payTooSoon(casino, third, 2);
    casino.pass(DAY);
    PayoutId next = ask(casino, player);
    pay(casino, next);
    PayoutId back = ask(casino, player);
    AuditedHouse.ok(
        casino.accounts.withdrawalRefunded(back.receiptKey(), casino.payouts.cancel(back)));
    casino.pass(60_000);
    pay(casino, ask(casino, player));
    set(casino, Settings.INITIAL.with(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(2_000)));
    casino.pass(10 * DAY);
    payTooSoon(casino, ask(casino, player), 2);
    casino.pass(30 * DAY);
    pay(casino, ask(casino, player));
  }
}
