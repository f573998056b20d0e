package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.admin.AdminFixture.Answer;
import io.fairfall.money.Wei;
import io.fairfall.payouts.Fees;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.PayoutQueue.Progress;
import io.fairfall.payouts.PayoutState;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What operators say about payouts: what is written down then, and what is refused by name. */
@Tag("integration")
class WithdrawalActionsTest {
  private static final String PLAYER = "0x" + "a1".repeat(20);
  private static final PayoutId ID = new PayoutId(PLAYER, 7);
  private static final String HASH = "0x" + "5a".repeat(32);
  private static final long AT = 1_796_054_400_000L;

  @AutoClose private final AdminFixture house = new AdminFixture();

  private PayoutState asked(PayoutId id, int approvals) {
    house.queue().put(id);
    return house.payouts().ask(id, new Asked(Wei.of(5), PLAYER, AT, 0, approvals), AT);
  }

  private PayoutState assigned(PayoutId id) {
    return house
        .payouts()
        .append(asked(id, 0), new Assigned(1, "0x" + "0f".repeat(20), 3), AT)
        .orElseThrow();
  }

  private Answer say(String action, String id, String by) {
    String reason = Set.of("deny", "cancel").contains(action) ? ",\"reason\":\"it looks odd\"" : "";
    return house.send(
        "{\"action\":\"withdrawals.%s\",\"id\":\"%s\",\"by\":\"%s\"%s}"
            .formatted(action, id, by, reason));
  }

  private Answer show(PayoutId id) {
    return house.send("{\"action\":\"withdrawals.show\",\"id\":\"%s\"}".formatted(id.text()));
  }

  private PayoutState state() {
    return house.payouts().read(ID);
  }

  @Test
  void oneOperatorCountsOnceAndTwoAreTwo() {
    asked(ID, 2);
    Answer first = say("approve", ID.text(), "ann");
    assertTrue(first.ok(), first.toString());
    assertEquals("2", first.text("withdrawal.approvals"));
    assertEquals("[local:ann]", first.text("withdrawal.approvedBy"));
    assertEquals(first, say("approve", ID.text(), "ann"));
    assertEquals(1, state().approvalsMissing());
    assertEquals(
        "[local:ann, local:bob]", say("approve", ID.text(), "bob").text("withdrawal.approvedBy"));
    assertEquals(0, state().approvalsMissing());
    assertEquals(3, state().version(), "asked for, and approved twice");
    assertTrue(say("approve", ID.text(), "bob").ok(), "said again");
    assertEquals("NO_APPROVAL_NEEDED", say("approve", ID.text(), "eve").code());
  }

  @Test
  void whatTheSenderHasFoundToBeLargeWaitsForTwo() {
    asked(ID, 0);
    house.queue().put(ID);
    house.queue().note(ID, new Progress("approval", null, 0, 12, AT));
    assertEquals("2", show(ID).text("withdrawal.approvals"));
    assertEquals("2", say("approve", ID.text(), "ann").text("withdrawal.approvals"));
    assertEquals(
        "[local:ann, local:bob]", say("approve", ID.text(), "bob").text("withdrawal.approvedBy"));
    house.queue().note(ID, new Progress("day_limit", null, 0, 12, AT + 7, AT));
    Answer held = show(ID);
    assertEquals(Long.toString(AT + 7), held.text("withdrawal.until"));
    assertEquals("day_limit", held.text("withdrawal.word"));
    assertEquals("NO_APPROVAL_NEEDED", say("approve", ID.text(), "eve").code());
  }

  @Test
  void whatWaitsForNobodyTakesNoApproval() {
    asked(ID, 0);
    assertEquals("NO_APPROVAL_NEEDED", say("approve", ID.text(), "ann").code());
    assertEquals(1, state().version());
  }

  @Test
  void oneWithoutANonceIsDeniedOnceAndForGood() {
    asked(ID, 2);
    Answer denied = say("deny", ID.text(), "ann");
    assertTrue(denied.ok(), denied.toString());
    assertEquals("refunded", denied.text("withdrawal.word"));
    assertEquals("denied", denied.text("withdrawal.reason"));
    assertEquals("local:ann", denied.text("withdrawal.refundedBy"));
    assertEquals(new Refunded(Refunded.DENIED, "local:ann", null), state().end());
    assertEquals(denied, say("deny", ID.text(), "ann"));
    assertEquals(2, state().version());
    for (String action : new String[] {"approve", "deny", "cancel"}) {
      assertEquals("ALREADY_FINAL", say(action, ID.text(), "bob").code(), action);
    }
  }

  @Test
  void oneWithANonceIsCancelledAndNotDenied() {
    assigned(ID);
    assertEquals("HAS_NONCE", say("deny", ID.text(), "ann").code());
    assertEquals("HAS_NONCE", say("approve", ID.text(), "ann").code());
    assertNull(state().cancelling());
    Answer cancelled = say("cancel", ID.text(), "ann");
    assertTrue(cancelled.ok(), cancelled.toString());
    assertEquals("3", cancelled.text("withdrawal.nonce"));
    assertEquals("local:ann", cancelled.text("withdrawal.cancelledBy"));
    assertEquals("it looks odd", cancelled.text("withdrawal.cancelReason"));
    assertEquals(new Cancelling("local:ann", "it looks odd"), state().cancelling());
    assertEquals(cancelled, say("cancel", ID.text(), "ann"));
    assertEquals("CANCELLED_ALREADY", say("cancel", ID.text(), "bob").code());
    assertEquals(3, state().version());
  }

