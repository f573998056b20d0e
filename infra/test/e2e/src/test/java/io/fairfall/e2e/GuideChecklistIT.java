package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lines of the production guide's testing checklist, in two windows of one player. The others stand
 * in docs/reference/conformance.md with the tests that show them: cashouts, losses and deposits
 * take a class each.
 */
@ExtendWith(Shared.class)
class GuideChecklistIT {
  private static final int ACCOUNT = 2;
  private static final BigInteger TEN_ETHER = BigInteger.TEN.pow(19);
  private static final Set<String> OVER = Set.of("free", "won", "lost", "refunded");
  private static final Pattern VERSION = Pattern.compile("\"expectedVersion\":(\\d+)");
  private static final long STEP_MS = Patience.STEP_MS;
  private static final long ROUND_MS = Patience.ROUND_MS;

  /** The longest wait between two attempts is 30 s, and a machine that builds is slow. */
  private static final long BACK_MS = Patience.SCHEDULE_MS;

  @AutoClose private static Stage stage;
  private static PlayerWindow one;
  private static PlayerWindow other;
  private static SocketGate gate;

  @BeforeAll
  static void openTwoWindows(LiveSystem house) {
    stage = Stage.before(house);
    one = stage.window(1280, 800, ACCOUNT);
    BrowserContext second = stage.browser().newContext();
    gate = new SocketGate(second);
    other = new PlayerWindow(second, stage.url());
    other.signIn(ACCOUNT);
  }

  @Test
  void aBetWithinTheBalanceIsPlacedAndSaysSo() {
    settled();
    placed();
  }

  @Test
  void aBetBeyondTheBalanceIsRefusedAndNothingMoves() {
    BigInteger before = settled();
    await("a free seat", () -> one.part("bet-1").isEnabled());
    one.part("stake-1").fill("1000000");
    one.part("bet-1").click();
    await("the refusal", () -> "true".equals(one.part("stake-1").getAttribute("aria-invalid")));
    assertEquals("bad", one.part("result-1").getAttribute("data-tone"));
    assertEquals(before.toString(), one.account("available"));
    assertEquals(before, one.wei("available"));
  }

  @Test
  void aBetOnAnOlderBalanceIsToldToTryAgainAndIsThenPlaced() {
    BigInteger before = settled();
    one.page().route("**/v1/bets", GuideChecklistIT::onAnOlderBalance);
    Locator notice = toast("Balance updated, please try again.");
    await("the notice", () -> bets(notice));
    one.page().unroute("**/v1/bets");
    assertEquals(before.toString(), one.account("available"), "nothing was taken");
    placed();
  }

  @Test
  void aSocketThatBreaksComesBackWithTheRightBalance() {
    settled();
    gate.block();
    BigInteger added;
    try {
      other.await("the loss", () -> !other.connection().equals("live"), BACK_MS);
      added = one.wei("available").add(TEN_ETHER);
      one.part("faucet").click();
      await("play ether", () -> one.wei("available").equals(added));
    } finally {
      gate.unblock();
    }
    other.await("the socket again", () -> other.connection().equals("live"), BACK_MS);
    other.await("the same balance", () -> other.wei("available").equals(added), STEP_MS);
    assertEquals(added.toString(), other.account("available"));
  }

  @Test
  void theLedgerAndTheAccountAgree() {
    settled();
    one.part("player").click();
    Locator books = one.part("books");
    await("the books", () -> books.getAttribute("data-result") != null);
    assertEquals("ok", books.getAttribute("data-result"), books.textContent());
    one.page().keyboard().press("Escape");
  }

  /** Bets until one came in time; the page says what it has placed. */
  private static void placed() {
    Locator notice = toast("Bet placed: 0.01 ETH");
    await("the bet", () -> bets(notice));
    for (PlayerWindow window : List.of(one, other)) {
      window.await("its end", () -> OVER.contains(window.seat()), ROUND_MS);
    }
  }

  /** Presses the button while betting is open, and looks whether a notice has come. */
  private static boolean bets(Locator notice) {
    if (one.phase().equals("open") && OVER.contains(one.seat()) && one.part("bet-1").isEnabled()) {
      one.part("stake-1").fill("0.01");
      one.part("auto-1").fill("1.01");
      one.part("bet-1").click();
    }
    return notice.count() > 0;
  }

  private static void onAnOlderBalance(Route route) {
    Matcher version = VERSION.matcher(route.request().postData());
    String body =
        version.replaceAll(known -> "\"expectedVersion\":" + (Long.parseLong(known.group(1)) - 1));
    route.resume(new Route.ResumeOptions().setPostData(body));
  }

  /** Nothing is in play, and both windows show what the ledger has: play ether ends lost bets. */
  private static BigInteger settled() {
    await("the end of bets", () -> OVER.contains(one.seat()));
    if (one.wei("locked").signum() > 0 || one.wei("available").signum() == 0) {
      one.part("faucet").click();
    }
    await("nothing in play", () -> one.wei("locked").signum() == 0);
    await("ether to play with", () -> one.wei("available").signum() > 0);
    BigInteger available = new BigInteger(one.account("available"));
    for (PlayerWindow window : List.of(one, other)) {
      window.await("the balance", () -> window.wei("available").equals(available), STEP_MS);
    }
    return available;
  }

  private static Locator toast(String text) {
    return one.part("toast").filter(new Locator.FilterOptions().setHasText(text));
  }

  private static void await(String what, BooleanSupplier holds) {
    one.await(what, holds, ROUND_MS);
  }
}
