package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the page says and offers is true at that instant, also where it is covered, and where
 * somebody is about to send money. Nobody else bets with these accounts.
 */
@ExtendWith(Shared.class)
class TruthfulPageIT {
  private static final Set<String> UNDER_WAY =
      Set.of("placing", "queued", "placed", "flying", "cashing");
  private static final long ROUND_MS = Patience.ROUND_MS;
  private static final long STEP_MS = Patience.STEP_MS;

  @AutoClose private static Stage stage;

  @BeforeAll
  static void start(LiveSystem house) {
    stage = Stage.before(house);
  }

  /** A round may crash before the press: then it is done again in the next one. */
  @Test
  void whatFliesIsCashedOutFromADialogThatCoversThePage() {
    PlayerWindow window = stage.window(390, 844, 9);
    window.part("faucet").click();
    window.await("play ether", () -> window.part("bet-1").isEnabled(), STEP_MS);
    window.part("deposit-open").click();
    window.part("deposit-warnings").waitFor();
    assertEquals(0, window.part("cashout-strip").count());
    window.page().keyboard().press("Escape");
    window.await("a bet that was cashed out", () -> isCashedOutFromADialog(window), 4 * ROUND_MS);
    assertEquals(0, window.part("cashout-strip").count());
    assertEquals(List.of(), window.complaints());
    window.close();
  }

  private static boolean isCashedOutFromADialog(PlayerWindow window) {
    window.await(
        "betting",
        () -> window.phase().equals("open") && !UNDER_WAY.contains(window.seat()),
        ROUND_MS);
    window.part("bet-1").click();
    window.part("deposit-open").click();
    window.part("deposit-address").waitFor();
    window.await(
        "the flight, or what came of the bet",
        () -> window.part("strip-1").isVisible() || !UNDER_WAY.contains(window.seat()),
        ROUND_MS);
    if (window.part("strip-1").isVisible()) {
      window.screenshot("strip-phone");
      window.part("strip-1").dispatchEvent("click");
    }
    window.await("the end of the bet", () -> !UNDER_WAY.contains(window.seat()), ROUND_MS);
    String became = window.seat();
    window.page().keyboard().press("Escape");
    return became.equals("won");
  }

  @Test
  void whoDepositsIsToldOfTheChainOfExchangesAndThatTheyMayLeave() {
    PlayerWindow window = stage.window(1280, 800, 7);
    window.await("a round", () -> window.round() > 0, ROUND_MS);
    String bounds = window.part("bounds").textContent();
    assertTrue(
        bounds.matches(
            "Stakes from [0-9.]+ to [0-9.]+ ETH · largest profit [0-9.]+ ETH · house edge 1%"),
        bounds);
    window.screenshot("bounds-desktop");
    window.part("deposit-open").click();
    String how = window.part("deposit-how").textContent();
    assertTrue(how.contains("on the development chain of this machine"), how);
    assertTrue(how.contains("you can close this meanwhile"), how);
    Locator warnings = window.part("deposit-warnings").locator("li");
    assertEquals(2, warnings.count());
    assertTrue(warnings.first().textContent().contains("another chain"));
    assertTrue(warnings.last().textContent().contains("exchange"));
    window.screenshot("deposit-warnings-desktop");
    window.page().keyboard().press("Escape");
    assertEquals(List.of(), window.complaints());
    window.close();
  }
}
