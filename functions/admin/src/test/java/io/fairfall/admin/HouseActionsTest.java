package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.admin.AdminFixture.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class HouseActionsTest {
  private static final String ETHER = "000000000000000000";

  private final AdminFixture desk = new AdminFixture();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aHouseThatNobodyFundedOwnsNothing() {
    Answer shown = desk.ask("admin-house-show");
    assertTrue(shown.ok());
    assertEquals("0", shown.text("house.bankroll"));
    assertEquals(0, shown.size("entries"));
  }

  @Test
  void aFundingHappensOnceHoweverOftenItIsAsked() {
    Answer first = desk.ask("admin-house-fund");
    assertTrue(first.ok());
    assertEquals(first.members(), desk.ask("admin-house-fund").members());
    Answer shown = desk.ask("admin-house-show");
    assertEquals("25" + ETHER, shown.text("house.bankroll"));
    assertEquals(1, shown.size("entries"));
    assertEquals("funding", shown.text("entries.0.type"));
    assertEquals("ada", shown.text("entries.0.by"));
    assertEquals("the opening bankroll", shown.text("entries.0.reason"));
  }

  @Test
  void anIdIsGoodForOneFunding() {
    desk.ask("admin-house-fund");
    Answer other = fund("opening-2026-11", "26" + ETHER);
    assertEquals("IDEMPOTENCY_MISMATCH", other.code());
    assertTrue(other.detail().contains("the opening bankroll"), other.detail());
  }

  @Test
  void nobodyTakesOutMoreThanThereIs() {
    desk.ask("admin-house-fund");
    assertEquals("INSUFFICIENT_FUNDS", fund("out-1", "-26" + ETHER).code());
    assertTrue(fund("out-2", "-25" + ETHER).ok());
    assertEquals("0", desk.ask("admin-house-show").text("house.bankroll"));
  }

  @Test
  void takingOutTooMuchPausesBetting() {
    desk.ask("admin-house-fund");
    desk.change("{\"minBankroll\":\"20" + ETHER + "\"}");
    assertTrue(fund("out-1", "-5" + ETHER).ok());
    assertFalse(desk.settings().current(0, true).settings().bettingPaused());
    assertTrue(fund("out-2", "-1").ok());
    assertTrue(desk.settings().current(0, true).settings().bettingPaused());
  }

  @Test
  void theHistoryComesInPages() {
    for (int i = 1; i <= 12; i++) {
      fund("in-" + i, "1");
    }
    Answer page = desk.send("{\"action\":\"house.show\",\"limit\":5}");
    assertEquals("8", page.text("next"));
    page = desk.send("{\"action\":\"house.show\",\"limit\":10,\"before\":8}");
    assertEquals(7, page.size("entries"));
    assertFalse(page.members().containsKey("next"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "+1", "1.5", "01", "", "-0", "1e18"})
  void anAmountIsSignedWei(String amount) {
    assertEquals("VALIDATION", fund("in-1", amount).code());
  }

  private Answer fund(String id, String amount) {
    return desk.send(
        "{\"action\":\"house.fund\",\"id\":\"%s\",\"amount\":\"%s\",\"by\":\"ada\",\"reason\":\"a test\"}"
            .formatted(id, amount));
  }
}
