package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlogstore.PoolWeek;
import java.time.Duration;
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
            Map.of("importId", "import-01", "csv", file.text(), "preview", true));
    Map<String, Object> row =
        League.object(((List<?>) Objects.requireNonNull(preview.body().get("rows"))).getFirst());
    assertEquals("=HYPERLINK(\"http://x\",\"y\")", League.object(row.get("bet_data")).get("notes"));
    assertEquals(1, league.sheet().bets(WEEK).size());
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
    League.Answer answer =
        league.post(
            player,
            UPLOAD,
            League.inWeek(),
            Map.of(
                "importId", "import-of-" + player.substring(40), "csv", csv, "preview", preview));
    List<?> rows = (List<?>) Objects.requireNonNull(answer.body().get("rows"), answer.text());
    return rows.stream().map(League::object).map(row -> !row.containsKey("error")).toList();
  }
}
