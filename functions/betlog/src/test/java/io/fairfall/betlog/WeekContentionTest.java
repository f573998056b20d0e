package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.pools.WeekCalendar;
import io.fairfall.betlog.weeks.BetChange;
import io.fairfall.betlog.weeks.ChangeOutcome;
import io.fairfall.betlog.weeks.StoredBet;
import io.fairfall.betlog.weeks.WeekService;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.betlogstore.Role;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.json.JsonCodec;
import io.fairfall.resilience.Backoff;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody who is always a little slower than others. */
@Tag("integration")
class WeekContentionTest {
  private static final int TRIES = 3;
  private static final PoolWeek WEEK = new PoolWeek(League.POOL, League.WEEK);
  private static final PoolUser GUS = new PoolUser(League.GRADER, "Gus", Role.GRADER);

  @AutoClose private final League league = new League().founded();

  @Test
  void whoLosesASlotTakesTheNext() {
    ChangeOutcome outcome = create("bet-mine", number -> otherBet(number == 1 ? "bet-0001" : ""));
    assertEquals(2, assertInstanceOf(ChangeOutcome.Done.class, outcome).revision());
    assertEquals(List.of("bet-0001", "bet-mine"), bets());
  }

  @Test
  void whoAlwaysLosesIsToldToComeBackAndHasChangedNothing() {
    assertInstanceOf(
        ChangeOutcome.Busy.class, create("bet-mine", number -> otherBet("bet-000" + number)));
    assertEquals(List.of("bet-0001", "bet-0002", "bet-0003"), bets());
    assertInstanceOf(ChangeOutcome.Done.class, create("bet-mine", number -> {}));
  }

  /** The look-up comes before the rules: it has happened, by an earlier attempt of the same. */
  @Test
  void whoLosesASlotToAnEarlierAttemptOfTheirsIsDone() {
    ChangeOutcome outcome = create("bet-mine", number -> create("bet-mine", again -> {}));
    assertEquals(1, assertInstanceOf(ChangeOutcome.Done.class, outcome).revision());
    assertEquals(List.of("bet-mine"), bets());
  }

  @Test
  void standingsOfMoreWeeksThanAreLookedAtSaySo() {
    for (int week = 0; week < WeeksEndpoint.MAX_WEEKS; week++) {
      league.index("20%02d-01-0%d".formatted(week / 7, 1 + week % 7));
    }
    assertEquals(WeeksEndpoint.MAX_WEEKS, weeks(standings()).size());
    assertTrue(!standings().body().containsKey("truncated"));
    league.index("2030-01-01");
    League.Answer cut = standings();
    assertEquals(WeeksEndpoint.MAX_WEEKS, weeks(cut).size());
    assertEquals("true", cut.text("truncated"));
    assertTrue(cut.text().contains("2030-01-01") && !cut.text().contains("2000-01-01"));
  }

  @Test
  void standingsOfMoreTextThanThereIsTimeForEndWithAWholeWeek() {
    assertEquals(201, league.add(League.MEMBER, "bet-0001", League.slip("-110", "1", "")).status());
    StoredBet like = league.sheet().find(WEEK, "bet-0001").orElseThrow();
    // three weeks of 7 million characters; a partition is read up to 8 MB
    for (String week : List.of("2026-10-06", "2026-10-13", "2026-10-20")) {
      league.index(week);
      for (int bet = 0; bet < 20; bet++) {
        league.holdPadded(week, "bet-%04d".formatted(bet), like, 350_000);
      }
    }
    League.Answer cut = standings();
    assertEquals(3, weeks(cut).size());
    assertEquals("true", cut.text("truncated"));
    assertTrue(!cut.text().contains("2026-10-06"), cut.text());
    League.Answer older =
        league.get(
            League.OWNER,
            "GET /v1/pools/{pool}/standings",
            League.inPool(),
            Map.of("from", "2026-10-06", "to", "2026-10-06"));
    assertEquals(1, weeks(older).size());
    assertTrue(!older.body().containsKey("truncated"));
  }

  private League.Answer standings() {
    return league.get(League.OWNER, "GET /v1/pools/{pool}/standings", League.inPool(), Map.of());
  }

  private static List<?> weeks(League.Answer answer) {
    return (List<?>) answer.body().getOrDefault("weeks", List.of());
  }

  private ChangeOutcome create(String betId, IntConsumer meanwhile) {
    Backoff backoff = new Backoff(AppendLoop.DELAYS, () -> new Random(1), ms -> {});
    AppendListener faster =
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            meanwhile.accept(number);
          }
        };
    WeekService weeks =
        new WeekService(league.sheet(), league, new AppendLoop(TRIES, backoff, faster));
    Slip slip = TestSlips.straight("-110", "1");
    BetChange.Command wish = new BetChange.Create(betId, slip);
    WeekCalendar calendar = league.pools().pool(League.POOL).orElseThrow().calendar();
    return weeks.change(
        WEEK, calendar, GUS, new BetChange(betId, JsonCodec.write(slip), null, wish));
  }

  private void otherBet(String betId) {
    if (!betId.isEmpty()) {
      assertEquals(201, league.add(League.MEMBER, betId, League.slip("-110", "1", "")).status());
    }
  }

  private List<String> bets() {
    return league.sheet().bets(WEEK).stream().map(LoggedBet::betId).toList();
  }
}
