package io.fairfall.e2e;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** One browser window on the page, as a player uses it. */
final class PlayerWindow {
  private static final String SAYING = "dialog[open], [role=alert], [role=status]";
  private static final long LOOK_EVERY_MS = 50;
  private static final int STEP_TIMEOUT_MS = Patience.ELEMENT_MS;
  private static final Pattern LATE =
      Pattern.compile("status of 409 .*/v1/bets(/[^/]+/cashout)?(:\\d+)*$");

  /** What an event that waited for a free instance gets from the gateway in the end. */
  private static final Pattern BUSY = Pattern.compile("status of 429 .*/v1/");

  private final BrowserContext context;
  private final Page page;
  private final Traffic traffic;
  private final List<String> complaints = new ArrayList<>();

  /** A window with a storage of its own. */
  PlayerWindow(Browser browser, String url, int width, int height) {
    this(browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height)), url);
  }

  /** One more tab of a browser. */
  PlayerWindow(BrowserContext browser, String url) {
    context = browser;
    page = context.newPage();
    traffic = new Traffic(page);
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.onRequestFinished(Documented::answered);
    page.onWebSocket(
        socket -> {
          socket.onFrameReceived(frame -> Documented.heard(frame.text()));
          socket.onFrameSent(frame -> Documented.said(frame.text()));
        });
    page.navigate(url);
  }

  void signIn(int account) {
    part("sign-in").click();
    part("dev-wallet").click();
    part(Stage.toSignIn(account)).click();
    part("player").waitFor();
    await("the balance", () -> wei("available").signum() >= 0, STEP_TIMEOUT_MS);
  }

  Locator part(String name) {
    return page.getByTestId(name);
  }

  /** An amount that the page shows; below zero while it shows none. */
  BigInteger wei(String part) {
    String wei = part(part).getAttribute("data-wei");
    return wei == null || wei.isEmpty() ? BigInteger.valueOf(-1) : new BigInteger(wei);
  }

  String phase() {
    return String.valueOf(part("phase").getAttribute("data-phase"));
  }

  /** Live, polling, paused …: how the page is connected. */
  String connection() {
    return String.valueOf(part("connection").getAttribute("data-state"));
  }

  /** The id of the round that the page shows; 0 for none. */
  long round() {
    String round = part("round").getAttribute("data-round");
    return round == null || round.isEmpty() ? 0 : Long.parseLong(round);
  }

  /** What the first seat is doing, as the page shows it. */
  String seat() {
    return String.valueOf(page.locator("form.seat").first().getAttribute("data-status"));
  }

  /** The player's account as the API tells it, beside everything that the page keeps. */
  String account(String member) {
    Object value =
        page.evaluate(
            """
            async (member) => {
              const { token } = JSON.parse(sessionStorage.getItem('fairfall.session'));
              const headers = { authorization: 'Bearer ' + token };
              const answer = await fetch('/v1/account', { headers });
              return String((await answer.json())[member]);
            }
            """,
            member);
    return String.valueOf(Objects.requireNonNull(value));
  }

  void await(String what, BooleanSupplier holds, long timeoutMs) {
    long end = System.nanoTime() + timeoutMs * 1_000_000;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        screenshot("stuck");
        throw new AssertionError(
            "waited in vain for " + what + "; phase " + phase() + "; the page says: " + says());
      }
      page.waitForTimeout(LOOK_EVERY_MS);
    }
  }

  /** What the page tells its reader in dialogs, alerts and notes at this instant. */
  private String says() {
    return String.join(" | ", page.locator(SAYING).allInnerTexts()).replaceAll("\\s+", " ");
  }

  /**
   * What the browser's console complained of and where, but for bets that came as betting closed,
   * and cash-outs that came after the crash: browsers call each refusal an error, and losing these
   * races is part of the game. So it is with what found no free instance in a house that shares its
   * machine with a build: the page asks again, and what it shows in the end is what tests look at.
   */
  List<String> complaints() {
    return complaints.stream()
        .filter(text -> !LATE.matcher(text).find() && !BUSY.matcher(text).find())
        .toList();
  }

  /** Has every answer of the house come so much later from now on. */
  void linger(int latencyMs) {
    JsonObject line = new JsonObject();
    line.addProperty("offline", false);
    line.addProperty("latency", latencyMs);
    line.addProperty("downloadThroughput", -1);
    line.addProperty("uploadThroughput", -1);
    context.newCDPSession(page).send("Network.emulateNetworkConditions", line);
  }

  /** What it has sent and received since it was opened. */
  Traffic traffic() {
    return traffic;
  }

  Page page() {
    return page;
  }

  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
  }

  void close() {
    context.close();
  }
}
