package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One player in two windows of a real browser, on the whole system. */
@ExtendWith(Shared.class)
class BrowserIT {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger TEN_ETHER = ETHER.multiply(BigInteger.TEN);
  private static final BigInteger STAKE = ETHER.divide(BigInteger.TEN);
  private static final Set<String> ENDS = Set.of("won", "lost", "refunded");
  private static final int MAX_ROUNDS = 40;
  private static final long ROUND_MS = Patience.ROUND_MS;
  private static final long STEP_MS = Patience.STEP_MS;

  @AutoClose private static Stage stage;

  @BeforeAll
  static void start(LiveSystem house) {
    stage = Stage.before(house);
  }

  @Test
  void aPlayerSeesThatTheBalanceAddsUp() {
    PlayerWindow desktop = stage.window(1280, 800);
    PlayerWindow phone = stage.window(390, 844);
    desktop.signIn(4);
    phone.signIn(4);
    desktop.part("faucet").click();
    awaitBoth(desktop, phone, TEN_ETHER, BigInteger.ZERO);
    for (PlayerWindow window : List.of(desktop, phone)) {
      window.part("player").click();
      Locator books = window.part("books");
      window.await("the books", () -> books.getAttribute("data-result") != null, STEP_MS);
      assertEquals("ok", books.getAttribute("data-result"));
      assertTrue(books.textContent().contains("Your balance adds up, over 1 entry."));
    }
    desktop.screenshot("books-desktop");
    phone.screenshot("books-phone");
  }

  /** Commitment, beacon, signature and crash point, its chain, and that it had to come next. */
  @Test
  void aRoundIsVerifiedInThePageByItsBeacon() {
    PlayerWindow window = stage.window(1280, 800);
    Locator past = window.part("history").locator("button");
    window.await("two rounds that are over", () -> past.count() > 1, 2 * ROUND_MS);
    past.first().click();
    window.part("verify").click();
    Locator verdict = window.part("verdict");
    window.await("the verdict", () -> verdict.getAttribute("data-result") != null, STEP_MS);
    window.screenshot("verified-desktop");
    assertEquals("ok", verdict.getAttribute("data-result"), verdict.textContent());
    assertTrue(verdict.textContent().contains("Game hash and beacon give"));
    assertTrue(verdict.textContent().contains("The signature is that of the development beacon."));
    assertEquals(List.of(), window.complaints());
    window.close();
  }

  @Test
  void twoWindowsPlayAWinAndALossAndAgreeWithTheLedger() {
    PlayerWindow desktop = stage.window(1280, 800);
    PlayerWindow phone = stage.window(390, 844);
    desktop.screenshot("spectator-desktop");
    desktop.signIn(0);
    phone.signIn(0);
    desktop.part("faucet").click();
    awaitBoth(desktop, phone, TEN_ETHER, BigInteger.ZERO);

    winOneRound(desktop, phone);
    loseOneRound(desktop, phone);

    assertEquals(List.of(), desktop.complaints());
    assertEquals(List.of(), phone.complaints());
    desktop.close();
    phone.close();
  }

  /** Plays until a cashout comes before the crash; most rounds let it. */
  private static void winOneRound(PlayerWindow desktop, PlayerWindow phone) {
    for (int i = 0; i < MAX_ROUNDS; i++) {
      BigInteger before = placeBet(desktop, phone);
      desktop.await("the flight or its end", () -> !desktop.seat().equals("placed"), ROUND_MS);
      if (desktop.seat().equals("flying")) {
        desktop.screenshot("flying-desktop");
        phone.screenshot("flying-phone");
        desktop.part("cashout-1").dispatchEvent("click");
      }
      desktop.await("the result", () -> ENDS.contains(desktop.seat()), ROUND_MS);
      if (desktop.seat().equals("won")) {
        phone.await("the win", () -> phone.seat().equals("won"), STEP_MS);
        desktop.screenshot("won-desktop");
        phone.screenshot("won-phone");
        agree(desktop, phone);
        assertTrue(desktop.wei("available").compareTo(before) >= 0);
        return;
      }
    }
    throw new AssertionError("no round let anybody cash out in " + MAX_ROUNDS);
  }

  private static void loseOneRound(PlayerWindow desktop, PlayerWindow phone) {
    BigInteger before = placeBet(desktop, phone);
    desktop.await("the loss", () -> desktop.seat().equals("lost"), ROUND_MS);
    phone.await("the loss", () -> phone.seat().equals("lost"), STEP_MS);
    desktop.screenshot("lost-desktop");
    phone.screenshot("lost-phone");
    // the next entry of the account ends the lost bet on its way
    desktop.part("faucet").click();
    awaitBoth(desktop, phone, before.subtract(STAKE).add(TEN_ETHER), BigInteger.ZERO);
    agree(desktop, phone);
  }

  /** Bets in the desktop window until both show it, and gives what was available without it. */
  private static BigInteger placeBet(PlayerWindow desktop, PlayerWindow phone) {
    BigInteger before = desktop.wei("available");
    BigInteger after = before.subtract(STAKE);
    do {
      desktop.await("a free seat", () -> desktop.part("bet-1").isEnabled(), ROUND_MS);
      desktop.part("stake-1").fill("0.1");
      desktop.part("bet-1").click();
      desktop.await(
          "the bet or its refusal",
          () -> !isUnderWay(desktop) && (hasBet(desktop, after) || isRefused(desktop)),
          ROUND_MS);
      // betting may have closed while the bet was on its way: the next round takes it
    } while (!hasBet(desktop, after));
    phone.await("the bet", () -> hasBet(phone, after), STEP_MS);
    desktop.screenshot("betting-desktop");
    phone.screenshot("betting-phone");
    return before;
  }

  private static boolean isUnderWay(PlayerWindow window) {
    return Set.of("placing", "queued").contains(window.seat());
  }

  private static boolean hasBet(PlayerWindow window, BigInteger available) {
    return window.wei("available").equals(available) && window.wei("locked").equals(STAKE);
  }

  private static boolean isRefused(PlayerWindow window) {
    Locator result = window.part("result-1");
    return "bad".equals(result.getAttribute("data-tone"))
        && !result.textContent().startsWith("Lost");
  }

  private static void awaitBoth(
      PlayerWindow one, PlayerWindow other, BigInteger available, BigInteger locked) {
    for (PlayerWindow window : List.of(one, other)) {
      window.await(
          available + " wei",
          () -> window.wei("available").equals(available) && window.wei("locked").equals(locked),
          STEP_MS);
    }
  }

  /** Both windows show to the wei what the ledger says. */
  private static void agree(PlayerWindow desktop, PlayerWindow phone) {
    BigInteger available = new BigInteger(desktop.account("available"));
    BigInteger locked = new BigInteger(desktop.account("locked"));
    awaitBoth(desktop, phone, available, locked);
    assertEquals(
        1, Stream.of(desktop, phone).map(window -> window.account("version")).distinct().count());
  }
}
