package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a client sends is the client's mistake, and named as one: nothing of it is ours. */
@Tag("integration")
class OddRequestsTest {
  private static final int REQUESTS = 500;
  private static final long SEED = Long.getLong("betlog.oddSeed", System.nanoTime());

  private static final String WEEK = "/v1/pools/{pool}/weeks/{week}";
  private static final String APPOINT = "POST /v1/pools/{pool}/members/{player}";
  private static final Set<Integer> HARMLESS = Set.of(200, 201, 304, 400, 403, 404, 409, 413, 422);

  /** Replace a member of a good body, each as JSON text. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-0",
          "9223372036854775808",
          "99999999999999999999999999999999",
          "\"\"",
          "\"7\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u202egnp.exe\"",
          "\"\\uffff\"",
          "\"=cmd|' /C calc'!A0\"",
          "\"<img src=x onerror=alert(1)>\"",
          "\"__proto__\"",
          "\"../../../etc/passwd\"",
          "\"" + "x".repeat(5_000) + "\"",
          "[]",
          "[null]",
          "[[]]",
          "{}",
          "{\"a\":1}",
          "[" + "1,".repeat(200) + "1]",
          "[".repeat(12) + "]".repeat(12));

  private static final List<String> PATHS =
      List.of(
          "",
          " ",
          "..",
          "../sunday-club",
          "sunday-club/../other",
          "week:sunday-club:2026-11-17",
          "%2e%2e",
          "\u0000",
          "0x" + "0".repeat(40),
          "2026-11-18",
          "1999-12-28",
          "2100-01-05",
          "+12345-01-02",
          "-0001-01-05",
          "x".repeat(3_000),
          "\u0661\u0662");

  @AutoClose private final League league = new League().founded();

  @Test
  void oddBodiesAndPathsAreRefusedByName() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "1", ""));
    for (int i = 0; i < REQUESTS; i++) {
      String route = pick(random, List.copyOf(bodies().keySet()));
      Map<String, String> path = new HashMap<>(League.bet("bet-0001"));
      path.putAll(Map.of("player", League.VIEWER, "code", "ABCDEFGH0123"));
      if (random.nextInt(4) == 0) {
        path.put(pick(random, List.copyOf(path.keySet())), pick(random, PATHS));
      }
      String body = mutated(random, JsonCodec.write(bodies().getOrDefault(route, Map.of())));
      String player = pick(random, List.of(League.OWNER, League.GRADER, League.MEMBER));
      League.Answer answer =
          League.ask(league.function(), player, route, path, Map.of(), Map.of(), body);
      requireNamed(answer, route + " " + path + " " + body);
    }
  }

  /** Halves of characters, which no UTF-8 has, in every place of every body. */
  @Test
  void halvesOfCharactersAreRefusedByNameWhereverTheyStand() {
    league.add(League.MEMBER, "bet-0001", League.slip("-110", "1", ""));
    Map<String, String> path = new HashMap<>(League.bet("bet-0001"));
    path.putAll(Map.of("player", League.VIEWER, "code", "ABCDEFGH0123"));
    for (Map.Entry<String, Map<String, Object>> good : bodies().entrySet()) {
      String body = JsonCodec.write(good.getValue());
      for (int[] span : values(body)) {
        for (String half : List.of("\"\\udc00\\ud800\"", "\"\\ud800\"", "[\"\\udc00\"]")) {
          String odd = body.substring(0, span[0]) + half + body.substring(span[1]);
          requireNamed(
              League.ask(
                  league.function(), League.OWNER, good.getKey(), path, Map.of(), Map.of(), odd),
              good.getKey() + " " + odd);
        }
      }
    }
  }

  @Test
  void oddQueriesAreRefusedByName() {
    for (String route :
        List.of(
            "GET " + WEEK,
            "GET " + WEEK + "/deleted",
            "GET " + WEEK + "/export",
            "GET /v1/pools/{pool}/standings")) {
      for (String name : List.of("since", "format", "from", "to")) {
        for (String value : PATHS) {
          requireNamed(
              league.get(League.MEMBER, route, League.inWeek(), Map.of(name, value)),
              route + " " + name + "=" + value);
        }
      }
    }
  }

