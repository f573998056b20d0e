package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.apicontract.BadInputs;
import io.fairfall.apicontract.BadInputs.Input;
import io.fairfall.apicontract.BadInputs.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood is refused by its name, and nothing has happened. */
@Tag("integration")
class BadFormsTest {
  private static final String BETS = "POST /v1/pools/{pool}/weeks/{week}/bets";
  private static final String BET = "bet-0001";
  private static final String LEG =
      "{\"league\":\"NFL\",\"away_team\":\"Bears\",\"home_team\":\"Lions\",\"market\":\"spread\","
          + "\"selection\":\"home\",\"line\":\"-3.5\",\"odds\":\"-110\",\"kickoff\":"
          + TestSlips.SUNDAY_MS
          + ",\"closing_odds\":\"-115\"}";
  private static final String TEASER =
      "{\"kind\":\"teaser\",\"stake\":\"1.5\",\"legs\":["
          + LEG
          + ','
          + LEG
          + "],\"points\":\"6\",\"teaser_odds\":[\"-120\"],\"notes\":\"n\"}";
  private static final Set<String> MAY_LACK =
      Set.of("selection", "line", "closing_odds", "notes", "reason");

  @AutoClose private final League league = new League().founded();
  private long revision;

  @BeforeEach
  void addOne() {
    revision = league.add(League.OWNER, BET, League.slip("-110", "1", "a bet")).revision();
  }

  @Test
  void aBetIsReadStrictly() {
    String right = "{\"betId\":\"bet-0002\",\"bet_data\":" + TEASER + ",\"reason\":\"why\"}";
    requireRefused(
        BETS,
        League.inWeek(),
        BadInputs.of(RequestDtos.NewBet.class, right, MAY_LACK, Set.of("kickoff")));
    assertEquals(201, ask(BETS, League.inWeek(), right).status());
  }

  @Test
  void anEditedBetIsReadStrictly() {
    String right =
        "{\"changeId\":\"change-01\",\"revision\":%d,\"bet_data\":%s,\"reason\":\"why\"}"
            .formatted(revision, TEASER);
    String route = BETS + "/{betId}";
    requireRefused(
        route,
        League.bet(BET),
        BadInputs.of(RequestDtos.EditedBet.class, right, MAY_LACK, Set.of("kickoff", "revision")));
    assertEquals(200, ask(route, League.bet(BET), right).status());
  }

  @Test
  void aDeletionIsReadStrictly() {
    String right =
        "{\"changeId\":\"change-01\",\"bets\":[{\"betId\":\"%s\",\"revision\":%d}],\"reason\":\"why\"}"
            .formatted(BET, revision);
    String route = "POST /v1/pools/{pool}/weeks/{week}/deletions";
    requireRefused(
        route,
        League.inWeek(),
        BadInputs.of(RequestDtos.Deletion.class, right, MAY_LACK, Set.of("revision")));
    assertEquals(200, ask(route, League.inWeek(), right).status());
  }

  @Test
  void gradesAreReadStrictly() {
    String right =
        ("{\"changeId\":\"change-01\",\"bets\":[{\"betId\":\"%s\",\"revision\":%d,"
                + "\"bet_status\":[\"won\"],\"closing_odds\":[\"-115\"]}],\"reason\":\"why\"}")
            .formatted(BET, revision);
    String route = "POST /v1/pools/{pool}/weeks/{week}/grades";
    Set<String> mayLack = Set.of("reason");
    List<Input> inputs =
        BadInputs.of(RequestDtos.Grades.class, right, mayLack, Set.of("revision")).stream()
            .filter(input -> !input.text().contains("\"closing_odds\":null"))
            .toList();
    requireRefused(route, League.inWeek(), inputs);
    assertEquals(200, ask(route, League.inWeek(), right).status());
  }