  @Test
  void oneWithoutANonceIsNotCancelled() {
    asked(ID, 0);
    assertEquals("HAS_NO_NONCE", say("cancel", ID.text(), "ann").code());
    assertEquals(1, state().version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"approve", "deny", "cancel"})
  void whatNobodyAskedForIsRefused(String action) {
    assertEquals("NOT_FOUND", say(action, ID.text(), "ann").code());
    assertEquals(0, state().version());
    assertEquals("NOT_FOUND", show(ID).code());
  }

  @ParameterizedTest
  @CsvSource({
    "approve, '', ann, id must name",
    "deny, 0xa1:x, ann, id must name",
    "cancel, 0xa1, ann, id must name",
    "cancel, 0xa1:0, ann, id must name",
    "approve, 0xa1:1, '', by must say",
    "approve, 0xa1:1, audit, audit is the name of a part",
  })
  void badInputIsRefusedInWords(String action, String id, String by, String words) {
    Answer refused = say(action, id, by);
    assertEquals("VALIDATION", refused.code());
    assertTrue(refused.detail().contains(words), refused.toString());
  }

  @Test
  void unknownMembersAndMissingReasonsAreRefused() {
    asked(ID, 0);
    for (String command :
        new String[] {
          "{\"action\":\"withdrawals.deny\",\"id\":\"%s\",\"by\":\"ann\"}",
          "{\"action\":\"withdrawals.cancel\",\"id\":\"%s\",\"by\":\"ann\",\"reason\":\" \"}",
          "{\"action\":\"withdrawals.show\",\"id\":\"%s\",\"more\":1}",
          "{\"action\":\"withdrawals.list\",\"limit\":1}",
          "{\"action\":\"withdrawals.list\",\"after\":5}"
        }) {
      assertEquals("VALIDATION", house.send(command.formatted(ID.text())).code(), command);
    }
    assertEquals(1, state().version());
  }

  @Test
  void theQueueSaysHowEachStands() {
    PayoutState sent = assigned(ID);
    Attempt attempt =
        new Attempt(1, Kind.PAY, HASH, "0x02", new Fees(Wei.of(3), Wei.of(1)), 21_000);
    assertTrue(house.payouts().append(sent, attempt, AT).isPresent());
    house.queue().note(ID, new Progress("confirming", HASH, 4, 12, AT));
    asked(new PayoutId(PLAYER, 8), 2);
    house.queue().put(new PayoutId(PLAYER, 9));
    Answer page = house.send("{\"action\":\"withdrawals.list\"}");
    assertEquals(3, page.size("withdrawals"));
    assertEquals(ID.text(), page.text("withdrawals.0.id"));
    assertEquals("5", page.text("withdrawals.0.amount"));
    assertEquals(PLAYER, page.text("withdrawals.0.to"));
    assertEquals("3", page.text("withdrawals.0.nonce"));
    assertEquals("1", page.text("withdrawals.0.attempts"));
    assertEquals("confirming", page.text("withdrawals.0.word"));
    assertEquals("4", page.text("withdrawals.0.confirmations"));
    assertEquals(HASH, page.text("withdrawals.0.hash"));
    assertEquals("2", page.text("withdrawals.1.approvals"));
    assertEquals("null", page.text("withdrawals.2.amount"), "nobody has asked for it yet");
    Answer rest =
        house.send("{\"action\":\"withdrawals.list\",\"after\":\"%s\"}".formatted(ID.text()));
    assertEquals(2, rest.size("withdrawals"));
    assertFalse(rest.members().containsKey("next"));
  }

  @Test
  void aQueueOfMoreThanAPageHasAnother() {
    for (int version = 1; version <= PayoutQueue.PAGE + 1; version++) {
      house.queue().put(new PayoutId("p", version));
    }
    Answer first = house.send("{\"action\":\"withdrawals.list\"}");
    assertEquals(PayoutQueue.PAGE, first.size("withdrawals"));
    Answer second =
        house.send(
            "{\"action\":\"withdrawals.list\",\"after\":\"%s\"}".formatted(first.text("next")));
    assertEquals(1, second.size("withdrawals"));
  }

  @Test
  void oneWhoseRecordsAreBrokenIsShownAndNotTouched() {
    asked(ID, 0);
    Map<String, AttributeValue> forged =
        Map.of(
            "journal", AttributeValue.fromS(ID.journal()),
            "version", AttributeValue.fromN("2"),
            "type", AttributeValue.fromS("approved"),
            "at", AttributeValue.fromN("1"),
            "body", AttributeValue.fromS("{\"by\":\"eve\"}"));
    Objects.requireNonNull(house.client().putItem(put -> put.tableName("payouts").item(forged)));
    assertEquals("broken", show(ID).text("withdrawal.word"));
    assertEquals(
        "broken", house.send("{\"action\":\"withdrawals.list\"}").text("withdrawals.0.word"));
    for (String action : new String[] {"approve", "deny", "cancel"}) {
      assertEquals("BROKEN_RECORDS", say(action, ID.text(), "ann").code(), action);
    }
  }
}
