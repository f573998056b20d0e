package io.fairfall.e2e;

import static io.fairfall.e2e.LeagueWindow.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three members of a league in three windows of a real browser, on the whole system. */
@ExtendWith(Shared.class)
class LeagueIT {
  private static final long STEP_MS = Patience.STEP_MS;

  /** What the windows have to agree within, where a quiet machine is asked for it. */
  private static final long AGREE_MS = Long.getLong("league.agreeMs", Patience.STEP_MS);

  /** So long is waited, so that a failure says how long it took. */
  private static final long PATIENCE_MS = Patience.STEP_MS;

  @AutoClose private static Stage stage;
  private static LeagueWindow olga;
  private static LeagueWindow gus;
  private static LeagueWindow max;

  @BeforeAll
  static void start(LiveSystem house) {
    stage = Stage.before(house);
    olga = new LeagueWindow(stage.browser(), stage.url(), 1280, 860);
    gus = new LeagueWindow(stage.browser(), stage.url(), 1280, 860);
    max = new LeagueWindow(stage.browser(), stage.url(), 390, 844);
    olga.signIn(0);
    olga.open("Sunday club", "Olga", today());
    gus.signIn(4);
    gus.join(olga.invite("grader"), "Gus");
    max.signIn(5);
    max.join(olga.invite("member"), "Max");
  }

  /** So that a game in some hours is always in this week. */
  private static String today() {
    return LocalDate.now(ZoneOffset.UTC).getDayOfWeek().name().toLowerCase(Locale.ROOT);
  }

  @Test
  void threeWindowsAgreeOnWhatIsAddedChangedGradedAndDeleted() {
    LeagueWindow elsewhere = new LeagueWindow(stage.browser(), stage.url(), 1280, 860);
    elsewhere.signIn(4);
    elsewhere.awaitLive();
    elsewhere.part("week-after").click();
    elsewhere.await("the next week", () -> elsewhere.part("week-now").isVisible(), STEP_MS);
    elsewhere.page().waitForTimeout(1_000);
    int before = elsewhere.events().size();

    agree(
        "an added bet",
        "having('sure thing').length === 1",
        max,
        () -> max.add("Bears", "Lions", "-110", "sure thing"));
    olga.add("Jets", "Bills", "+150", "long shot");
    gus.add("Łódź", "Köln – ’Geißböcke’", "2.50", "third one");
    agree("three bets", window -> window.bet("third one").count() == 1 && window.bets() >= 3);
    assertTrue(max.bet("third one").textContent().contains("Łódź @ Köln – ’Geißböcke’"));
    agree(
        "an edited bet",
        "having('not so sure').length === 1",
        max,
        () -> max.edit("sure thing", "not so sure"));

    gus.part("grading").click();
    agree(
        "a graded bet",
        "having('not so sure')[0]?.dataset.result === 'won'",
        gus,
        () -> gus.bet("not so sure").locator("[data-grade='won']").click());
    gus.select("long shot");
    gus.select("third one");
    gus.screenshot("league-grading-desktop");
    agree(
        "two graded bets",
        "['long shot', 'third one'].every((text) => having(text)[0]?.dataset.result === 'lost')",
        gus,
        () -> gus.part("bulk-lost").click());
    olga.await(
        "the standings",
        () ->
            olga.page().locator("[data-member='Max'] [data-part='profit']").count() == 1
                && "+0.91"
                    .equals(
                        olga.page()
                            .locator("[data-member='Max'] [data-part='profit']")
                            .textContent()),
        STEP_MS);
    olga.screenshot("league-desktop");
    max.screenshot("league-phone");

    gus.part("grading").click();
    gus.part("bulk-clear").click();
    olga.select("long shot");
    olga.select("third one");
    olga.part("bulk-delete").click();
    agree(
        "a bulk deletion",
        window -> window.bet("long shot").count() + window.bet("third one").count() == 0);
    long deletions = max.events().stream().filter(text -> text.contains("\"bulk_delete\"")).count();
    assertEquals(1, deletions, "a bulk deletion is one event");

    putBackWhatWasDeleted();
    lookAtTheHistory();
    assertEquals(before, elsewhere.events().size(), "another week's page hears nothing");
    elsewhere.close();
    noComplaints();
  }

