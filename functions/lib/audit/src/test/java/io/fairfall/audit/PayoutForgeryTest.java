package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Rule;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.Entry;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PlayerWithdrawals;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Withdrawals and payouts, forged in every way that somebody can who has the key, and in those that
 * need none. Each is found by both readings. Each is undone.
 */
@Tag("integration")
class PayoutForgeryTest {
  private static EmbeddedDynamo dynamo;
  private static AuditedHouse casino;
  private static Backup before;
  private static Forger forger;
  private static PayoutId paid;
  private static PayoutId cancelled;
  private static PayoutId open;

  @BeforeAll
  static void play() {
    dynamo = EmbeddedDynamo.inMemory();
    casino = new AuditedHouse(dynamo, "payouts", 3, 11);
    casino.openAndPlay(4);
    String player = casino.players().getFirst();
    casino.deposit(player, "deposit:1:more:N", 100_000);
    cancelled = casino.payouts.ask(player).orElseThrow();
    AuditedHouse.ok(
        casino.accounts.withdrawalRefunded(
            cancelled.receiptKey(), casino.payouts.cancel(cancelled)));
    paid = casino.payouts.ask(player).orElseThrow();
    AuditedHouse.ok(casino.accounts.withdrawalPaid(paid.receiptKey(), casino.payouts.pay(paid)));
    open = casino.payouts.ask(player).orElseThrow();
    casino.settle();
    forger = new Forger(casino);
    before = Backup.of(dynamo, casino);
  }

