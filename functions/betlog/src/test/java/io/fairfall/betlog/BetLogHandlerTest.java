package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.journal.Entry;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.json.JsonCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class BetLogHandlerTest {
  static final String SAMPLE = "week-bet.json";

  private static final String LIST = "GET /v1/pools/{pool}/weeks/{week}";
  private static final String HISTORY = "/bets/{betId}/history";
  private final League league = new League();

  @BeforeEach
  void found() {
    league.founded();
  }

  @AfterEach
  void close() {
    league.close();
  }

  @Test
  void aPoolKnowsItsMembersAndAStrangerLearnsNothingOfIt() {
    League.Answer pool = read(League.VIEWER, "GET /v1/pools/{pool}", League.inPool());
    assertEquals("2026-11-17", pool.text("weekKey"));
    assertEquals(4, ((List<?>) Objects.requireNonNull(pool.body().get("members"))).size());
    League.Answer stranger = read(League.STRANGER, "GET /v1/pools/{pool}", League.inPool());
    League.Answer absent =
        read(League.STRANGER, "GET /v1/pools/{pool}", Map.of("pool", "no-such-pool"));
    assertEquals(404, stranger.status());
    assertEquals(absent.text(), stranger.text());
    assertEquals(404, read(League.STRANGER, LIST, League.inWeek()).status());
  }

  @Test
  void anInvitationIsUsedOnceAndANameBelongsToOne() {
    League.Answer invited =
        league.post(
            League.OWNER,
            "POST /v1/pools/{pool}/invitations",
            League.inPool(),
            Map.of("role", "member"));
    Map<String, String> code = Map.of("code", invited.text("code"));
    String join = "POST /v1/invitations/{code}";
    assertEquals(
        "VALIDATION",
        league.post(League.STRANGER, join, code, Map.of("user_name", "max")).text("code"));
    assertEquals(
        "VALIDATION",
        league
            .post(League.STRANGER, join, code, Map.of("user_name", "<script>alert(1)</script>"))
            .text("code"));
    assertEquals(
        200, league.post(League.STRANGER, join, code, Map.of("user_name", "Sue")).status());
    assertEquals(
        200, league.post(League.STRANGER, join, code, Map.of("user_name", "Sue")).status());
    assertEquals(
        404,
        league
            .post(
                "0x00000000000000000000000000000000000000b1",
                join,
                code,
                Map.of("user_name", "Tim"))
            .status());
    assertEquals(
        "FORBIDDEN",
        league
            .post(
                League.MEMBER,
                "POST /v1/pools/{pool}/invitations",
                League.inPool(),
                Map.of("role", "member"))
            .text("code"));
  }

  @Test
  void aBetIsAddedOnceHoweverOftenItIsAsked() {
    Map<String, Object> slip = League.slip("-110", "2", "sure thing");
    League.Answer first = league.add(League.MEMBER, "bet-0001", slip);
    assertEquals(201, first.status(), first.text());
    assertEquals("2.00 units", League.object(first.bet().get("bet_data")).get("stake"));
    assertEquals("Max", first.bet().get("user_name"));
    assertEquals(1, league.add(League.MEMBER, "bet-0001", slip).revision());
    assertEquals(
        "IDEMPOTENCY_MISMATCH",
        league.add(League.MEMBER, "bet-0001", League.slip("-115", "2", "")).text("code"));
    assertEquals("IDEMPOTENCY_MISMATCH", league.add(League.GRADER, "bet-0001", slip).text("code"));
    assertEquals(1, league.sheet().revision(new PoolWeek(League.POOL, League.WEEK)));
  }

  @Test
  void aConflictAnswersTheCurrentBetAndARetryItsFirstResult() {
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "2", "mine"));
    Map<String, Object> change = League.slip("-120", "2", "first");
    League.Answer won = league.edit(League.MEMBER, "bet-0001", 1, "change-001", change);
    assertEquals(2, won.revision());
    League.Answer lost =
        league.edit(League.GRADER, "bet-0001", 1, "change-002", League.slip("-125", "2", "second"));
    assertEquals(409, lost.status());
    assertEquals("VERSION_CONFLICT", lost.text("code"));
    assertEquals("first", League.object(lost.bet().get("bet_data")).get("notes"));
    League.Answer again =
        league.edit(League.GRADER, "bet-0001", 2, "change-003", League.slip("-125", "2", "x"));
    assertEquals(3, again.revision());
    League.Answer retry = league.edit(League.MEMBER, "bet-0001", 1, "change-001", change);
    assertEquals(200, retry.status());
    assertEquals("2", retry.text("revision"));
    assertEquals(
        "IDEMPOTENCY_MISMATCH",
        league
            .edit(League.MEMBER, "bet-0001", 1, "change-001", League.slip("+200", "2", ""))
            .text("code"));
  }

  @Test
  void textOfAnyScriptIsTheSameInTheListTheEventsAndTheHistory() {
    String notes = "Łódź – ’naïve’ 界 \ud83c\udfc8 \"\\\"";
    Map<String, Object> slip = League.slip("-110", "2", notes);
    Map<String, Object> added = league.add(League.MEMBER, "bet-0001", slip).bet();
    assertEquals(notes, notesIn(added));
    assertEquals(added, bets().getFirst());
    Map<String, Object> event =
        League.object(((List<?>) Objects.requireNonNull(changesSince("0").get("events"))).get(0));
    assertEquals(added, League.object(event.get("data")).get("data"));
    League.Answer history = read(League.VIEWER, LIST + HISTORY, League.bet("bet-0001"));
    List<?> revisions = (List<?>) Objects.requireNonNull(history.body().get("revisions"));
    assertEquals(added, League.object(revisions.getFirst()).get("bet"));
  }

  private static @Nullable Object notesIn(Map<String, Object> bet) {
    return League.object(bet.get("bet_data")).get("notes");
  }

  @Test
  void gradingIsIdempotentAndReversibleAndEveryRevisionStaysReadable() {
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "2", ""));
    league.add(League.MEMBER, "bet-0002", League.slip("+150", "1", ""));
    league.at(League.FRIDAY.plus(Duration.ofDays(3)));
    Map<String, Object> both =
        Map.of(
            "changeId",
            "grade-001",
            "bets",
            List.of(
                Map.of("betId", "bet-0001", "revision", 1, "bet_status", List.of("won")),
                Map.of("betId", "bet-0002", "revision", 2, "bet_status", List.of("push"))));
    Map<String, Object> more = new HashMap<>(both);
    more.put("changeId", "grade-000");
    String grade = "POST /v1/pools/{pool}/weeks/{week}/grades";
    League.Answer done = league.post(League.GRADER, grade, League.inWeek(), both);
    assertEquals("3", done.text("revision"), done.text());
    assertEquals("3", league.post(League.GRADER, grade, League.inWeek(), both).text("revision"));
    assertEquals(
        "FORBIDDEN", league.post(League.MEMBER, grade, League.inWeek(), more).text("code"));
    Map<String, Object> back =
        Map.of(
            "changeId",
            "grade-002",
            "bets",
            List.of(Map.of("betId", "bet-0001", "revision", 3, "bet_status", List.of("open"))));
    assertEquals("4", league.post(League.GRADER, grade, League.inWeek(), back).text("revision"));
    League.Answer history = read(League.VIEWER, LIST + HISTORY, League.bet("bet-0001"));
    List<?> revisions = (List<?>) Objects.requireNonNull(history.body().get("revisions"));
    assertEquals(
        List.of("manual Max open", "bulk_grade Gus won", "grade Gus open"),
        revisions.stream()
            .map(League::object)
            .map(
                revision ->
                    revision.get("updateType")
                        + " "
                        + revision.get("by")
                        + " "
                        + League.object(League.object(revision.get("bet")).get("payout_data"))
                            .get("result"))
            .toList());
  }

  @Test
  void aBulkDeletionIsOneEventAndAllOrNothing() {
    for (int i = 1; i <= 3; i++) {
      league.add(League.MEMBER, "bet-000" + i, League.slip("-110", "1", ""));
    }
    String delete = "POST /v1/pools/{pool}/weeks/{week}/deletions";
    League.Answer stale =
        league.post(League.GRADER, delete, League.inWeek(), deletion("del-00001", 1, 1, 9, 3));
    assertEquals("VERSION_CONFLICT", stale.text("code"));
    assertEquals(3, bets().size());
    League.Answer done =
        league.post(League.GRADER, delete, League.inWeek(), deletion("del-00002", 1, 1, 2, 3));
    assertEquals("4", done.text("revision"));
    assertEquals(0, bets().size());
    League.Answer since = league.get(League.MEMBER, LIST, League.inWeek(), Map.of("since", "3"));
    Map<String, Object> event =
        League.object(((List<?>) Objects.requireNonNull(since.body().get("events"))).getFirst());
    Map<String, Object> data = League.object(event.get("data"));
    assertEquals("bet_deleted", data.get("type"));
    assertEquals("bulk_delete", data.get("updateType"));
    assertEquals(League.WEEK, data.get("weekKey"));
    assertEquals(
        List.of("bet-0001", "bet-0002", "bet-0003"), League.object(data.get("data")).get("betIds"));
  }

  @Test
  void whatWasDeletedIsListedAndCanBePutBackAsANewBet() {
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "1", ""));
    league.add(League.MEMBER, "bet-0002", League.slip("+150", "2", ""));
    league.post(
        League.MEMBER,
        "POST /v1/pools/{pool}/weeks/{week}/deletions",
        League.inWeek(),
        deletion("del-00001", 1, 1));
    League.Answer answer = read(League.VIEWER, LIST + "/deleted", League.inWeek());
    List<?> deleted = (List<?>) Objects.requireNonNull(answer.body().get("bets"));
    assertEquals(1, deleted.size());
    Map<String, Object> bet = League.object(deleted.getFirst());
    assertEquals("bet-0001", bet.get("betId"));
    Object slip = Objects.requireNonNull(bet.get("bet_data"));
    assertEquals(201, league.add(League.MEMBER, "bet-0003", League.object(slip)).status());
    assertEquals(2, bets().size());
  }

  @Test
  void aPollCostsNothingWhereNothingHasChanged() {
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "1", ""));
    League.Answer list = read(League.VIEWER, LIST, League.inWeek());
    assertEquals("\"1\"", list.headers().get("etag"));
    League.Answer same =
        League.ask(
            league.newFunction(),
            League.VIEWER,
            LIST,
            League.inWeek(),
            Map.of(),
            Map.of("If-None-Match", "\"1\""),
            null);
    assertEquals(304, same.status());
  }

  @Test
  void whoAsksForMoreChangesThanOneReadGivesGetsTheWholeList() {
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "1", ""));
    PoolWeek week = new PoolWeek(League.POOL, League.WEEK);
    WeekStore sheet = league.sheet();
    Entry first = sheet.entries(week, 1, 1).getFirst();
    for (int i = 2; i <= 102; i++) {
      String large = first.body() + " ".repeat(11_000);
      Entry next = new Entry(first.journal(), i, first.type(), first.atMs(), large);
      assertInstanceOf(TransactionalAppend.Written.class, sheet.write(week, next, List.of(), null));
    }
    Map<String, Object> most = changesSince("2");
    assertFalse(most.containsKey("events"));
    assertEquals(1, ((List<?>) Objects.requireNonNull(most.get("bets"))).size());
    assertEquals(2, ((List<?>) Objects.requireNonNull(changesSince("100").get("events"))).size());
    assertEquals(List.of(), changesSince("102").get("events"));
  }

  private Map<String, Object> changesSince(String revision) {
    return league.get(League.MEMBER, LIST, League.inWeek(), Map.of("since", revision)).body();
  }

  @Test
  void badInputIsNamedAndChangesNothing() {
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "1", ""));
    Map<String, Object> before = read(League.OWNER, LIST, League.inWeek()).body();
    Map<String, Object> noTeams = new HashMap<>(League.slip("-110", "1", ""));
    noTeams.put("legs", List.of(Map.of("league", "NFL")));
    String megabyte = "n".repeat(1 << 20);
    assertEquals("VALIDATION", league.add(League.MEMBER, "bet-0002", noTeams).text("code"));
    assertEquals(
        "VALIDATION",
        league.add(League.MEMBER, "bet-0003", League.slip("a lot", "1", "")).text("code"));
    assertEquals(
        "VALIDATION",
        league.add(League.MEMBER, "bet-0004", League.slip("-110", "-5", "")).text("code"));
    assertEquals(
        "VALIDATION",
        league
            .add(League.MEMBER, "bet-0005", League.slip("-110", "1", "x".repeat(501)))
            .text("code"));
    assertEquals(
        "TOO_LARGE",
        league.add(League.MEMBER, "bet-0006", League.slip("-110", "1", megabyte)).text("code"));
    assertEquals(
        "NOT_FOUND",
        league.add(League.STRANGER, "bet-0007", League.slip("-110", "1", "")).text("code"));
    assertEquals(
        "FORBIDDEN",
        league.add(League.VIEWER, "bet-0008", League.slip("-110", "1", "")).text("code"));
    assertEquals(
        "NOT_FOUND",
        league
            .edit(League.MEMBER, "bet-9999", 1, "change-001", League.slip("-110", "1", ""))
            .text("code"));
    league.join(League.STRANGER, "member", "Sue");
    assertEquals(
        "FORBIDDEN",
        league
            .edit(League.STRANGER, "bet-0001", 1, "change-002", League.slip("-110", "9", ""))
            .text("code"));
    League.Answer week =
        read(League.MEMBER, LIST, Map.of("pool", League.POOL, "week", "2026-11-18"));
    assertEquals("VALIDATION", week.text("code"));
    assertEquals(before, read(League.OWNER, LIST, League.inWeek()).body());
  }

  @Test
  void standingsFromNoWeekOrToNoneAreRefused() {
    for (String name : List.of("from", "to")) {
      for (String value : List.of("", "2026", "2026-11-171", "week")) {
        League.Answer answer =
            league.get(
                League.VIEWER,
                "GET /v1/pools/{pool}/standings",
                League.inPool(),
                Map.of(name, value));
        assertEquals("VALIDATION", answer.text("code"), name + "=" + value);
      }
    }
  }

  @Test
  void standingsAreByWeekAndOverAll() {
    league.add(League.MEMBER, "bet-0001", League.slip("+150", "2", ""));
    league.post(
        League.GRADER,
        "POST /v1/pools/{pool}/weeks/{week}/grades",
        League.inWeek(),
        Map.of(
            "changeId",
            "grade-001",
            "bets",
            List.of(Map.of("betId", "bet-0001", "revision", 1, "bet_status", List.of("won")))));
    League.Answer standings =
        read(League.VIEWER, "GET /v1/pools/{pool}/standings", League.inPool());
    Map<String, Object> row =
        League.object(
            ((List<?>) Objects.requireNonNull(standings.body().get("season"))).getFirst());
    assertEquals("3.00", row.get("profit"));
    assertEquals("150.0", row.get("roi"));
  }

  private League.Answer read(String player, String route, Map<String, String> path) {
    return league.get(player, route, path, Map.of());
  }

  private List<?> bets() {
    return (List<?>)
        Objects.requireNonNull(read(League.OWNER, LIST, League.inWeek()).body().get("bets"));
  }

  /** A deletion of bets one after the other, the first of which is number {@code first}. */
  private static Map<String, Object> deletion(String changeId, int first, int... revisions) {
    List<Map<String, Object>> bets = new ArrayList<>();
    for (int i = 0; i < revisions.length; i++) {
      bets.add(Map.of("betId", "bet-%04d".formatted(first + i), "revision", revisions[i]));
    }
    return League.object(JsonCodec.write(Map.of("changeId", changeId, "bets", bets)));
  }
}
