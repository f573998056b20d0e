package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlogstore.PoolWeek;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Weeks as files. */
@Tag("integration")
class FilesTest {
  private static final String UPLOAD = "POST /v1/pools/{pool}/weeks/{week}/import";
  private static final PoolWeek WEEK = new PoolWeek(League.POOL, League.WEEK);

  @AutoClose private final League league = new League().founded();

  @Test
  void aFormulaIsHarmlessInAFileAndComesBackAsItWas() {
    Map<String, Object> slip = League.slip("+150", "1", "=HYPERLINK(\"http://x\",\"y\")");
    league.add(League.MEMBER, "bet-0001", slip);
    League.Answer file =
        league.get(
            League.MEMBER,
            "GET /v1/pools/{pool}/weeks/{week}/export",
            League.inWeek(),
            Map.of("format", "csv"));
    assertTrue(file.text().contains("'=HYPERLINK"), file.text());
    assertFalse(file.text().contains("'+150"), file.text());
    League.Answer preview =
        league.post(
            League.MEMBER,
            UPLOAD,
            League.inWeek(),
            Map.of("importId", "import-01", "csv", again(file.text()), "preview", true));
    Map<String, Object> row =
        League.object(((List<?>) Objects.requireNonNull(preview.body().get("rows"))).getFirst());
    assertEquals("=HYPERLINK(\"http://x\",\"y\")", League.object(row.get("bet_data")).get("notes"));
    assertEquals(1, league.sheet().bets(WEEK).size());
  }

  private static String again(String file) {
    return file.replace("bet-0001", "new").replace("1.00 units", "2.00 units");
  }

  @Test
  void whatIsSavedAddsNothingToItsWeekAndAllOfItToAnother() {
    league.add(League.MEMBER, "bet-0001", League.slip("+150", "1", "hi"));
    long revision = league.add(League.OWNER, "bet-0002", League.slip("-110", "2", "ho")).revision();
    grade("bet-0002", revision);
    String file = export(Map.of("format", "csv"));
    assertTrue(file.startsWith("\ufeffbet,"), file);
    assertTrue(
        export(Map.of("format", "csv", "separator", "semicolon")).startsWith("\ufeffbet;"), file);
    for (String importId : List.of("import-01", "import-01", "import-02")) {
      List<Map<String, Object>> rows = upload(League.OWNER, importId, file, false);
      assertEquals(
          List.of("bet-0001 true", "bet-0002 true"),
          rows.stream().map(row -> row.get("betId") + " " + row.get("known")).toList());
    }
    assertEquals(2, league.sheet().bets(WEEK).size());

    String elsewhere = file.replace("bet-000", "b").replace("Bears", "Jets");
    List<Map<String, Object>> preview = upload(League.GRADER, "import-03", elsewhere, true);
    assertEquals(
        List.of("Max [open]", "Olga [won]"), preview.stream().map(FilesTest::who).toList());
    upload(League.GRADER, "import-03", elsewhere, false);
    upload(League.GRADER, "import-03", elsewhere, false);
    List<LoggedBet> bets = league.sheet().bets(WEEK);
    assertEquals(4, bets.size());
    assertEquals(
        List.of(
            "Max " + League.MEMBER + " [open] null by Gus",
            "Olga " + League.OWNER + " [won] -120 by Gus"),
        bets.subList(2, 4).stream().map(FilesTest::asStored).toList());
  }

  @Test
  void anothersBetsAndHowTheyEndedAreAGradersToReadIn() {
    String csv =
        """
        user_name,stake,league,away_team,home_team,market,odds,kickoff,status
        Olga,1,NFL,Bears,Lions,moneyline,-110,2026-11-22 13:00,
        ,1,NFL,Jets,Bills,moneyline,-110,2026-11-22 13:00,won
        max,1,NFL,Rams,Colts,moneyline,-110,2026-11-22 13:00,
        Nobody Here,1,NFL,Rams,Colts,moneyline,-110,2026-11-22 13:00,lost
        """;
    assertEquals(List.of(false, false, true, false), goodRows(League.MEMBER, csv, true));
    assertEquals(List.of(false, false, true, false), goodRows(League.MEMBER, csv, false));
    assertEquals(List.of(true, true, true, true), goodRows(League.GRADER, csv, false));
    List<LoggedBet> bets = league.sheet().bets(WEEK);
    assertEquals(4, bets.size(), "Max's own was there");
    LoggedBet guests = bets.getLast();
    assertEquals("Nobody Here", guests.userName());
    assertTrue(guests.player().startsWith("0x6775657374"), guests.player());
    League.Answer edit =
        league.edit(
            League.MEMBER,
            guests.betId(),
            guests.revision(),
            "change-01",
            League.slip("+1", "1", ""));
    assertEquals(400, edit.status(), edit.text());
    League.Answer foreign =
        league.edit(
            League.MEMBER,
            guests.betId(),
            guests.revision(),
            "change-01",
            League.slip("+110", "1", ""));
    assertEquals(403, foreign.status(), foreign.text());
  }

  @Test
  void aSpreadWithoutAPickOrALineIsNoBet() {
    for (String member : List.of("selection", "line")) {
      Map<String, Object> slip = League.slip("+150", "1", "");
      Map<String, Object> leg =
          new HashMap<>(
              League.object(((List<?>) Objects.requireNonNull(slip.get("legs"))).getFirst()));
      leg.remove(member);
      slip.put("legs", List.of(leg));
      League.Answer answer = league.add(League.MEMBER, "bet-0001", slip);
      assertEquals(400, answer.status(), answer.text());
      assertTrue(answer.text().contains("selection and their line"), answer.text());
    }
    assertEquals(0, league.sheet().bets(WEEK).size());
  }