  @Test
  void poolsAndTheirMembersAreReadStrictly() {
    String pool =
        "{\"pool\":\"other-club\",\"name\":\"Other\",\"zone\":\"Europe/Berlin\","
            + "\"firstDay\":\"tuesday\",\"user_name\":\"Olga\"}";
    requireRefused(
        "POST /v1/pools",
        Map.of(),
        BadInputs.of(RequestDtos.NewPool.class, pool, Set.of(), Set.of()));
    assertEquals(201, ask("POST /v1/pools", Map.of(), pool).status());
    String invitation = "{\"role\":\"member\",\"uses\":2,\"days\":3}";
    String invite = "POST /v1/pools/{pool}/invitations";
    requireRefused(
        invite,
        League.inPool(),
        BadInputs.of(
            RequestDtos.NewInvitation.class, invitation, Set.of("uses", "days"), Set.of()));
    League.Answer invited = ask(invite, League.inPool(), invitation);
    assertEquals(201, invited.status());
    String appoint = "POST /v1/pools/{pool}/members/{player}";
    Map<String, String> viewer = Map.of("pool", League.POOL, "player", League.VIEWER);
    requireRefused(
        appoint,
        viewer,
        BadInputs.of(RequestDtos.Appointment.class, "{\"role\":\"grader\"}", Set.of(), Set.of()));
    assertEquals(200, ask(appoint, viewer, "{\"role\":\"grader\"}").status());
  }

  @Test
  void joiningIsReadStrictly() {
    League.Answer invited =
        ask("POST /v1/pools/{pool}/invitations", League.inPool(), "{\"role\":\"member\"}");
    String join = "POST /v1/invitations/{code}";
    Map<String, String> code = Map.of("code", invited.text("code"));
    String right = "{\"user_name\":\"Sue\"}";
    requireRefused(
        League.STRANGER,
        join,
        code,
        BadInputs.of(RequestDtos.Joining.class, right, Set.of(), Set.of()));
    assertEquals(200, ask(League.STRANGER, join, code, right).status());
  }

  @Test
  void aFileIsReadStrictly() {
    String right =
        "{\"importId\":\"import-01\",\"csv\":\"%s\",\"preview\":false}"
            .formatted(
                "stake,league,away_team,home_team,market,odds,kickoff\\n"
                    + "1,NFL,Bears,Lions,total,-110,2026-11-22T18:00:00Z");
    String route = "POST /v1/pools/{pool}/weeks/{week}/import";
    requireRefused(
        route,
        League.inWeek(),
        BadInputs.of(RequestDtos.Import.class, right, Set.of("preview"), Set.of()));
    assertEquals(200, ask(route, League.inWeek(), right).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "18446744073709551617",
        "9223372036854775808",
        "-1",
        "+1",
        "01",
        "1.0",
        "1e1",
        "x"
      })
  void theKnownRevisionOfAListIsReadStrictly(String since) {
    League.Answer answer =
        league.get(
            League.OWNER,
            "GET /v1/pools/{pool}/weeks/{week}",
            League.inWeek(),
            Map.of("since", since));
    assertEquals(400, answer.status());
    assertEquals(
        "since must be a whole number from 0 to 9223372036854775807.", answer.text("detail"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9", "2026", "2026-11-17T00:00", "20261117", "-1", "x"})
  void theDaysOfStandingsAreReadStrictly(String day) {
    for (String name : List.of("from", "to")) {
      String route = "GET /v1/pools/{pool}/standings";
      League.Answer answer = league.get(League.OWNER, route, League.inPool(), Map.of(name, day));
      assertEquals(400, answer.status());
      assertEquals(
          name + " is the date of a week's first day, like 2026-11-17.", answer.text("detail"));
      Map<String, String> right = Map.of(name, "2026-11-17");
      assertEquals(200, league.get(League.OWNER, route, League.inPool(), right).status());
    }
  }

  private void requireRefused(String route, Map<String, String> path, List<Input> inputs) {
    requireRefused(League.OWNER, route, path, inputs);
  }

  private void requireRefused(
      String player, String route, Map<String, String> path, List<Input> inputs) {
    List<String> before = league.contents();
    assertEquals(
        List.of(),
        BadInputs.complaints(
            inputs,
            text -> {
              League.Answer answer = ask(player, route, path, text);
              return new Refused(answer.status(), answer.text("code"), answer.text("detail"));
            }));
    assertEquals(before, league.contents(), "nothing has changed");
  }

  private League.Answer ask(String route, Map<String, String> path, String body) {
    return ask(League.OWNER, route, path, body);
  }

  private League.Answer ask(String player, String route, Map<String, String> path, String body) {
    return League.ask(league.function(), player, route, path, Map.of(), Map.of(), body);
  }
}
