package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.json.JsonCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One member's flood of changes makes that member wait, and nobody else. */
@Tag("integration")
class MemberRateTest {
  private static final String ADD = "POST /v1/pools/{pool}/weeks/{week}/bets";

  @AutoClose private final League league = new League().founded();

  private final AtomicLong nowMs = new AtomicLong(League.FRIDAY.toEpochMilli());
  private final BetLogHandler log = league.newFunction(() -> Instant.ofEpochMilli(nowMs.get()));

  @Test
  void whoeverChangesTooMuchWaitsAndTheSameIdIsGoodAfterwards() {
    for (int i = 0; i < MemberRate.MAX_UNITS; i++) {
      assertEquals(201, add(League.OWNER, "bet-%04d".formatted(i)).status());
    }
    List<String> before = league.contents();
    League.Answer refused = add(League.OWNER, "one-more-bet");
    assertEquals(429, refused.status());
    assertEquals("RATE_LIMITED", refused.text("code"));
    assertTrue(refused.headers().containsKey("retry-after"), "it says when to come back");
    assertEquals(before, league.contents(), "nothing has happened");

    assertEquals(200, pools(League.OWNER).status(), "looking on is free");
    assertEquals(201, add(League.GRADER, "graders-bet").status(), "nobody else waits");

    nowMs.addAndGet(MemberRate.WINDOW_MS);
    assertEquals(201, add(League.OWNER, "one-more-bet").status());
  }

  /** Of two instances one is already in the next window. */
  @Test
  void whereClocksAreNotAlikeNobodyWaitsForNothing() {
    BetLogHandler ahead =
        league.newFunction(() -> Instant.ofEpochMilli(nowMs.get() + MemberRate.WINDOW_MS));
    assertEquals(201, add(ahead, League.OWNER, "bet-ahead").status());
    assertEquals(201, add(League.OWNER, "bet-behind").status(), "there is a lot left");
    for (int i = 2; i < MemberRate.MAX_UNITS; i++) {
      assertEquals(201, add(League.OWNER, "bet-%04d".formatted(i)).status());
    }
    assertEquals(429, add(League.OWNER, "one-more-bet").status(), "both count together");
    assertEquals(429, add(ahead, League.OWNER, "one-more-bet").status());
  }

  @Test
  void codesOfInvitationsAreGuessedSlowly() {
    String route = "POST /v1/invitations/{code}";
    int guesses = 0;
    while (guess(route, guesses).status() == 404) {
      guesses++;
    }
    assertEquals(MemberRate.MAX_UNITS / 5, guesses, "a guess costs 5 units");
    assertEquals("RATE_LIMITED", guess(route, guesses).text("code"));
  }

  @Test
  void aRequestThatCostsMoreThanIsLeftIsRefusedAndTakesNothing() {
    for (int i = 0; i < MemberRate.MAX_UNITS - 19; i++) {
      assertEquals(201, add(League.OWNER, "bet-%04d".formatted(i)).status());
    }
    assertEquals("VALIDATION", file(true).text("code"), "looking at a file costs 3 of 19");
    List<String> before = league.contents();
    assertEquals(
        "RATE_LIMITED", file(false).text("code"), "its bets cost 17 more, and 13 are left");
    assertEquals(before, league.contents(), "nothing has happened");
    for (int i = 0; i < 4; i++) {
      assertEquals("VALIDATION", file(true).text("code"), "the 13 are left");
    }
    assertEquals("RATE_LIMITED", file(true).text("code"), "a look costs 3, and 1 is left");
    assertEquals(201, add(League.OWNER, "small-bet").status(), "the 1 is left");
  }

  /** Whoever corrects a file looks at it again and again. */
  @Test
  void aFileIsLookedAtThirtyTimesInARow() {
    for (int i = 0; i < 30; i++) {
      assertEquals("VALIDATION", file(true).text("code"), "look " + i);
    }
  }

  private League.Answer file(boolean isPreview) {
    String body = JsonCodec.write(Map.of("importId", "file-0001", "csv", "", "preview", isPreview));
    return ask(League.OWNER, "POST /v1/pools/{pool}/weeks/{week}/import", League.inWeek(), body);
  }

  private League.Answer guess(String route, int number) {
    String code = "%012d".formatted(number);
    return ask(
        League.STRANGER,
        route,
        Map.of("code", code),
        JsonCodec.write(Map.of("user_name", "Mallory")));
  }

  private League.Answer add(String player, String betId) {
    return add(log, player, betId);
  }

  private static League.Answer add(BetLogHandler log, String player, String betId) {
    String body =
        JsonCodec.write(Map.of("betId", betId, "bet_data", League.slip("-110", "50.00", "")));
    return League.ask(log, player, ADD, League.inWeek(), Map.of(), Map.of(), body);
  }

  private League.Answer pools(String player) {
    return League.ask(log, player, "GET /v1/pools", Map.of(), Map.of(), Map.of(), null);
  }

  private League.Answer ask(String player, String route, Map<String, String> path, String body) {
    return League.ask(log, player, route, path, Map.of(), Map.of(), body);
  }
}
