package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Visits by devices that are not as a page would like them: clocks that are hours off, a lid that
 * was closed, a storage that is forbidden, a line that is open and deaf, a wallet that never
 * answers. Beside each stands a window of a good device, and both must show the same.
 */
@ExtendWith(Shared.class)
class OddVisitsIT {
  private static final int ACCOUNT = 1;
  private static final BigInteger TEN_ETHER = BigInteger.TEN.pow(19);
  private static final Set<String> OVER = Set.of("free", "won", "lost", "refunded");
  private static final Duration SLEEP = Duration.ofSeconds(90);
  private static final long STEP_MS = Patience.STEP_MS;
  private static final long ROUND_MS = Patience.ROUND_MS;

  /** A line that says nothing is left within 45 s of silence; then a new one is dialled. */
  private static final long DEAF_MS = Patience.SCHEDULE_MS;

  @AutoClose private static Stage stage;
  private static PlayerWindow good;

  @BeforeAll
  static void openAGoodDevice(LiveSystem house) {
    stage = Stage.before(house);
    good = stage.window(1280, 800, ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(ints = {-13, 13})
  void aClockThatIsHoursOffPlaysAsAnyOther(int hours) {
    BrowserContext device = stage.browser().newContext();
    long theirs = Instant.now().plus(Duration.ofHours(hours)).toEpochMilli();
    device.clock().install(new Clock.InstallOptions().setTime(theirs));
    PlayerWindow odd = new PlayerWindow(device, stage.url());
    odd.signIn(ACCOUNT);
    agree(odd);
    if (hours > 0) {
      plays(odd);
    }
    odd.page().reload();
    odd.await("the session after a reload", () -> odd.part("player").isVisible(), STEP_MS);
    agree(odd);
    odd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "flying", "crashed"})
  void aDeviceThatSleptShowsWhatIsTrueSoonAfter(String phase) {
    BrowserContext device = stage.browser().newContext();
    device.clock().install();
    PlayerWindow odd = new PlayerWindow(device, stage.url());
    odd.signIn(ACCOUNT);
    agree(odd);
    odd.await("the phase " + phase, () -> odd.phase().equals(phase), ROUND_MS);
    device.clock().fastForward(SLEEP.toMillis());
    agree(odd);
    if (phase.equals("flying")) {
      plays(odd);
    }
    odd.close();
  }

  @Test
  void aBrowserThatForbidsStoragePlaysForTheVisit() {
    BrowserContext device = stage.browser().newContext();
    device.addInitScript(
        """
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
          Object.defineProperty(window, name, {
            get() { throw new DOMException('forbidden', 'SecurityError'); },
          });
        }
        """);
    PlayerWindow odd = new PlayerWindow(device, stage.url());
    odd.signIn(ACCOUNT);
    agree(odd);
    assertEquals(List.of(), odd.complaints());
    odd.close();
  }

  @Test
  void aLineThatIsOpenAndDeafIsLeft() {
    BrowserContext device = stage.browser().newContext();
    List<AtomicBoolean> lines = new ArrayList<>();
    device.routeWebSocket(
        url -> true,
        line -> {
          AtomicBoolean isDeaf = new AtomicBoolean();
          lines.add(isDeaf);
          WebSocketRoute server = line.connectToServer();
          server.onMessage(
              frame -> {
                if (!isDeaf.get()) {
                  Documented.heard(frame.text());
                  line.send(frame.text());
                }
              });
          line.onMessage(
              frame -> {
                if (!isDeaf.get()) {
                  Documented.said(frame.text());
                  server.send(frame.text());
                }
              });
        });
    PlayerWindow odd = new PlayerWindow(device, stage.url());
    odd.signIn(ACCOUNT);
    agree(odd);
    int before = lines.size();
    lines.forEach(isDeaf -> isDeaf.set(true));
    odd.await("another line", () -> lines.size() > before, DEAF_MS);
    agree(odd);
    odd.close();
  }

  @Test
  void aWalletThatNeverAnswersCanBeLeftForAnother() {
    BrowserContext device = stage.browser().newContext();
    device.addInitScript("window.ethereum = { request: () => new Promise(() => {}), on() {} };");
    PlayerWindow odd = new PlayerWindow(device, stage.url());
    odd.part("sign-in").click();
    Page page = odd.page();
    page.locator("#sign-in-dialog .choices button").first().click();
    odd.await(
        "a word about its silence",
        () -> page.locator("#sign-in-dialog").textContent().contains("has not answered yet"),
        STEP_MS);
    odd.screenshot("silent-wallet-desktop");
    odd.part("dev-wallet").click();
    odd.part("dev-account-" + ACCOUNT).click();
    odd.part("player").waitFor();
    agree(odd);
    odd.close();
  }

  /** Live, and as the good device shows it: round, phase and balance. */
  private static void agree(PlayerWindow odd) {
    odd.await("the line", () -> odd.connection().equals("live"), ROUND_MS);
    odd.await(
        "the same round, phase and balance",
        () ->
            odd.round() == good.round()
                && odd.phase().equals(good.phase())
                && odd.wei("available").equals(good.wei("available")),
        ROUND_MS);
  }

  /** A bet by the odd device is seen, flown and ended in both windows. */
  private static void plays(PlayerWindow odd) {
    if (odd.wei("available").signum() == 0) {
      good.part("faucet").click();
      odd.await("play ether", () -> odd.wei("available").compareTo(TEN_ETHER) >= 0, STEP_MS);
    }
    odd.await(
        "a bet",
        () -> {
          boolean isOpen = odd.phase().equals("open") && odd.part("bet-1").isEnabled();
          if (isOpen && OVER.contains(odd.seat())) {
            odd.part("stake-1").fill("0.01");
            odd.part("auto-1").fill("1.01");
            odd.part("bet-1").click();
          }
          return !OVER.contains(good.seat());
        },
        ROUND_MS);
    for (PlayerWindow window : List.of(odd, good)) {
      window.await("its end", () -> OVER.contains(window.seat()), ROUND_MS);
    }
    assertTrue(odd.wei("available").signum() > 0);
  }
}
