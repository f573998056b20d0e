package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crashapi.CrashApiFixture.Answer;
import io.fairfall.journal.Entry;
import io.fairfall.money.Wei;
import io.fairfall.payouts.Fees;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutJson;
import io.fairfall.payouts.PayoutQueue.Progress;
import io.fairfall.settings.SettingKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Withdrawals, as API Gateway would ask. The player has 10 ether, and the sample withdraws 4. */
@Tag("integration")
class WithdrawalsEndpointTest {
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final PayoutId ID = new PayoutId(PLAYER, 2);
  private static final String FOUR = "4000000000000000000";
  private static final String KEY = "1.sample-away";
  private static final String HASH = "0x" + "5a".repeat(32);
  private static final Map<String, String> AGAIN = Map.of("attempt\": \"1\"", "attempt\": \"2\"");

  @AutoClose private final CrashApiFixture table = new CrashApiFixture();

  @BeforeEach
  void aFundedPlayer() {
    assertEquals(200, table.ask("faucet").status(), "the player has money");
  }

  @Test
  void whereNobodySignsNothingIsTakenOutOfAnAccount() {
    Answer refused = table.askWithoutAKey("withdraw");
    assertEquals("PAUSED", refused.code());
    assertEquals(409, refused.status());
    assertTrue(refused.text("detail").contains("no key to sign"), refused.toString());
    assertEquals("10000000000000000000", table.ask("account").text("available"));
    assertEquals("true", table.askWithoutAKey("withdrawals").text("paused"));
  }

  @Test
  void onAwsTheyAreTakenWhereAKeyIsConfigured() {
    Answer taken = table.askDeployed("withdraw");
    assertEquals(201, taken.status(), taken.toString());
    assertEquals("6000000000000000000", table.ask("account").text("available"));
  }

  @Test
  void aWithdrawalIsOnRecordOnceAndItsRetryAnswersTheSame() {
    Answer first = table.ask("withdraw");
    assertEquals(201, first.status(), first.toString());
    assertEquals("2", first.text("withdrawal.withdrawalId"));
    assertEquals(FOUR, first.text("withdrawal.amount"));
    assertEquals("0", first.text("withdrawal.fee"));
    assertEquals(PLAYER, first.text("withdrawal.to"));
    assertEquals("requested", first.text("withdrawal.status"));
    assertEquals("6000000000000000000", first.text("account.available"));
    assertEquals("2", first.text("account.version"));
    assertEquals(first, table.ask("withdraw"));
    assertEquals(first, table.ask("withdraw", AGAIN));
    assertEquals("IDEMPOTENCY_MISMATCH", table.ask("withdraw", Map.of(FOUR, "4")).code());
    assertEquals("6000000000000000000", table.ask("account").text("available"));
  }

  @Test
  void theSenderFindsItInItsQueueAndThePlayerInTheList() {
    table.ask("withdraw");
    assertEquals(
        List.of(ID), table.queue().list(null).items().stream().map(item -> item.id()).toList());
    PayoutEvent.Asked asked = Objects.requireNonNull(table.payouts().read(ID).asked());
    assertEquals(Wei.parse(FOUR), asked.amount());
    assertEquals(PLAYER, asked.to());
    assertEquals(0, asked.approvals());
    Answer list = table.ask("withdrawals");
    assertEquals(PLAYER, list.text("to"));
    assertEquals("1", list.text("minimum"));
    assertEquals("0", list.text("fee"));
    assertEquals("12", list.text("needed"));
    assertEquals("false", list.text("paused"));
    assertTrue(list.text("withdrawals").contains("withdrawalId=2"), list.toString());
    assertFalse(list.body().containsKey("next"), list.toString());
    assertEquals("requested", table.ask("withdrawal").text("status"));
  }

  @Test
  void theListHasPagesNewestFirst() {
    for (int i = 1; i <= 3; i++) {
      table.ask("withdraw", Map.of(KEY, i + ".sample-away", FOUR, Integer.toString(i)));
    }
    Answer first = table.ask("withdrawals");
    assertEquals("3", first.text("next"));
    assertTrue(first.text("withdrawals").startsWith("[{withdrawalId=4, amount=3"), "newest first");
    Answer second =
        table.ask(
            "withdrawals",
            Map.of(
                "\"limit\": \"2\"",
                "\"limit\": \"2\", \"before\": \"3\"",
                "limit=2",
                "limit=2&before=3"));
    assertTrue(second.text("withdrawals").startsWith("[{withdrawalId=2, amount=1"));
    assertFalse(second.body().containsKey("next"), second.toString());
  }