  @AfterEach
  void undo() {
    before.restore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void withoutAForgeryNothingIsFound() {
    AuditReport replay = casino.audit();
    assertEquals(java.util.List.of(), replay.first());
    assertEquals(
        java.util.List.of(), casino.auditIndependently(replay, DeployedBounds.UNKNOWN).first());
  }

  @Test
  void aWithdrawalWithoutItsPayoutIsFound() {
    forger.delete(casino.payoutsTable, open.journal(), 1);
    assertFound(account(open.version()), Rule.PAYOUT, Auditor.Rule.WITHDRAWN);
  }

  @Test
  void aPaymentOfWhichThePayoutKnowsNothingIsFound() {
    forger.delete(casino.payoutsTable, paid.journal(), 4);
    assertFound(account(paid.version() + 1), Rule.PAYOUT, Auditor.Rule.WITHDRAWN);
  }

  @Test
  void anotherAmountIsFound() {
    Entry forged = forger.edit(step(paid, 1), "\"amount\":\"1000\"", "\"amount\":\"9000\"");
    assertFound(forged, Rule.PAYOUT, Auditor.Rule.ASKED);
  }

  @Test
  void anotherAddressIsFound() {
    assertFound(forger.edit(step(paid, 1), "0xa0a0", "0xb0b0"), Rule.PAYOUT, Auditor.Rule.ASKED);
  }

  @Test
  void aRequestThatIsMoreThanAMinuteFromItsEntryIsFound() {
    long atMs = account(open.version()).atMs();
    String at = "\"at\":" + atMs;
    forger.edit(step(open, 1), at, "\"at\":" + (atMs + 60_000));
    assertEquals(java.util.List.of(), casino.audit().first());
    Entry later = forger.edit(step(open, 1), "\"at\":\\d+", "\"at\":" + (atMs + 60_001));
    assertFound(later, Rule.PAYOUT, Auditor.Rule.ASKED);
  }

  @Test
  void aPayoutThatNoAccountHasAskedForIsFound() {
    PayoutId made = new PayoutId(paid.player(), 1);
    Entry asked = step(paid, 1);
    Entry forged = forger.forge(new Entry(made.journal(), 1, "asked", asked.atMs(), asked.body()));
    assertFoundByReadingAll(forged, Rule.PAYOUT, Auditor.Rule.ASKED);
  }

  @Test
  void twoEndsAreFound() {
    Entry end = step(paid, 4);
    Entry again = forger.forge(new Entry(paid.journal(), 5, end.type(), end.atMs(), end.body()));
    assertFound(again, Rule.PAYOUT, Auditor.Rule.COURSE);
  }

  @Test
  void aRefundBehindAPaymentIsFound() {
    Entry end = step(paid, 4);
    String body = end.body().replaceFirst("\\{", "{\"reason\":\"reverted\",");
    Entry refunded = forger.forge(new Entry(paid.journal(), 5, "refunded", end.atMs(), body));
    assertFound(refunded, Rule.PAYOUT, Auditor.Rule.COURSE);
  }

  @Test
  void aRefundThatNoAccountHasIsFound() {
    Entry asked = step(open, 1);
    String body = "{\"reason\":\"denied\",\"by\":\"operator\"}";
    Entry refunded = forger.forge(new Entry(open.journal(), 2, "refunded", asked.atMs(), body));
    assertFound(refunded, Rule.PAYOUT, Auditor.Rule.ENDED);
  }

  @Test
  void aReceiptThatSaysAnotherThingIsFound() {
    String receipts = "external:" + paid.receiptKey();
    Entry told = forger.entry(receipts, 2);
    String body = told.body().replaceFirst("\"detail\":\"0x[0-9a-f]{4}", "\"detail\":\"0xabba");
    forger.put(casino.accountsTable, told, Map.of("body", Forger.text(body)));
    assertFound(step(paid, 4), Rule.PAYOUT, Auditor.Rule.ENDED);
  }

  @Test
  void anotherPayoutsNonceIsFound() {
    Entry forged = forger.edit(step(paid, 2), "\"nonce\":(\\d+)", "\"nonce\":1$1");
    assertFound(forged, Rule.PAYOUT, Auditor.Rule.NONCE);
  }

  @Test
  void aNonceForAPayoutThatHasAnotherIsFound() {
    Entry last = nonces();
    Entry claimed =
        forger.forge(
            new Entry(last.journal(), last.version() + 1, last.type(), last.atMs(), last.body()));
    assertFoundByReadingAll(claimed, Rule.PAYOUT, Auditor.Rule.NONCE);
  }

  @Test
  void noncesThatBeginAnewAreFound() {
    Entry last = nonces();
    Entry opened =
        forger.forge(
            new Entry(last.journal(), last.version() + 1, "opened", last.atMs(), "{\"first\":7}"));
    assertFoundByReadingAll(opened, Rule.PAYOUT, Auditor.Rule.COURSE);
  }

  @Test
  void aNonceThatIsMissingIsFound() {
    forger.delete(casino.payoutsTable, AuditedPayouts.NONCES, 2);
    Entry next = casino.payoutJournals.range(AuditedPayouts.NONCES, 3, 3).getFirst();
    assertFoundByReadingAll(next, Rule.GAP, Auditor.Rule.GAP);
  }

  @Test
  void aTransactionThatGoesElsewhereIsFound() {
    assertFound(
        forger.edit(step(paid, 3), "a0a0a0a0", "b0b0b0b0"), Rule.PAYOUT, Auditor.Rule.ATTEMPT);
  }

  @Test
  void aTransactionUnderAnotherNameIsFound() {
    assertFound(
        forger.edit(step(paid, 3), "\"hash\":\"0x[0-9a-f]{4}", "\"hash\":\"0xabba"),
        Rule.PAYOUT,
        Auditor.Rule.ATTEMPT);
  }

  @Test
  void aCancellationThatPaysIsFound() {
    String raw = step(cancelled, 3).body().replaceAll(".*\"raw\":\"|\".*", "");
    assertFound(
        forger.edit(step(cancelled, 5), "\"raw\":\"0x[0-9a-f]+", "\"raw\":\"" + raw),
        Rule.PAYOUT,
        Auditor.Rule.ATTEMPT);
  }

  @Test
  void anAttemptThatPaysAfterItWasToBeCancelledIsFound() {
    assertFound(
        forger.edit(step(cancelled, 5), "\"kind\":\"cancel\"", "\"kind\":\"pay\""),
        Rule.PAYOUT,
        Auditor.Rule.COURSE);
  }

  @Test
  void aStepThatNobodyUnderstandsIsFound() {
    assertFound(
        forger.edit(step(paid, 3), "\"kind\":\"pay\"", "\"kind\":\"give\""),
        Rule.UNREADABLE,
        Auditor.Rule.UNREADABLE);
  }

  @Test
  void aRefundWithoutTheKeyIsFound() {
    Entry asked = step(open, 1);
    Entry forged =
        new Entry(
            open.journal(),
            2,
            "refunded",
            casino.millis() - 1_800_000,
            "{\"reason\":\"denied\",\"by\":\"operator\"}");
    assertTrue(asked.atMs() < forged.atMs());
    forger.put(casino.payoutsTable, forged, Map.of());
    assertFound(forged, Rule.SEAL, Auditor.Rule.MAC);
  }

  @Test
  void aWithdrawalOnTheListThatNobodyHasAskedForIsFound() {
    Entry forged =
        new Entry(
            PlayerWithdrawals.journalOf(paid.player()),
            1,
            PlayerWithdrawals.TYPE,
            step(paid, 1).atMs(),
            PlayerWithdrawals.BODY);
    forger.put(casino.payoutsTable, forged, Map.of());
    assertFoundByReadingAll(forged, Rule.PAYOUT, Auditor.Rule.LISTED);
  }

  @Test
  void aJournalOfNoKindIsFound() {
    Entry forged = new Entry("payments", 1, "paid", step(paid, 1).atMs(), "{}");
    forger.put(casino.payoutsTable, forged, Map.of());
    assertFoundByReadingAll(forged, Rule.STRANGER, Auditor.Rule.STRANGER);
  }

  private static Entry account(long version) {
    return forger.entry("account:" + paid.player(), version);
  }

  private static Entry step(PayoutId id, long version) {
    return casino.payoutJournals.range(id.journal(), version, version).getFirst();
  }

  private static Entry nonces() {
    return casino.payoutJournals.head(AuditedPayouts.NONCES).orElseThrow();
  }

  /** By a reading of everything, and by one of what is new. */
  private static void assertFound(Entry place, Rule rule, Auditor.Rule independent) {
    assertFoundByReadingAll(place, rule, independent);
    AuditCycle.News news = casino.news();
    assertTrue(
        news.replay().contains(place.journal() + " " + place.version() + " " + rule.word()),
        () -> place + " " + news.replay());
    assertTrue(
        news.independent().contains(place.journal() + " " + place.version() + " " + independent),
        () -> place + " " + news.independent());
  }

  private static void assertFoundByReadingAll(Entry place, Rule rule, Auditor.Rule independent) {
    AuditReport replay = casino.audit(Optional.of(AuditedHouse.KEYS));
    Auditor.Report second = casino.auditIndependently(replay, DeployedBounds.UNKNOWN);
    assertTrue(
        replay.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(place.journal())
                        && found.version() == place.version()
                        && found.rule().equals(rule.word())),
        () -> place + " " + replay.first());
    assertTrue(
        second.first().stream()
            .anyMatch(
                found ->
                    found.journal().equals(place.journal())
                        && found.slot() == place.version()
                        && found.rule() == independent),
        () -> place + " " + second.first());
  }
}