  /** Everybody sees what was deleted; whose it was can put it back. */
  private static void putBackWhatWasDeleted() {
    olga.part("deleted").click();
    Locator deleted = olga.part("deleted-bets");
    olga.await("two deleted bets", () -> deleted.locator("> li").count() == 2, STEP_MS);
    olga.screenshot("league-deleted-desktop");
    assertEquals(1, deleted.locator("[data-part='put-back']").count(), "one of them is hers");
    field(deleted, "put-back").click();
    agree("a bet that is back", window -> window.bet("long shot").count() == 1);
  }

  private static void lookAtTheHistory() {
    field(max.bet("not so sure"), "history").click();
    max.await("the history", () -> max.part("revisions").locator("li").count() == 3, STEP_MS);
    max.screenshot("league-history-phone");
    max.page().keyboard().press("Escape");
  }

  @Test
  void whoIsSlowerSeesBothVersionsAndChooses() {
    agree(
        "a bet to dispute",
        "having('to be disputed').length === 1",
        max,
        () -> max.add("Packers", "Vikings", "-105", "to be disputed"));
    gus.beginEdit("to be disputed", "disputed as Gus says");
    max.edit("to be disputed", "disputed as Max says");
    agree("the first edit", window -> window.bet("disputed as Max says").count() == 1);
    gus.part("save").click();
    gus.await(
        "the conflict", () -> gus.page().locator("[data-part='resolve']").count() == 1, STEP_MS);
    assertEquals(1, olga.bet("disputed as Max says").count(), "nothing is overwritten");
    gus.page().locator("[data-part='resolve']").click();
    assertTrue(gus.part("mine").textContent().contains("disputed as Gus says"));
    assertTrue(gus.part("theirs").textContent().contains("disputed as Max says"));
    gus.screenshot("league-conflict-desktop");
    gus.part("keep-mine").click();
    agree("the chosen version", window -> window.bet("disputed as Gus says").count() == 1);
    noComplaints();
  }

  @Test
  void fiveEditsMadeOfflineComeBackAppliedOrAsConflicts() {
    max.add("Saints", "Falcons", "-110", "base one");
    max.add("Titans", "Texans", "-110", "base two");
    agree(
        "two bets", window -> window.bet("base one").count() + window.bet("base two").count() == 2);
    max.awaitCopies();
    max.offline(true);
    max.awaitOffline();
    max.add("Chiefs", "Raiders", "+120", "offline one");
    max.add("Eagles", "Giants", "+130", "offline two");
    max.edit("offline one", "offline one, edited");
    max.edit("base one", "base one, edited offline");
    max.edit("base two", "base two, edited offline");
    assertEquals(
        1, max.bet("base one, edited offline").count(), "the copy shows what is on its way");
    gus.edit("base two", "base two, edited by Gus");
    assertTrue(max.reload().fromServiceWorker(), "a reload without a network finds the page");
    max.awaitOffline();
    max.await("the copy", () -> max.bet("offline one, edited").count() == 1, STEP_MS);
    assertEquals(1, max.bet("base two, edited offline").count(), "what waits outlives a reload");
    max.edit("offline two", "offline two, edited after a reload");
    max.screenshot("league-offline-phone");
    max.page().waitForTimeout(Long.getLong("league.offlineMs", 5_000));
    max.offline(false);
    agree(
        "what was made offline",
        window ->
            window.bet("offline one, edited").count() == 1
                && window.bet("offline two, edited after a reload").count() == 1
                && window.bet("base one, edited offline").count() == 1);
    max.await(
        "the conflict", () -> max.page().locator("[data-part='resolve']").count() == 1, STEP_MS);
    assertEquals(1, gus.bet("base two, edited by Gus").count(), "nothing is overwritten");
    assertEquals(1, olga.bet("offline one").count(), "nothing is doubled");
    max.page().locator("[data-part='resolve']").click();
    max.screenshot("league-conflict-phone");
    max.part("keep-theirs").click();
    max.await("no more to decide", () -> !max.part("state-line").isVisible(), STEP_MS);
    noComplaints();
  }