  @Test
  void eachStepOfTheSenderIsSeen() {
    PayoutJournal payouts = table.payouts();
    long later = System.currentTimeMillis() + 600_000;
    payouts.ask(ID, new PayoutEvent.Asked(Wei.parse(FOUR), PLAYER, 1, later, 2), 1);
    table.ask("withdraw");
    assertEquals("approval", held().text("reason"));
    payouts.change(ID, new PayoutEvent.Approved("ann"), 2);
    payouts.change(ID, new PayoutEvent.Approved("bob"), 3);
    assertEquals("held", held().text("reason"));
    assertEquals(Long.toString(later), table.ask("withdrawal").text("until"));
    payouts.append(
        payouts.read(ID), new PayoutEvent.Assigned(31_337, "0x" + "ab".repeat(20), 0), 4);
    assertEquals("queued", table.ask("withdrawal").text("status"));
    Fees fees = new Fees(Wei.of(2), Wei.of(1));
    payouts.append(
        payouts.read(ID),
        new PayoutEvent.Attempt(1, PayoutEvent.Kind.PAY, HASH, "0x02", fees, 21_000),
        5);
    Answer sent = table.ask("withdrawal");
    assertEquals("sent", sent.text("status"));
    assertEquals(HASH, sent.text("hash"));
    assertEquals("null", sent.text("confirmations"));
    table.queue().note(ID, new Progress("confirming", HASH, 3, 12, 6));
    Answer confirming = table.ask("withdrawal");
    assertEquals("confirming", confirming.text("status"));
    assertEquals("3", confirming.text("confirmations"));
    assertEquals("12", confirming.text("needed"));
    PayoutEvent.Mined mined = new PayoutEvent.Mined(HASH, 7, HASH, Wei.of(21_000));
    payouts.append(payouts.read(ID), new PayoutEvent.Paid(mined), 7);
    Answer decided = table.ask("withdrawal");
    assertEquals("paid", decided.text("status"));
    assertEquals("null", decided.text("endedAt"), "the account has not been told");
    table.ledger().withdrawalPaid(ID.receiptKey(), HASH);
    table.queue().remove(ID);
    Answer paid = table.ask("withdrawal");
    assertEquals("paid", paid.text("status"));
    assertEquals(HASH, paid.text("hash"));
    assertTrue(Long.parseLong(paid.text("endedAt")) > 0);
    assertEquals("paid", table.ask("withdraw", AGAIN).text("withdrawal.status"));
    assertTrue(table.queue().list(null).items().isEmpty(), "what has ended is not queued again");
  }

  @Test
  void oneThatIsCancelledOrHaltedSaysSo() {
    table.ask("withdraw");
    PayoutJournal payouts = table.payouts();
    assertEquals("requested", table.ask("withdrawal").text("status"));
    table.queue().note(ID, new Progress("hot_wallet_low", null, 0, 12, 6));
    assertEquals("hot_wallet_low", held().text("reason"));
    table.queue().note(ID, new Progress("in_flight", null, 0, 12, 6));
    assertEquals("queued", table.ask("withdrawal").text("status"));
    payouts.append(
        payouts.read(ID), new PayoutEvent.Assigned(31_337, "0x" + "ab".repeat(20), 0), 4);
    payouts.change(ID, new PayoutEvent.Cancelling("ann", "a mistake"), 5);
    assertEquals("cancelling", held().text("reason"));
  }

  @Test
  void whatIsNotPaidIsBackInTheBalance() {
    table.ask("withdraw");
    table.payouts().change(ID, new PayoutEvent.Refunded("denied", "ann", null), 2);
    assertEquals("refunded", table.ask("withdrawal").text("status"));
    table.ledger().withdrawalRefunded(ID.receiptKey(), "denied");
    Answer refunded = table.ask("withdrawal");
    assertEquals("refunded", refunded.text("status"));
    assertEquals("denied", refunded.text("reason"));
    assertEquals("10000000000000000000", table.ask("account").text("available"));
  }

  @Test
  void whatSomebodyForgedIsNotShown() {
    table.ask("withdraw");
    PayoutEvent denied = new PayoutEvent.Refunded("denied", "ann", null);
    table.forgePayout(new Entry(ID.journal(), 2, "refunded", 3, PayoutJson.body(denied)));
    assertEquals("requested", table.ask("withdrawal").text("status"));
    assertEquals("6000000000000000000", table.ask("account").text("available"));
  }

  @Test
  void refusalsHaveNamesAndChangeNothing() {
    Answer poor = table.ask("withdraw", Map.of(FOUR, "10000000000000000001"));
    assertEquals("INSUFFICIENT_FUNDS", poor.code());
    assertEquals(422, poor.status());
    Answer nobody = table.ask("withdraw", Map.of(PLAYER, "guest-of-the-league"));
    assertEquals("NO_WALLET", nobody.code());
    assertEquals(403, nobody.status());
    assertEquals("NOT_FOUND", table.ask("withdrawal").code());
    assertEquals("1", table.ask("account").text("version"));
  }

  @Test
  void oneBelowTheMinimumIsToldIt() {
    table.set(settings -> settings.with(SettingKeys.WITHDRAWAL_MINIMUM, Wei.of(7)));
    Answer small = table.ask("withdraw", Map.of(FOUR, "6"));
    assertEquals("WITHDRAWAL_TOO_SMALL", small.code());
    assertEquals(422, small.status());
    assertEquals("7", small.text("minimum"));
    assertEquals("1", small.text("account.version"));
    assertEquals("7", table.ask("withdrawals").text("minimum"));
    assertEquals(201, table.ask("withdraw", Map.of(FOUR, "7")).status(), "exactly as much");
  }

