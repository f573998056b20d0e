package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlog.League.Answer;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.weeks.StoredBet;
import io.fairfall.betlog.weeks.WeekService;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.betlogstore.Role;
import io.fairfall.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The largest that members can make a week, against what has to hold it. */
@Tag("integration")
class LargestLeagueItemsTest {
  /** What a function may answer on AWS, with the JSON that its answer stands in. */
  private static final int MAX_ANSWER_BYTES = 6_291_556;

  private static final String BETS = "GET /v1/pools/{pool}/weeks/{week}";
  private static final String DELETED = "GET /v1/pools/{pool}/weeks/{week}/deleted";
  private static final String EXPORT = "GET /v1/pools/{pool}/weeks/{week}/export";
  private static final String GRADES = "POST /v1/pools/{pool}/weeks/{week}/grades";
  private static final PoolUser GUS = new PoolUser(League.GRADER, "Gus", Role.GRADER);
  private static final String WIDE = "漢";

  @AutoClose private final League league = new League().founded();

  @Test
  void aBetIsAsLargeAsItMayBeAndNoLarger() {
    assertEquals(201, league.add(League.MEMBER, "largest-1", parlay(0)).status());
    refusedAsTooLarge(league.add(League.MEMBER, "too-large", parlay(1)));
    Answer small = league.add(League.MEMBER, "small-one", League.slip("-110", "5", "x"));
    refusedAsTooLarge(
        league.edit(League.MEMBER, "small-one", small.revision(), "change-01", parlay(1)));
  }

  @Test
  void whatWasStoredLargerIsReadAndKeptAndMadeSmaller() {
    LoggedBet before = bet(league.add(League.MEMBER, "largest-1", parlay(0)));
    List<Leg> legs = before.slip().legs();
    Slip larger = before.slip().with(legs.stream().map(leg -> leg.closedAt("+100000")).toList());
    assertTrue(larger.toldBytes() > Slip.MAX_TOLD_BYTES);
    LoggedBet stored = before.now(larger, before.statuses(), GUS, 1, 1);
    league.hold(new StoredBet(stored, List.of(1L), false));
    assertEquals(1, fits(BETS));
    Answer smaller =
        league.edit(League.MEMBER, "largest-1", 1, "change-01", League.slip("-110", "5", "x"));
    assertEquals(200, smaller.status(), smaller.text());
  }

  @Test
  void aWeekOfTheLargestBetsIsAnsweredInOnePiece() {
    LoggedBet graded = gradedWithClosingOdds();
    for (int i = 1; i < WeekService.MAX_BETS; i++) {
      league.hold(new StoredBet(renamed(graded, i), manyChanges(), false));
    }
    assertEquals(WeekService.MAX_BETS, fits(BETS));
    assertEquals(WeekService.MAX_BETS, fits(EXPORT));
    for (int i = 1; i < WeekService.MAX_BETS; i++) {
      league.hold(new StoredBet(renamed(graded, i), manyChanges(), true));
    }
    assertEquals(WeekService.MAX_BETS - 1, fits(DELETED));
  }

  @Test
  void deletedBetsKeepTheirRoom() {
    Answer first = league.add(League.MEMBER, "first-bet", League.slip("-110", "5", "x"));
    assertEquals(1, league.sheet().added(week()).all());
    delete(League.MEMBER, "first-bet", first.revision());
    LoggedBet like = bet(first);
    for (int i = 1; i < WeekService.MAX_BETS - 1; i++) {
      league.hold(new StoredBet(renamed(like, i), List.of(1L), true));
    }
    // a week of before bets were counted
    league.index(League.WEEK);
    assertEquals(WeekService.MAX_BETS - 1, league.sheet().added(week()).all());
    Answer theirs = league.add(League.MEMBER, "one-of-theirs", League.slip("-110", "5", "x"));
    assertEquals("LIMIT_REACHED", theirs.text("code"), theirs.text());
    assertTrue(theirs.text("detail").startsWith("You have added 100 bets"), theirs.text());
    Answer last = league.add(League.GRADER, "the-last-bet", League.slip("-110", "5", "x"));
    assertEquals(201, last.status(), last.text());
    delete(League.GRADER, "the-last-bet", last.revision());
    assertEquals(0, fits(BETS));
    Answer full = league.add(League.GRADER, "one-too-many", League.slip("-110", "5", "x"));
    assertEquals("LIMIT_REACHED", full.text("code"), full.text());
    assertEquals(WeekService.MAX_BETS, league.sheet().added(week()).all());
  }

