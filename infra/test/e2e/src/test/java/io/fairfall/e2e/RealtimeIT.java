package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import io.fairfall.load.RunningFairfall;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of a real browser when the house dies, sockets are blocked, and nobody looks. */
class RealtimeIT {
  private static final BigInteger TEN_ETHER = BigInteger.TEN.pow(19);
  private static final long STEP_MS = Patience.STEP_MS;
  private static final long ROUND_MS = Patience.ROUND_MS;
  private static final long FLIGHT_MS = 3 * ROUND_MS;

  /** The longest wait between two attempts is 30 s, and a machine that builds is slow. */
  private static final long BACK_MS = Patience.SCHEDULE_MS;

  private static final long POLLING_WITHIN_MS = Patience.STEP_MS;
  private static final double SILENCE_MS = 6_000;
  private static final int FAILURES = 100;
  private static final int MAX_TOASTS = 3;

  @TempDir static Path data = Path.of("");
  private static RunningFairfall.Options options;
  private static RunningFairfall fairfall;
  private static Playwright playwright;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    options =
        LiveSystem.options("realtime", Documented.TAP, List.of(LiveSystem.BETTING_MS))
            .keeping(data);
    fairfall = RunningFairfall.start(options);
    playwright = Chromium.playwright();
    browser = playwright.chromium().launch(Chromium.launch());
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (fairfall != null) {
      fairfall.close();
    }
  }

  @Test
  void aHouseThatDiesInMidRoundIsFoundAgainByBothWindowsWithoutAReload() throws Exception {
    PlayerWindow desktop = new PlayerWindow(browser, url(), 1280, 800);
    PlayerWindow phone = new PlayerWindow(browser, url(), 390, 844);
    List<PlayerWindow> windows = List.of(desktop, phone);
    desktop.signIn(6);
    phone.signIn(6);
    desktop.part("faucet").click();
    awaitBalance(windows, TEN_ETHER);
    windows.forEach(it -> it.page().evaluate("() => { window.sameDocument = true; }"));
    awaitFlight(desktop);
    long round = desktop.round();

    fairfall.kill();
    for (PlayerWindow window : windows) {
      window.await("the loss", () -> !window.connection().equals("live"), STEP_MS);
    }
    desktop.screenshot("house-gone-desktop");
    fairfall = RunningFairfall.start(options);

    for (PlayerWindow window : windows) {
      window.await("the house", () -> window.connection().equals("live"), BACK_MS);
      window.await("another round", () -> window.round() > round, ROUND_MS);
      assertEquals(true, window.page().evaluate("() => window.sameDocument"), "no reload");
    }
    desktop.await("the same round", () -> desktop.round() == phone.round(), STEP_MS);
    BigInteger stored = new BigInteger(desktop.account("available"));
    awaitBalance(windows, stored);
    windows.forEach(PlayerWindow::close);
  }

  @Test
  void whereSocketsAreBlockedBothWindowsPlayOnByPollingAndComeBack() {
    List<BrowserContext> browsers = List.of(browser.newContext(), browser.newContext());
    List<SocketGate> gates = browsers.stream().map(SocketGate::new).toList();
    List<PlayerWindow> windows =
        browsers.stream().map(context -> new PlayerWindow(context, url())).toList();
    windows.forEach(window -> window.signIn(7));
    for (PlayerWindow window : windows) {
      window.await("the feed", () -> window.connection().equals("live"), STEP_MS);
    }
    gates.forEach(SocketGate::block);
    List<Integer> polls = windows.stream().map(window -> window.traffic().polls()).toList();
    for (int i = 0; i < windows.size(); i++) {
      PlayerWindow window = windows.get(i);
      int before = polls.get(i);
      window.await("a poll", () -> window.traffic().polls() > before, POLLING_WITHIN_MS);
    }
    for (PlayerWindow window : windows) {
      window.await("polling", () -> window.connection().equals("polling"), STEP_MS);
    }
    windows.getFirst().part("faucet").click();
    awaitBalance(windows, TEN_ETHER);
    long round = windows.getFirst().round();
    for (PlayerWindow window : windows) {
      window.await("the next round", () -> window.round() > round, ROUND_MS);
      assertEquals("polling", window.connection());
    }
    windows.getFirst().screenshot("polling");
    gates.forEach(SocketGate::unblock);
    for (PlayerWindow window : windows) {
      window.await("the feed again", () -> window.connection().equals("live"), BACK_MS);
    }
    windows.forEach(PlayerWindow::close);
  }

  @Test
  void aHiddenPageFallsSilentAndIsBackWhenItIsSeen() {
    PlayerWindow window = new PlayerWindow(browser, url(), 1280, 800);
    Page page = window.page();
    Traffic traffic = window.traffic();
    window.await("the feed", () -> window.connection().equals("live"), STEP_MS);
    window.await("one socket", () -> traffic.openSockets() == 1, STEP_MS);
    setHidden(page, true);
    window.await("the pause", () -> window.connection().equals("paused"), STEP_MS);
    window.await("no socket", () -> traffic.openSockets() == 0, STEP_MS);
    int before = traffic.count();
    assertTrue(before > 0, "it was counted");
    page.waitForTimeout(SILENCE_MS);
    assertEquals(before, traffic.count(), "requests and frames of a hidden page");
    assertEquals("paused", window.connection());

    setHidden(page, false);
    window.await("the feed again", () -> window.connection().equals("live"), STEP_MS);
    window.close();
  }

  @Test
  void theTabsOfABrowserShareOneSocketAndHandItOn() {
    BrowserContext browserOfOne = browser.newContext();
    List<PlayerWindow> tabs =
        List.of(new PlayerWindow(browserOfOne, url()), new PlayerWindow(browserOfOne, url()));
    for (PlayerWindow tab : tabs) {
      tab.signIn(9);
      tab.await("the feed", () -> tab.connection().equals("live"), STEP_MS);
    }
    PlayerWindow first = tabs.getFirst();
    first.await("one socket in all", () -> openSockets(tabs) == 1, STEP_MS);
    first.part("faucet").click();
    awaitBalance(tabs, TEN_ETHER);

    PlayerWindow leader = first.traffic().openSockets() == 1 ? first : tabs.getLast();
    PlayerWindow other = leader == first ? tabs.getLast() : first;
    leader.page().close();
    other.await("its own socket", () -> other.traffic().openSockets() == 1, STEP_MS);
    other.await("the feed", () -> other.connection().equals("live"), STEP_MS);
    other.part("faucet").click();
    awaitBalance(List.of(other), TEN_ETHER.add(TEN_ETHER));
    other.close();
  }

  @Test
  void aHundredFailuresNeverPileUp() {
    PlayerWindow window = new PlayerWindow(browser, url(), 390, 844);
    window.signIn(8);
    AtomicInteger failed = new AtomicInteger();
    window.page().route("**/v1/faucet", route -> fail(route, failed.incrementAndGet()));
    window
        .page()
        .evaluate(
            """
                async (failures) => {
                  window.most = 0;
                  const toasts = () => document.querySelectorAll('[data-testid="toast"]').length;
                  const look = () => (window.most = Math.max(window.most, toasts()));
                  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
                  const faucet = document.querySelector('[data-testid="faucet"]');
                  for (let i = 0; i < failures; i += 1) {
                    faucet.disabled = false;
                    faucet.click();
                    await new Promise((done) => setTimeout(done, 20));
                  }
                }
                """,
            FAILURES);
    window.await("all failures", () -> failed.get() >= FAILURES / 2, STEP_MS);
    window.await("as many toasts as may be", () -> mostToasts(window) >= MAX_TOASTS, STEP_MS);
    window.screenshot("failures-phone");
    assertEquals(MAX_TOASTS, mostToasts(window), "toasts at once");
    window.close();
  }

  private static int mostToasts(PlayerWindow window) {
    return ((Number) window.page().evaluate("window.most")).intValue();
  }

  private static long openSockets(List<PlayerWindow> windows) {
    return windows.stream().mapToLong(window -> window.traffic().openSockets()).sum();
  }

  /** Each failure in other words, so that none is counted as another one's repetition. */
  private static void fail(Route route, int number) {
    String problem =
        """
        {"type": "urn:fairfall:problem:validation", "title": "No", "status": 400,
        "detail": "Failure number %d.", "code": "VALIDATION"}\
        """
            .formatted(number);
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(400)
            .setContentType("application/problem+json")
            .setBody(problem));
  }

  private static void setHidden(Page page, boolean hidden) {
    page.evaluate(
        """
        (hidden) => {
          Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
  }

  /**
   * Bets round by round until a flight lasts long enough to be seen: a bet may come too late, and a
   * round may end at once.
   */
  private static void awaitFlight(PlayerWindow window) {
    window.await(
        "a flight",
        () -> {
          String seat = window.seat();
          if (!seat.equals("queued")
              && window.part("bet-1").isEnabled()
              && !seat.equals("flying")) {
            window.part("bet-1").click();
          }
          return seat.equals("flying");
        },
        FLIGHT_MS);
  }

  private static void awaitBalance(List<PlayerWindow> windows, BigInteger available) {
    for (PlayerWindow window : windows) {
      window.await("the balance", () -> window.wei("available").equals(available), STEP_MS);
    }
  }

  private static String url() {
    return fairfall.target().origin().toString();
  }
}