  @Test
  void aBrowserWithoutRoomSaysThatWhatWaitsIsLostWithThePage() {
    LeagueWindow full = new LeagueWindow(stage.browser(), stage.url(), 1280, 860);
    full.signIn(4);
    full.awaitLive();
    full.fillStorage();
    full.offline(true);
    full.awaitOffline();
    assertFalse(full.asksBeforeItLeaves(), "nothing waits yet");
    full.addBriefly("Colts", "Ravens", "-110");
    full.await(
        "the warning", () -> full.part("state-line").textContent().contains("are lost"), STEP_MS);
    assertTrue(full.asksBeforeItLeaves());
    full.screenshot("league-full-storage-desktop");
    full.offline(false);
    agree("the bet", window -> window.bet("Colts").count() == 1);
    assertFalse(full.asksBeforeItLeaves(), "nothing waits any more");
    full.close();
    noComplaints();
  }

  @Test
  void whatHasBegunIsAddedByAGraderWithAReason() {
    String begun =
        LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES).toString();
    field(max.part("add-form"), "kickoff").fill(begun);
    max.add("Colts", "Chargers", "-110", "too late for Max");
    assertTrue(max.part("add-late").textContent().contains("only a grader"));
    max.part("week-after").click();
    max.part("week-now").click();
    field(gus.part("add-form"), "kickoff").fill(begun);
    gus.part("add-reason").fill("he had told me before");
    gus.add("Browns", "Ravens", "-110", "late but told");
    agree("a late bet", window -> window.bet("late but told").count() == 1);
    assertEquals(0, max.bet("too late for Max").count());
    field(olga.bet("late but told"), "history").click();
    olga.await(
        "the reason",
        () -> olga.part("revisions").textContent().contains("he had told me before"),
        STEP_MS);
    olga.page().keyboard().press("Escape");
    gus.part("week-after").click();
    gus.part("week-now").click();
    noComplaints();
  }

  @Test
  void aWeekGoesOutAsAFileAndComesInAfterALook() throws IOException {
    olga.add("Panthers", "Bucs", "-110", "for the file");
    agree("a bet", window -> window.bet("for the file").count() == 1);
    olga.part("files").click();
    Download saved = olga.page().waitForDownload(() -> olga.part("export-csv").click());
    List<String> lines = Files.readAllLines(saved.path());
    String header = lines.getFirst();
    String bet =
        lines.stream().filter(line -> line.contains("for the file")).findFirst().orElse("");
    String again = bet.replace("for the file", "from the file").replaceFirst("^[^,]*", "");
    olga.part("import-text").fill(String.join("\n", header, again, again.replace("-110", "lots")));
    olga.part("import-preview").click();
    olga.await("the preview", () -> imported().startsWith("1 of 2 bets can be added."), STEP_MS);
    assertTrue(imported().contains("Panthers @ Bucs"), imported());
    assertTrue(imported().contains("Row 3: "), imported());
    assertEquals(0, olga.bet("from the file").count(), "a look changes nothing");
    olga.screenshot("league-import-desktop");
    olga.part("import-add").click();
    agree("a bet from a file", window -> window.bet("from the file").count() == 1);
    olga.page().keyboard().press("Escape");
    noComplaints();
  }

  private static String imported() {
    return olga.part("import-result").textContent();
  }

  @Test
  void whoIsTakenOutOfThePoolHearsNothingMore() {
    LeagueWindow guest = new LeagueWindow(stage.browser(), stage.url(), 1280, 860);
    guest.signIn(6);
    guest.join(olga.invite("viewer"), "Vic");
    olga.add("Kings", "Ducks", "-110", "heard by all");
    guest.await("a bet", () -> guest.bet("heard by all").count() == 1, STEP_MS);
    olga.takeOut("Vic");
    int before = guest.events().size();
    olga.add("Stars", "Blues", "-110", "not for guests");
    agree("a bet", window -> window.bet("not for guests").count() == 1);
    guest.page().waitForTimeout(1_000);
    assertEquals(before, guest.events().size());
    assertEquals(0, guest.bet("not for guests").count());
    guest.close();
    noComplaints();
  }

  @Test
  void aKeyboardIsEnough() {
    Page page = olga.page();
    page.evaluate("document.activeElement.blur()");
    page.keyboard().press("n");
    for (String text : List.of("Hawks", "Bulls", "NBA")) {
      page.keyboard().type(text);
      page.keyboard().press("Tab");
    }
    page.keyboard().press("Tab");
    for (String text : List.of("Bulls", "-3.5")) {
      page.keyboard().type(text);
      page.keyboard().press("Tab");
    }
    page.keyboard().type("evens");
    page.keyboard().press("Enter");
    olga.await("the bet", () -> olga.bet("Hawks @ Bulls").count() == 1, STEP_MS);
    olga.await("its arrival", () -> hasArrived(olga.bet("Hawks @ Bulls")), STEP_MS);
    field(olga.bet("Hawks @ Bulls"), "edit").focus();
    assertTrue(olga.focusShows(), "whoever has no mouse sees where they are");
    page.keyboard().press("Enter");
    olga.await("the dialog", () -> olga.part("edit-form").isVisible(), STEP_MS);
    page.keyboard().press("Escape");
    olga.await("no dialog", () -> !olga.part("edit-form").isVisible(), STEP_MS);
    assertEquals("edit", olga.focused("data-part"), "focus returns to where it was");
    page.keyboard().press("/");
    page.keyboard().type("nobody bet on this");
    olga.await("an empty list", () -> olga.bets() == 0, STEP_MS);
    olga.part("filter-text").fill("");
    noComplaints();
  }

  @Test
  void oddsAreReadInTheFormatThatSomebodyChose() {
    olga.add("Suns", "Heat", "-110", "for its price");
    agree("a bet", window -> window.bet("for its price").count() == 1);
    max.part("odds-format").selectOption("fractional");
    assertEquals("10/11", field(max.bet("for its price"), "odds").textContent());
    assertEquals("-110", field(olga.bet("for its price"), "odds").textContent());
    gus.part("grading").click();
    field(gus.bet("for its price"), "closing_odds").fill("1.80");
    gus.page().keyboard().press("Enter");
    agree("a closing price", window -> window == gus || closed(window).contains("closed"));
    assertEquals("closed 4/5", closed(max));
    gus.part("grading").click();
    max.part("odds-format").selectOption("");
    noComplaints();
  }

  private static String closed(LeagueWindow window) {
    return window.bet("for its price").locator("[data-part='closed']").allTextContents().stream()
        .findFirst()
        .orElse("");
  }

  /**
   * All three windows show what one of them did, within a second of its click. They note the
   * instants themselves.
   */
  private static void agree(String what, String holds, LeagueWindow actor, Runnable act) {
    List<LeagueWindow> windows = List.of(olga, gus, max);
    windows.forEach(window -> window.watch(holds));
    act.run();
    long last =
        windows.stream().mapToLong(window -> window.cameAt(what, PATIENCE_MS)).max().orElseThrow();
    long tookMs = last - actor.clickedAt();
    System.out.printf("%s: in all windows %d ms after the click%n", what, tookMs);
    assertTrue(tookMs < AGREE_MS, what + " took " + tookMs + " ms");
  }

  /** All three windows show something; how long that was waited for is printed. */
  private static void agree(String what, Predicate<LeagueWindow> shown) {
    long start = System.nanoTime();
    for (LeagueWindow window : List.of(olga, gus, max)) {
      window.await(what, () -> shown.test(window), PATIENCE_MS);
    }
    System.out.printf("%s: all agree after %d ms%n", what, (System.nanoTime() - start) / 1_000_000);
  }

  private static boolean hasArrived(Locator bet) {
    return bet.getAttribute("data-pending") == null;
  }

  private static void noComplaints() {
    for (LeagueWindow window : List.of(olga, gus, max)) {
      assertEquals(List.of(), window.complaints());
    }
  }
}
