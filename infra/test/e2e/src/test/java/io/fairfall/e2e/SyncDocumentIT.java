package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.fairfall.load.RunningFairfall;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the sync document asks to be tried by hand and by script, step by step, in two windows of a
 * real browser and on its test page. The methods have the names of its lines; which row each stands
 * for is in docs/reference/conformance.md.
 */
@ExtendWith(Shared.class)
class SyncDocumentIT {
  private static final long STEP_MS = Patience.STEP_MS;

  /** The longest wait between two attempts is 30 s, and a machine that builds is slow. */
  private static final long BACK_MS = Patience.SCHEDULE_MS;

  private static final long NOTICE_MS = 3_000;

  @AutoClose private static Stage stage;
  private static SocketGate gate;
  private static LeagueWindow one;
  private static LeagueWindow other;

  @BeforeAll
  static void openTwoWindows(LiveSystem house) {
    stage = Stage.before(house);
    one = new LeagueWindow(stage.browser(), stage.url(), 1280, 860);
    BrowserContext second = stage.browser().newContext();
    gate = new SocketGate(second);
    other = new LeagueWindow(second, stage.url());
    one.signIn(8);
    String day = LocalDate.now(ZoneOffset.UTC).getDayOfWeek().name().toLowerCase(Locale.ROOT);
    one.open("Document club", "Dora", day);
    other.signIn(9);
    other.join(one.invite("member"), "Ed");
  }

  @Test
  void aBetSubmittedInOneWindowAppearsInTheOther() {
    one.add("Rams", "Seahawks", "-110", "submitted here");
    other.await("the bet", () -> other.bet("submitted here").count() == 1, STEP_MS);
    String event = only(other, "submitted here");
    for (String member : List.of("\"updateType\"", "\"user_name\":\"Dora\"", "\"at\":", "week:")) {
      assertTrue(event.contains(member), member + " in " + event);
    }
  }

  @Test
  void aStatusThatIsUpdatedInOneWindowChangesInTheOther() {
    one.add("Bucs", "Panthers", "-120", "to be graded");
    other.await("the bet", () -> other.bet("to be graded").count() == 1, STEP_MS);
    one.part("grading").click();
    one.bet("to be graded").locator("[data-grade='won']").click();
    other.await(
        "the status",
        () -> "won".equals(other.bet("to be graded").getAttribute("data-result")),
        STEP_MS);
    one.part("grading").click();
  }

  @Test
  void oneDeletedBetAndManyDisappearInBothWindows() {
    for (String notes : List.of("goes alone", "goes along 1", "goes along 2")) {
      one.add("Browns", "Bengals", "+105", notes);
      other.await(notes, () -> other.bet(notes).count() == 1, STEP_MS);
    }
    one.select("goes alone");
    one.part("bulk-delete").click();
    other.await("one deletion", () -> other.bet("goes alone").count() == 0, STEP_MS);
    assertEquals(2, other.bet("goes along").count(), "the others stay");
    one.select("goes along 1");
    one.select("goes along 2");
    one.part("bulk-delete").click();
    other.await("both deletions", () -> other.bet("goes along").count() == 0, STEP_MS);
  }

  @Test
  void aDeletionIsSeenByNobodyElseForTenSecondsInWhichItCanBeUndone() {
    one.add("Jets", "Bills", "+105", "stays after all");
    other.await("the bet", () -> other.bet("stays after all").count() == 1, STEP_MS);
    one.select("stays after all");
    one.part("bulk-delete").click();
    one.bet("stays after all").locator("[data-part='undo']").click();
    one.page().waitForTimeout(11_000);
    for (LeagueWindow window : List.of(one, other)) {
      assertEquals(1, window.bet("stays after all").count());
      assertNull(window.bet("stays after all").getAttribute("data-pending"));
    }
  }

  @Test
  void withoutSocketsAWindowPollsHearsOfChangesAndReconnects() {
    gate.block();
    try {
      other.await("polling", () -> other.connection().equals("polling"), BACK_MS);
      one.add("Colts", "Jaguars", "-115", "heard by polling");
      other.await("the bet", () -> other.bet("heard by polling").count() == 1, BACK_MS);
      assertEquals("polling", other.connection());
      other.screenshot("document-polling");
    } finally {
      gate.unblock();
    }
    other.await("the socket again", () -> other.connection().equals("live"), BACK_MS);
    one.add("Texans", "Titans", "-115", "heard live again");
    other.await("the next bet", () -> other.bet("heard live again").count() == 1, STEP_MS);
  }