  private void grade(String betId, long revision) {
    League.Answer graded =
        league.post(
            League.OWNER,
            "POST /v1/pools/{pool}/weeks/{week}/grades",
            League.inWeek(),
            Map.of(
                "changeId",
                "change-01",
                "bets",
                List.of(
                    Map.of(
                        "betId",
                        betId,
                        "revision",
                        revision,
                        "bet_status",
                        List.of("won"),
                        "closing_odds",
                        List.of("-120")))));
    assertEquals(200, graded.status(), graded.text());
  }

  private String export(Map<String, String> query) {
    return league
        .get(League.MEMBER, "GET /v1/pools/{pool}/weeks/{week}/export", League.inWeek(), query)
        .text();
  }

  private List<Map<String, Object>> upload(
      String player, String importId, String csv, boolean preview) {
    League.Answer answer =
        league.post(
            player,
            UPLOAD,
            League.inWeek(),
            Map.of("importId", importId, "csv", csv, "preview", preview));
    List<?> rows = (List<?>) Objects.requireNonNull(answer.body().get("rows"), answer.text());
    return rows.stream().map(League::object).toList();
  }

  private static String who(Map<String, Object> row) {
    return row.get("user_name") + " " + row.get("bet_status");
  }

  private static String asStored(LoggedBet bet) {
    return "%s %s %s %s by %s"
        .formatted(
            bet.userName(),
            bet.player(),
            bet.betStatus(),
            bet.slip().legs().getFirst().closingOdds(),
            bet.updatedBy());
  }

  @Test
  void anImportAddsWhatIsGoodOnceAndNamesWhatIsNot() {
    String csv =
        """
        stake,league,away_team,home_team,market,odds,kickoff
        1,NFL,Bears,Lions,moneyline,-110,2026-11-22T18:00:00Z
        1,NFL,Jets,Bills,moneyline,lots,2026-11-22T18:00:00Z
        2,NFL,Rams,Colts,moneyline,+120,2026-12-22T18:00:00Z
        """;
    Map<String, Object> form = Map.of("importId", "import-01", "csv", csv);
    for (int time = 0; time < 2; time++) {
      League.Answer answer = league.post(League.MEMBER, UPLOAD, League.inWeek(), form);
      List<?> rows = (List<?>) Objects.requireNonNull(answer.body().get("rows"), answer.text());
      assertEquals(
          List.of("betId", "error", "error"),
          rows.stream()
              .map(League::object)
              .map(row -> row.containsKey("betId") ? "betId" : "error")
              .toList());
      assertEquals(
          3.0,
          ((Number) Objects.requireNonNull(League.object(rows.get(1)).get("row"))).doubleValue());
      assertEquals(1, league.sheet().bets(WEEK).size());
    }
  }

  @Test
  void aRowThatIsTooShortOrTooLongIsAnErrorOfThatRow() {
    String csv =
        """
        stake,league,away_team,home_team,market,odds,kickoff
        1,NFL,Bears
        1,NFL,Jets,Bills,moneyline,-110,2026-11-22T18:00:00Z

        1,NFL,Rams,Colts,moneyline,-110,2026-11-22T18:00:00Z,and more,
        1,NFL,Rams,Colts,moneyline,-110,2026-11-22T18:00:00Z,,
        1,50,NFL,Rams,Colts,moneyline,-110,2026-11-22T18:00:00Z
        """;
    assertEquals(List.of(false, true, false, true, false), goodRows(League.MEMBER, csv, true));
    League.Answer answer =
        league.post(
            League.MEMBER, UPLOAD, League.inWeek(), Map.of("importId", "import-01", "csv", csv));
    assertTrue(
        answer.text().contains("The header has 7 columns, and this row a cell too many: number 8."),
        answer.text());
    assertEquals(2, league.sheet().bets(WEEK).size());
  }

  @Test
  void aPreviewSaysWhatTheImportWouldDo() {
    String csv =
        """
        stake,league,away_team,home_team,market,odds,kickoff
        1,NFL,Bears,Lions,moneyline,-110,2026-11-20T09:00:00Z
        1,NFL,Jets,Bills,moneyline,-110,2026-11-22T18:00:00Z
        1,NFL,Rams,Colts,moneyline,-110,2026-12-22T18:00:00Z
        """;
    league.at(League.FRIDAY.plus(Duration.ofHours(1)));
    for (boolean preview : List.of(true, false)) {
      assertEquals(List.of(false, true, false), goodRows(League.MEMBER, csv, preview));
    }
    assertEquals(1, league.sheet().bets(WEEK).size());
    assertEquals(List.of(true, true, false), goodRows(League.GRADER, csv, true));
    assertEquals(List.of(false, false, false), goodRows(League.VIEWER, csv, true));
    assertEquals(1, league.sheet().bets(WEEK).size());
  }

  private List<Boolean> goodRows(String player, String csv, boolean preview) {
    return upload(player, "import-of-" + player.substring(40), csv, preview).stream()
        .map(row -> !row.containsKey("error"))
        .toList();
  }
}