  @Test
  void aBetOfAnotherCenturyIsInNoWeekThatTheFeedCouldTellOf() {
    for (String week : List.of("1999-12-28", "2100-01-05", "+12345-01-02")) {
      Map<String, Object> body = new HashMap<>(bodies().get("POST " + WEEK + "/bets"));
      body.put("reason", "why not");
      Map<String, String> path = Map.of("pool", League.POOL, "week", week);
      League.Answer answer = league.post(League.OWNER, "POST " + WEEK + "/bets", path, body);
      assertEquals("VALIDATION", answer.text("code"), week);
    }
  }

  @Test
  void aFileWithAnInstantBeyondAllNumbersIsAnErrorOfItsRow() {
    String csv =
        """
        \ufeffleague,away_team,home_team,market,odds,kickoff,stake
        NFL,Bears,Lions,moneyline,-110,+1000000000-12-31T23:59:59Z,1
        """;
    League.Answer answer =
        league.post(
            League.MEMBER,
            "POST " + WEEK + "/import",
            League.inWeek(),
            Map.of("importId", "import-01", "csv", csv, "preview", true));
    assertEquals(200, answer.status(), answer.text());
    assertTrue(answer.text().contains("kickoff is a day and a time of day"), answer.text());
  }

  private static void requireNamed(League.Answer answer, String asked) {
    assertTrue(HARMLESS.contains(answer.status()), asked + " was answered " + answer.text());
    if (answer.status() >= 400) {
      assertTrue(answer.body().containsKey("code"), asked + " was answered " + answer.text());
    }
  }

  /** Good bodies of all routes that take one. */
  private static Map<String, Map<String, Object>> bodies() {
    Map<String, Object> slip = League.slip("-110", "2", "note");
    Map<String, Object> known = Map.of("betId", "bet-0001", "revision", 1);
    Map<String, Object> graded = new HashMap<>(known);
    graded.put("bet_status", List.of("won"));
    graded.put("closing_odds", List.of("-115"));
    Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();
    bodies.put(
        "POST /v1/pools",
        Map.of(
            "pool", "other-club",
            "name", "Other",
            "zone", "UTC",
            "firstDay", "monday",
            "user_name", "Ann"));
    bodies.put("POST /v1/pools/{pool}/invitations", Map.of("role", "member", "uses", 1, "days", 1));
    bodies.put(APPOINT, Map.of("role", "viewer"));
    bodies.put("POST /v1/invitations/{code}", Map.of("user_name", "Ann"));
    bodies.put("POST " + WEEK + "/bets", Map.of("betId", "bet-0002", "bet_data", slip));
    bodies.put(
        "POST " + WEEK + "/bets/{betId}",
        Map.of("changeId", "change-01", "revision", 1, "bet_data", slip));
    bodies.put(
        "POST " + WEEK + "/grades", Map.of("changeId", "change-02", "bets", List.of(graded)));
    bodies.put(
        "POST " + WEEK + "/deletions", Map.of("changeId", "change-03", "bets", List.of(known)));
    bodies.put("POST " + WEEK + "/import", Map.of("importId", "import-02", "csv", "a,b\n1,2\n"));
    return bodies;
  }

  /** A body in which something is another value, missing, doubled, or cut. */
  private static String mutated(Random random, String body) {
    List<int[]> values = values(body);
    int[] span = values.get(random.nextInt(values.size()));
    return switch (random.nextInt(12)) {
      case 0 -> body.substring(0, random.nextInt(body.length() + 1));
      case 1 -> body + body;
      case 2 -> "{" + body.substring(1, body.length() - 1) + "," + body.substring(1);
      case 3 -> "[" + body + "]";
      case 4 -> body.replaceFirst("\"[a-zA-Z_]+\":", "\"\":");
      default -> body.substring(0, span[0]) + pick(random, VALUES) + body.substring(span[1]);
    };
  }

  /** Where values begin and end in JSON text without white space: whatever follows a colon. */
  private static List<int[]> values(String json) {
    List<int[]> spans = new ArrayList<>();
    for (int i = 0; i < json.length(); i++) {
      if (json.charAt(i) == ':' && json.charAt(i - 1) == '"') {
        spans.add(new int[] {i + 1, endOf(json, i + 1)});
      }
    }
    return spans;
  }

  private static int endOf(String json, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        depth++;
      } else if (!quoted && (c == '}' || c == ']') && depth-- == 0) {
        return i;
      } else if (!quoted && c == ',' && depth == 0) {
        return i;
      }
    }
    return json.length();
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