  @Test
  void oneAboveTheLimitIsToldItAndNothingIsTaken() {
    table.set(
        settings ->
            settings.toBuilder()
                .set(SettingKeys.WITHDRAWAL_DAY_LIMIT, Wei.of(7))
                .set(SettingKeys.WITHDRAWAL_MONTH_LIMIT, Wei.of(9))
                .build());
    Answer large = table.ask("withdraw", Map.of(FOUR, "8"));
    assertEquals("WITHDRAWAL_TOO_LARGE", large.code());
    assertEquals(422, large.status());
    assertEquals("7", large.text("maximum"));
    assertEquals("1", large.text("account.version"));
    assertEquals("7", table.ask("withdrawals").text("maximum"));
    assertEquals(201, table.ask("withdraw", Map.of(FOUR, "7")).status(), "exactly as much");
  }

  @Test
  void whatIsHeldSaysWhyAndUntilWhen() {
    table.ask("withdraw");
    for (String word : List.of("after_deposit", "day_limit", "month_limit", "many_withdrawals")) {
      table.queue().note(ID, new Progress(word, null, 0, 12, 1_795_168_830_000L, 6));
      Answer held = held();
      assertEquals(word, held.text("reason"));
      assertEquals("1795168830000", held.text("until"));
    }
    table.queue().note(ID, new Progress("approval", null, 0, 12, 6));
    assertEquals("approval", held().text("reason"));
    assertEquals("null", held().text("until"), "people decide that");
  }

  @Test
  void whileWithdrawalsArePausedNoneIsTaken() {
    table.set(settings -> settings.with(SettingKeys.WITHDRAWALS_PAUSED, true));
    Answer paused = table.ask("withdraw");
    assertEquals("PAUSED", paused.code());
    assertEquals(409, paused.status());
    assertEquals("true", table.ask("withdrawals").text("paused"));
    assertEquals("1", table.ask("account").text("version"));
  }

  @Test
  void whoInsistsOnAVersionIsToldOfTheNewerOne() {
    String asked = FOUR + "\\\"";
    Map<String, String> onFirst = Map.of(asked, asked + ", \\\"expectedVersion\\\": 1");
    assertEquals(201, table.ask("withdraw", onFirst).status());
    assertEquals(201, table.ask("withdraw", onFirst).status(), "a retry is no conflict");
    Answer late =
        table.ask(
            "withdraw",
            Map.of(KEY, "2.sample-later", asked, asked + ", \\\"expectedVersion\\\": 1"));
    assertEquals("VERSION_CONFLICT", late.code());
    assertEquals("2", late.text("account.version"));
  }

  @Test
  void aSecondAttemptThatIsRefusedCanNeverHappen() {
    assertEquals(
        "INSUFFICIENT_FUNDS",
        table
            .ask(
                "withdraw",
                Map.of(FOUR, "10000000000000000001", "attempt\": \"1\"", "attempt\": \"2\""))
            .code());
    assertEquals("2", table.ask("account").text("version"), "the refusal is written down");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4000000000000000000  | 0                | amount must be more than 0",
        "4000000000000000000  | -1               | amount must be wei",
        "4000000000000000000  | 0.5              | amount must be wei",
        "\\\"amount\\\"          | \\\"sum\\\"          | sum is no member",
        "{\\\"amount\\\": \\\"4000000000000000000\\\"} | {} | amount is missing",
        "000\\\"}             | 000\\\", \\\"expectedVersion\\\": -1} | must not be negative",
        "1.sample-away        | 1.short          | Idempotency-Key",
        "idempotency-key      | other            | Send an Idempotency-Key",
        "1.sample-away        | 9.sample-away    | version"
      })
  void badInputIsRefusedInWordsAndChangesNothing(String was, String is, String words) {
    Answer refused = table.ask("withdraw", Map.of(was, is));
    assertEquals("VALIDATION", refused.code(), refused.toString());
    assertEquals(400, refused.status());
    assertTrue(refused.text("detail").contains(words), refused.text("detail"));
    assertEquals("1", table.ask("account").text("version"));
  }

  @Test
  void aListOfMoreThanTwentyIsRefused() {
    Map<String, String> limit = Map.of("\"limit\": \"2\"", "\"limit\": \"21\"");
    assertEquals("VALIDATION", table.ask("withdrawals", limit).code());
    Map<String, String> most = Map.of("\"limit\": \"2\"", "\"limit\": \"20\"");
    assertEquals(200, table.ask("withdrawals", most).status());
  }

  private Answer held() {
    Answer answer = table.ask("withdrawal");
    assertEquals("held", answer.text("status"), answer.toString());
    return answer;
  }
}