  @Test
  void aHiddenWindowPausesAndHasMissedNothingWhenItIsSeen() {
    LeagueWindow hidden = new LeagueWindow(stage.browser(), stage.url(), 390, 844);
    hidden.signIn(9);
    hidden.awaitLive();
    setHidden(hidden.page(), true);
    hidden.await("the pause", () -> hidden.connection().equals("paused"), STEP_MS);
    one.add("Dolphins", "Patriots", "+140", "while nobody looked");
    hidden.page().waitForTimeout(1_000);
    assertEquals(0, hidden.bet("while nobody looked").count(), "it asks nothing");
    setHidden(hidden.page(), false);
    hidden.await("what it missed", () -> hidden.bet("while nobody looked").count() == 1, STEP_MS);
    hidden.await("the line", () -> hidden.connection().equals("live"), STEP_MS);
    hidden.close();
  }

  @Test
  void aNoticeTellsOfTheOthersChangeAndGoesAfterThreeSeconds() {
    Locator notice = other.part("toast").filter(new Locator.FilterOptions().setHasText("Dora"));
    other.await("the end of earlier notices", () -> notice.count() == 0, STEP_MS);
    // the page itself looks: asking from outside may take as long as what is measured
    other
        .page()
        .evaluate(
            """
            () => {
              const notices = () => [...document.querySelectorAll('[data-testid="toast"]')]
                .filter((toast) => toast.textContent.includes('Dora'));
              window.notice = { from: 0, to: 0 };
              const look = () => {
                const isShown = notices().length > 0;
                if (isShown && window.notice.from === 0) window.notice.from = performance.now();
                if (!isShown && window.notice.from > 0 && window.notice.to === 0) {
                  window.notice.to = performance.now();
                }
              };
              new MutationObserver(look)
                .observe(document.body, { childList: true, subtree: true, characterData: true });
            }
            """);
    one.add("Ravens", "Steelers", "-101", "worth a notice");
    other.await("the notice", () -> noticed(other, "from") > 0, STEP_MS);
    other.await("its end", () -> noticed(other, "to") > 0, STEP_MS);
    double shown = noticed(other, "to") - noticed(other, "from");
    assertTrue(shown > NOTICE_MS / 2, "it was shown for " + shown + " ms");
  }

  @Test
  void theTestPageShowsStateAndFlowSimulatesEachTypeAndReconnects() {
    Page page = stage.browser().newContext().newPage();
    page.setDefaultTimeout(Patience.ELEMENT_MS);
    page.navigate(stage.url() + "/sync-test.html");
    awaitState(page, "live");
    page.getByTestId("ping").click();
    page.waitForFunction(
        "() => / ms, median/.test(document.querySelector('[data-testid=latency]').textContent)");
    Locator types = page.getByTestId("simulate").locator("button");
    assertTrue(types.count() >= 3, "a button for each type of message");
    for (Locator type : types.all()) {
      type.click();
      String name = String.valueOf(type.getAttribute("data-type"));
      assertTrue(page.getByTestId("told").textContent().startsWith(name + " → "), name);
    }
    page.getByTestId("filter-way").selectOption("simulated");
    page.waitForFunction(
        "(count) => document.querySelectorAll('[data-testid=messages] li').length === count",
        types.count());
    page.getByTestId("offline").click();
    awaitState(page, "offline");
    page.getByTestId("restore").click();
    awaitState(page, "live");
    int reconnects = reconnects(page);
    page.getByTestId("drop").click();
    page.waitForFunction(
        "(before) => Number(document.querySelector('[data-name=reconnects] td').textContent) > before",
        reconnects,
        new Page.WaitForFunctionOptions().setTimeout(BACK_MS));
    awaitState(page, "live");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screens", "document-test-page.png")));
    page.context().close();
  }

  @Test
  void theScriptConnectsAndSaysHowEachStepWent() throws Exception {
    Process script =
        new ProcessBuilder("node", "web/tools/socket-test.mjs", stage.url())
            .directory(RunningFairfall.root().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(script.waitFor(STEP_MS, TimeUnit.MILLISECONDS), said);
    assertEquals(0, script.exitValue(), said);
    assertTrue(said.lines().filter(line -> line.startsWith("ok ")).count() >= 3, said);
  }

  private static double noticed(LeagueWindow window, String end) {
    return ((Number) window.page().evaluate("window.notice." + end)).doubleValue();
  }

  private static String only(LeagueWindow window, String text) {
    List<String> events = window.events().stream().filter(event -> event.contains(text)).toList();
    assertEquals(1, events.size(), "events with " + text);
    return events.getFirst();
  }

  private static int reconnects(Page page) {
    return Integer.parseInt(page.locator("[data-name=reconnects] td").textContent());
  }

  private static void awaitState(Page page, String state) {
    page.waitForFunction(
        "(state) => document.querySelector('[data-testid=connection]').dataset.state === state",
        state,
        new Page.WaitForFunctionOptions().setTimeout(BACK_MS));
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
}