  @Test
  void nobodyFillsAWeekForAllOthers() {
    for (int i = 0; i < WeekService.MAX_BETS_BY_MEMBER; i++) {
      Answer added = league.add(League.MEMBER, "bet-" + (1_000 + i), League.slip("-110", "5", "x"));
      assertEquals(201, added.status(), added.text());
      delete(League.MEMBER, "bet-" + (1_000 + i), added.revision());
    }
    Answer refused = league.add(League.MEMBER, "one-too-many", League.slip("-110", "5", "x"));
    assertEquals("LIMIT_REACHED", refused.text("code"), refused.text());
    assertEquals(
        201, league.add(League.OWNER, "the-owners", League.slip("-110", "5", "x")).status());
  }

  private void delete(String player, String betId, long revision) {
    Answer deleted =
        league.post(
            player,
            "POST /v1/pools/{pool}/weeks/{week}/deletions",
            League.inWeek(),
            Map.of(
                "changeId",
                "delete-" + betId,
                "bets",
                List.of(Map.of("betId", betId, "revision", revision))));
    assertEquals(200, deleted.status(), deleted.text());
  }

  private static void refusedAsTooLarge(Answer answer) {
    assertEquals("VALIDATION", answer.text("code"), answer.text());
    assertTrue(answer.text("detail").startsWith("The bet is too large"), answer.text());
  }

  /** Asks for bets, against what a function may answer; says how many they are. */
  private int fits(String route) {
    String carried =
        League.carried(
            league.function(), League.VIEWER, route, League.inWeek(), Map.of(), Map.of(), null);
    assertTrue(carried.contains("\"statusCode\":200"), route);
    int bytes = carried.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < MAX_ANSWER_BYTES, route + ": " + bytes + " bytes");
    return carried.split("betId", -1).length - 1;
  }

  private LoggedBet gradedWithClosingOdds() {
    Answer added = league.add(League.MEMBER, "largest-1", parlay(0));
    assertEquals(201, added.status(), added.text());
    Answer graded =
        league.post(
            League.GRADER,
            GRADES,
            League.inWeek(),
            Map.of(
                "changeId",
                "grading-1",
                "bets",
                List.of(
                    Map.of(
                        "betId",
                        "largest-1",
                        "revision",
                        added.revision(),
                        "bet_status",
                        Collections.nCopies(12, "push"),
                        "closing_odds",
                        Collections.nCopies(12, "+100000")))));
    assertEquals(200, graded.status(), graded.text());
    return league.sheet().bets(week()).getFirst();
  }

  private static PoolWeek week() {
    return new PoolWeek(League.POOL, League.WEEK);
  }

  private LoggedBet bet(Answer answer) {
    return league
        .sheet()
        .find(week(), String.valueOf(answer.bet().get("betId")))
        .orElseThrow()
        .bet();
  }

  private static LoggedBet renamed(LoggedBet bet, int number) {
    return new LoggedBet(
        "x".repeat(32) + String.format("%04d", number),
        bet.player(),
        WIDE.repeat(24),
        bet.league(),
        bet.awayTeam(),
        bet.homeTeam(),
        bet.slip(),
        bet.betStatus(),
        bet.payoutData(),
        101_000,
        bet.createdAt(),
        bet.updatedAt(),
        WIDE.repeat(24));
  }

  private static List<Long> manyChanges() {
    return LongStream.rangeClosed(100_901, 101_000).boxed().toList();
  }

  /**
   * A parlay of twelve legs whose first one has the longest names, filled to the bound.
   *
   * @param more bytes above it
   */
  private static Map<String, Object> parlay(int more) {
    List<Map<String, Object>> legs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Map<String, Object> leg = new LinkedHashMap<>();
      leg.put("league", i == 0 ? WIDE.repeat(24) : "N");
      leg.put("away_team", i == 0 ? WIDE.repeat(48) : "A");
      leg.put("home_team", i == 0 ? WIDE.repeat(48) : "B");
      leg.put("market", "spread");
      leg.put("selection", "A");
      leg.put("line", "-3.5");
      leg.put("odds", "+100000");
      leg.put("kickoff", TestSlips.SUNDAY_MS);
      legs.add(leg);
    }
    Map<String, Object> slip = new LinkedHashMap<>();
    slip.put("kind", "parlay");
    slip.put("stake", "100000");
    slip.put("legs", legs);
    slip.put("notes", "n".repeat(400));
    Slip small = JsonCodec.fromStore(Slip.class, JsonCodec.write(slip));
    int missing = Slip.MAX_TOLD_BYTES + more - small.toldBytes();
    int wide = missing / WIDE.getBytes(StandardCharsets.UTF_8).length;
    slip.put("notes", "n".repeat(400 + missing % 3));
    for (int i = 1; wide > 0; i++) {
      for (String name : List.of("away_team", "home_team", "selection")) {
        int take = Math.min(47, wide);
        legs.get(i).put(name, "A" + WIDE.repeat(take));
        wide -= take;
      }
    }
    return slip;
  }
}
