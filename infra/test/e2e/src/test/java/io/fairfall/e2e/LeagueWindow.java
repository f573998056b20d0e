package io.fairfall.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** A browser window on a league's page, as a member uses it. */
final class LeagueWindow {
  private static final long LOOK_EVERY_MS = 20;
  private static final int STEP_TIMEOUT_MS = Patience.ELEMENT_MS;

  /** All files are fetched at once: those behind the first one come soon. */
  private static final int SETTLE_MS = 500;

  private final BrowserContext context;
  private final Page page;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  LeagueWindow(Browser browser, String url, int width, int height) {
    this(browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height)), url);
  }

  /** A window of a browser that may have something before its network. */
  LeagueWindow(BrowserContext browser, String url) {
    context = browser;
    page = context.newPage();
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    page.onPageError(complaints::add);
    page.onRequestFinished(Documented::answered);
    page.onWebSocket(
        socket -> {
          socket.onFrameReceived(
              frame -> {
                heard.add(frame.text());
                Documented.heard(frame.text());
              });
          socket.onFrameSent(frame -> Documented.said(frame.text()));
        });
    page.navigate(url + "/league.html");
  }

  void signIn(int account) {
    part("sign-in").click();
    part("dev-wallet").click();
    part(Stage.toSignIn(account)).click();
    part("player").waitFor();
  }

  /** Opens a pool whose weeks begin on a day of the week. */
  void open(String title, String name, String day) {
    part("open-title").fill(title);
    part("open-name").fill(name);
    part("open-zone").fill("UTC");
    part("open-day").selectOption(day);
    part("open-go").click();
    awaitLive();
  }

  /** A code that lets somebody in. */
  String invite(String role) {
    part("pool").click();
    part("invite-role").selectOption(role);
    part("invite").click();
    String code = part("invitation").locator("code").textContent();
    page.keyboard().press("Escape");
    return code;
  }

  /** Takes a member out of the pool. */
  void takeOut(String name) {
    part("pool").click();
    page.getByLabel("Role of " + name).selectOption("none");
    await("the dialog's end", () -> !part("members").isVisible(), STEP_TIMEOUT_MS);
  }

  void join(String code, String name) {
    part("join-code").fill(code);
    part("join-name").fill(name);
    part("join-go").click();
    awaitLive();
  }

  void awaitLive() {
    await(
        "the week", () -> part("week").getAttribute("data-week").startsWith("20"), STEP_TIMEOUT_MS);
    await("a live connection", () -> connection().equals("live"), STEP_TIMEOUT_MS);
    await("the list", () -> !part("empty").textContent().startsWith("Fetching"), STEP_TIMEOUT_MS);
  }

  /** Adds a straight bet by the form. */
  void add(String away, String home, String odds, String notes) {
    Locator form = part("add-form");
    field(form, "away_team").fill(away);
    field(form, "home_team").fill(home);
    field(form, "market").selectOption("spread");
    field(form, "selection").fill(home);
    field(form, "line").fill("-3.5");
    field(form, "odds").fill(odds);
    field(form, "notes").fill(notes);
    part("add-go").click();
  }

  /** Adds a bet by no more than what every bet has. */
  void addBriefly(String away, String home, String odds) {
    Locator form = part("add-form");
    field(form, "away_team").fill(away);
    field(form, "home_team").fill(home);
    field(form, "odds").fill(odds);
    part("add-go").click();
  }

  /** From now on nothing more can be stored by the page's origin. */
  void fillStorage() {
    page.evaluate(
        """
        () => {
          Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        }
        """);
  }

  /** Whether the browser would ask before it closes the page. */
  boolean asksBeforeItLeaves() {
    return (boolean)
        page.evaluate(
            """
            () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
            """);
  }

  /** Opens the dialog in which a bet is changed, with other notes in it. */
  void beginEdit(String text, String notes) {
    field(bet(text), "edit").click();
    field(part("edit-form"), "notes").fill(notes);
  }

  void edit(String text, String notes) {
    beginEdit(text, notes);
    part("save").click();
  }

  void select(String text) {
    field(bet(text), "select").check();
  }

  /** The bets that have a text in them. */
  Locator bet(String text) {
    return page.locator("li.bet").filter(new Locator.FilterOptions().setHasText(text));
  }

  int bets() {
    return page.locator("li.bet").count();
  }

  static Locator field(Locator in, String part) {
    return in.locator("[data-part='" + part + "']").first();
  }

  Locator part(String name) {
    return page.getByTestId(name);
  }

  void offline(boolean offline) {
    context.setOffline(offline);
  }

  void awaitOffline() {
    await("being offline", () -> connection().equals("offline"), STEP_TIMEOUT_MS);
  }

  /** Live, polling, paused …: how the page is connected. */
  String connection() {
    return String.valueOf(part("connection").getAttribute("data-state"));
  }

  /** Waits until the browser has what it needs to open the page without a network. */
  void awaitCopies() {
    await(
        "copies of the page",
        () ->
            Boolean.TRUE.equals(
                page.evaluate(
                    """
                    caches.keys()
                      .then((names) => Promise.all(names.map((name) => caches.open(name))))
                      .then((all) => Promise.all(all.map((copies) => copies.match('lib/client.js'))))
                      .then((found) => found.some(Boolean))
                    """)),
        STEP_TIMEOUT_MS);
    page.waitForTimeout(SETTLE_MS);
  }

  /** Opens the page anew. */
  Response reload() {
    return page.reload();
  }

  /** Whether a line is drawn around what has the focus. */
  boolean focusShows() {
    return Boolean.TRUE.equals(
        page.evaluate(
            """
            getComputedStyle(document.activeElement).outlineStyle !== 'none'
              && document.activeElement.matches(':focus-visible')
            """));
  }

  /** An attribute of what has the focus. */
  String focused(String attribute) {
    return String.valueOf(
        page.evaluate("document.activeElement.getAttribute('%s')".formatted(attribute)));
  }

  Page page() {
    return page;
  }

  /** The events of weeks that came over its socket. */
  List<String> events() {
    return heard.stream()
        .filter(text -> text.contains("\"updateType\"") && text.startsWith("{\"channel\""))
        .toList();
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /**
   * From now on the page itself looks, after every change of it, whether something holds, and notes
   * the instant: asking from outside takes as long as what is measured.
   *
   * @param holds an expression; {@code having(text)} are the bets that have a text in them
   */
  void watch(String holds) {
    page.evaluate(
        """
        (() => {
          const rows = () => [...document.querySelectorAll('li.bet')];
          const having = (text) => rows().filter((row) => row.textContent.includes(text));
          const confirmed = () => rows().every((row) => row.dataset.pending === undefined);
          const look = () => {
            if (window.came === undefined && confirmed() && (%s)) window.came = Date.now();
          };
          window.came = undefined;
          window.looking?.disconnect();
          window.looking = new MutationObserver(look);
          window.looking.observe(document.body,
            { subtree: true, childList: true, attributes: true, characterData: true });
          if (window.clicked === undefined) {
            window.clicked = 0;
            document.addEventListener('click', () => { window.clicked = Date.now(); }, true);
          }
          look();
        })()
        """
            .formatted(holds));
  }

  /** When what is watched for came true, in milliseconds since 1970. */
  long cameAt(String what, long timeoutMs) {
    await(what, () -> Boolean.TRUE.equals(page.evaluate("window.came !== undefined")), timeoutMs);
    return instant("came");
  }

  /** When something was clicked at last, in milliseconds since 1970. */
  long clickedAt() {
    return instant("clicked");
  }

  private long instant(String name) {
    return ((Number) page.evaluate("window." + name)).longValue();
  }

  /** Waits, and says for how long in milliseconds. */
  long await(String what, BooleanSupplier holds, long timeoutMs) {
    long start = System.nanoTime();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - start > timeoutMs * 1_000_000) {
        screenshot("league-stuck");
        throw new AssertionError("waited in vain for " + what);
      }
      page.waitForTimeout(LOOK_EVERY_MS);
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
  }

  void close() {
    context.close();
  }
}
