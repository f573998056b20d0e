package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A player who sets limits, is held to them, and takes a break, in a real browser. Nobody else bets
 * with these accounts.
 */
@ExtendWith(Shared.class)
class ProtectionIT {
  private static final BigInteger TEN_ETHER = BigInteger.TEN.pow(19);
  private static final Set<String> ENDS = Set.of("won", "lost", "refunded");
  private static final Set<String> UNDER_WAY = Set.of("placing", "queued", "placed", "flying");
  private static final long ROUND_MS = Patience.ROUND_MS;
  private static final long STEP_MS = Patience.STEP_MS;

  @AutoClose private static Stage stage;

  @BeforeAll
  static void start(LiveSystem house) {
    stage = Stage.before(house);
  }

  @Test
  void aDayStakeLimitRefusesTheSecondBetInWordsAndLeavesTheFirstAlone() {
    PlayerWindow window = stage.window(1280, 800, 8);
    window.part("faucet").click();
    setDayStake(window, "0.15");
    window.screenshot("limits-set-desktop");
    window.page().keyboard().press("Escape");

    placeFirstBet(window);
    Locator refusal = betUntilRefused(window, 2, "own limit");
    assertTrue(
        refusal.textContent().contains("0.1 of 0.15 ETH staked today"), refusal.textContent());
    window.screenshot("limit-refused-desktop");

    window.await("the flight or its end", () -> !window.seat().equals("placed"), ROUND_MS);
    if (window.seat().equals("flying")) {
      window.part("cashout-1").dispatchEvent("click");
    }
    window.await("the result", () -> ENDS.contains(window.seat()), ROUND_MS);
    openLimits(window);
    window.await("what is used", () -> usedToday(window).startsWith("0.1 of 0.15"), STEP_MS);

    raiseAndTakeBack(window);
    // the browser calls every refused request an error of the page
    assertEquals(
        List.of(),
        window.complaints().stream().filter(text -> !text.contains("status of 422")).toList());
    window.close();
  }

  @Test
  void aReminderTellsTheTimeAndStoppingIsABreakThatThePageExplains() {
    PlayerWindow window = stage.window(390, 844, 5);
    window.part("faucet").click();
    openLimits(window);
    window.part("reminder-minutes").selectOption("10");
    window.part("save-limits").click();
    window.part("limits-done").waitFor();
    window.screenshot("limits-phone");
    // nine minutes and 58 seconds later
    window
        .page()
        .evaluate(
            """
            () => {
              const kept = JSON.parse(sessionStorage.getItem('fairfall.sitting'));
              addEventListener('pagehide', () =>
                sessionStorage.setItem(
                  'fairfall.sitting', JSON.stringify({ ...kept, playedMs: 598_000 })));
            }
            """);
    window.page().reload();
    window.part("reminder").waitFor();
    assertEquals(
        "You have been playing for 10 minutes. You came out even.",
        window.part("reminder-text").textContent());
    window.screenshot("reminder-phone");
    window.part("reminder-stop").click();
    window.part("reminder").waitFor(hidden());
    window.await("a break", () -> toasts(window).contains("No bets until"), STEP_MS);
    var _ = betUntilRefused(window, 1, "on a break");
    window.screenshot("break-phone");
    excludeOneself(window);
    isNotOfferedToDeposit(window);
    window.close();
  }

  /** Asks for more, sees from when it will count, and thinks better of it. */
  private static void raiseAndTakeBack(PlayerWindow window) {
    window.part("limit-dayStake").fill("0.5");
    assertTrue(window.part("limits-status").textContent().contains("in 24 hours"));
    window.part("limit-dayStake").press("Enter");
    window.await("the raise", () -> usedToday(window).contains("0.5 ETH from"), STEP_MS);
    assertTrue(usedToday(window).startsWith("0.1 of 0.15"), usedToday(window));
    window.screenshot("limit-raised-desktop");
    window.part("take-raise-back").click();
    window.await("no raise", () -> !usedToday(window).contains("from"), STEP_MS);
  }

  /** It takes a second thought in so many words. */
  private static void excludeOneself(PlayerWindow window) {
    openLimits(window);
    window.part("break").waitFor();
    window.part("exclude-open").click();
    window.part("exclude").click();
    assertTrue(window.part("confirm-break").isDisabled());
    window.screenshot("exclusion-phone");
    window.part("confirm-words").fill("cannot be shortened");
    window.part("confirm-words").press("Enter");
    window.part("limits-done").waitFor();
    assertTrue(window.part("break").textContent().contains("cannot be shortened"));
    window.screenshot("excluded-phone");
  }

  private static void isNotOfferedToDeposit(PlayerWindow window) {
    window.page().keyboard().press("Escape");
    window.part("deposit-open").click();
    window.part("deposit-break").waitFor();
    assertEquals(0, window.part("deposit-address").count());
    window.screenshot("deposit-on-a-break-phone");
  }

  private static void setDayStake(PlayerWindow window, String ether) {
    openLimits(window);
    window.screenshot("limits-desktop");
    window.part("limit-dayStake").fill("nothing");
    window.part("save-limits").click();
    assertTrue(window.part("limits-status").textContent().contains("amount like 0.5"));
    window.part("limit-dayStake").fill(ether);
    assertTrue(window.part("limits-status").textContent().contains("counts at once"));
    window.part("save-limits").click();
    window.await("the limit", () -> usedToday(window).startsWith("0 of 0.15 ETH"), STEP_MS);
  }

  private static void placeFirstBet(PlayerWindow window) {
    window.await("play ether", () -> window.wei("available").equals(TEN_ETHER), STEP_MS);
    window.await(
        "a bet that came before betting closed",
        () -> {
          boolean isOpen = window.phase().equals("open") && window.part("bet-1").isEnabled();
          if (isOpen && !UNDER_WAY.contains(window.seat())) {
            window.part("stake-1").fill("0.1");
            window.part("bet-1").click();
          }
          return !window.wei("available").equals(TEN_ETHER);
        },
        ROUND_MS);
  }

  /** Bets once in each round until it is refused in these words: betting may close meanwhile. */
  private static Locator betUntilRefused(PlayerWindow window, int seat, String words) {
    Locator refusal = window.part("result-" + seat);
    AtomicLong tried = new AtomicLong();
    window.await(
        "the refusal",
        () -> {
          long round = window.round();
          if (tried.get() != round
              && window.phase().equals("open")
              && window.part("bet-" + seat).isEnabled()) {
            tried.set(round);
            window.part("stake-" + seat).fill("0.1");
            window.part("bet-" + seat).click();
          }
          return refusal.textContent().contains(words);
        },
        ROUND_MS);
    return refusal;
  }

  private static void openLimits(PlayerWindow window) {
    window.part("player").click();
    window.part("limits").click();
    window.part("save-limits").waitFor();
  }

  private static String usedToday(PlayerWindow window) {
    return String.valueOf(window.part("limit-dayStake-used").textContent());
  }

  private static String toasts(PlayerWindow window) {
    return String.join("\n", window.part("toast").allTextContents());
  }

  private static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }
}
