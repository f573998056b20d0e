package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.admin.AdminFixture.Answer;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJournal;
import java.util.List;
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
    Answer kept = fund("out-2", "-22500000000000000001");
    assertEquals("INSUFFICIENT_FUNDS", kept.code());
    assertTrue(kept.detail().contains("a round may cost 2.5 ETH"), kept.detail());
    assertTrue(fund("out-3", "-22500000000000000000").ok());
    assertEquals("2500000000000000000", desk.ask("admin-house-show").text("house.bankroll"));
  }

  @Test
  void whatIsAtStakeIsShownAndNotTaken() {
    desk.ask("admin-house-fund");
    long round = lostRound();
    Answer shown = desk.ask("admin-house-show");
    assertEquals("25" + ETHER, shown.text("house.bankroll"));
    assertEquals("true", shown.text("exposure.known"));
    assertEquals("-15" + ETHER, shown.text("exposure.unposted"));
    assertEquals("10" + ETHER, shown.text("exposure.bankrollAtWorst"));
    assertEquals("1", shown.text("exposure.rounds"));
    assertEquals("1" + ETHER, shown.text("exposure.reserved"));
    assertEquals("9" + ETHER, shown.text("exposure.free"));
    assertEquals(Long.toString(round), shown.text("offered.round"));
    assertEquals("20" + ETHER, shown.text("offered.maxProfit"));
    assertEquals("2500000000000000000", shown.text("offered.mayCost"));
    assertEquals("INSUFFICIENT_FUNDS", fund("out-1", "-10" + ETHER).code());
    assertTrue(fund("out-2", "-9" + ETHER).ok());
  }

  @Test
  void whatNobodyCanTellIsShownAsThatAndNothingIsTaken() {
    desk.ask("admin-house-fund");
    long round = lostRound();
    desk.events()
        .append(new Entry(HouseJournal.postingsOf(round), 1, HouseEntry.Posted.TYPE, 1, "{}"));
    Answer shown = desk.ask("admin-house-show");
    assertTrue(shown.ok());
    assertEquals("false", shown.text("exposure.known"));
    assertTrue(shown.text("exposure.why").contains("cannot be read"));
    assertEquals("INSUFFICIENT_FUNDS", fund("out-1", "-1").code());
    assertTrue(fund("in-1", "1").ok());
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

  /** A round on which a bet of ten won fifteen, which nobody has posted. */
  private long lostRound() {
    GameJournal game = new GameJournal(desk.events());
    Wei stake = Wei.ofEther(10);
    game.append(
        1,
        new RoundEvent.Opened(
            "c", 1, "0".repeat(64), 1, 2, 3, Wei.of(1), stake, Wei.ofEther(20), 1, Wei.ofEther(25)),
        1);
    game.append(2, new RoundEvent.Started(3), 3);
    game.append(3, new RoundEvent.Crashed(new Multiplier(250), 4, "0".repeat(64)), 4);
    PublicBetEvent bet =
        new PublicBetEvent("0xa", 2, PublicBetEvent.Kind.BET, "2", 1, stake, null, null, null, 1);
    desk.events().append(RoundFacts.write(1, 1, List.of(bet), 1));
    return 1;
  }

  private Answer fund(String id, String amount) {
    return desk.send(
        "{\"action\":\"house.fund\",\"id\":\"%s\",\"amount\":\"%s\",\"by\":\"ada\",\"reason\":\"a test\"}"
            .formatted(id, amount));
  }
}
