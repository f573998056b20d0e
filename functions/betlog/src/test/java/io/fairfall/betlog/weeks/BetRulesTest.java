package io.fairfall.betlog.weeks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.betlog.TestSlips;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.pools.WeekCalendar;
import io.fairfall.betlogstore.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BetRulesTest {
  private static final long BEFORE = TestSlips.SUNDAY_MS - 1;
  private static final long AFTER = TestSlips.SUNDAY_MS;
  private static final WeekCalendar CALENDAR = WeekCalendar.parse("UTC", "monday");
  private static final String WEEK = "2026-11-16";
  private static final PoolUser ANN = new PoolUser("0xa", "Ann", Role.MEMBER);
  private static final PoolUser BOB = new PoolUser("0xb", "Bob", Role.MEMBER);
  private static final PoolUser GRADER = new PoolUser("0xc", "Gus", Role.GRADER);
  private static final PoolUser VIEWER = new PoolUser("0xd", "Vic", Role.VIEWER);
  private static final Slip SLIP = TestSlips.straight("-110", "1");
  private static final LoggedBet BET = TestSlips.opened("bet-0001", ANN, SLIP, 7);

  @Test
  void whoMayAddABet() {
    assertEquals("READ_ONLY", create(VIEWER, null, BEFORE, WEEK));
    assertEquals("Accepted", create(ANN, null, BEFORE, WEEK));
    assertEquals("LOCKED", create(ANN, "late", AFTER, WEEK));
    assertEquals("REASON_MISSING", create(GRADER, null, AFTER, WEEK));
    assertEquals("Accepted", create(GRADER, "told before", AFTER, WEEK));
    assertEquals("OTHER_WEEK", create(ANN, null, BEFORE, "2026-11-23"));
  }

  @Test
  void whoMayChangeABetAndUntilWhen() {
    Slip other = TestSlips.straight("-115", "1");
    assertEquals("Accepted", edit(BET, other, by(ANN, 7, null, BEFORE)));
    assertEquals("STALE", edit(BET, other, by(ANN, 6, null, BEFORE)));
    assertEquals("STALE", edit(null, other, by(ANN, 7, null, BEFORE)));
    assertEquals("FOREIGN_BET", edit(BET, other, by(BOB, 7, null, BEFORE)));
    assertEquals("READ_ONLY", edit(BET, other, by(VIEWER, 7, null, BEFORE)));
    assertEquals("LOCKED", edit(BET, other, by(ANN, 7, "please", AFTER)));
    assertEquals("REASON_MISSING", edit(BET, other, by(GRADER, 7, null, AFTER)));
    assertEquals("Accepted", edit(BET, other, by(GRADER, 7, "typing error", AFTER)));
    assertEquals("Unchanged", edit(BET, SLIP, by(ANN, 7, null, BEFORE)));
  }

  @Test
  void aLegLocksAtItsKickoffAndTheOthersDoNot() {
    Leg early = TestSlips.leg("-110", AFTER);
    Leg late = TestSlips.leg("+120", AFTER + 1000);
    LoggedBet parlay = TestSlips.opened("bet-0002", ANN, parlay("1", early, late), 3);
    Leg changed = TestSlips.leg("+130", AFTER + 1000);
    assertEquals("Accepted", edit(parlay, parlay("1", early, changed), by(ANN, 3, null, AFTER)));
    assertEquals("LOCKED", edit(parlay, parlay("2", early, late), by(ANN, 3, null, AFTER)));
    assertEquals("LOCKED", edit(parlay, parlay("1", changed, late), by(ANN, 3, null, AFTER)));
    assertEquals(
        "LOCKED", edit(parlay, parlay("1", early, late, changed), by(ANN, 3, null, AFTER)));
    Leg begun = TestSlips.leg("+500", AFTER - 5);
    assertEquals("LOCKED", edit(parlay, parlay("1", early, begun), by(ANN, 3, null, AFTER)));
  }

  @Test
  void aGradedBetIsLockedForItsOwner() {
    BetRules.Verdict verdict =
        BetRules.grade(BET, List.of(LegStatus.WON), null, by(GRADER, 7, null, BEFORE));
    LoggedBet graded = assertInstanceOf(BetRules.Accepted.class, verdict).bet();
    assertEquals("1.91", graded.payoutData().payout());
    long revision = graded.revision();
    assertEquals(
        "LOCKED", edit(graded, TestSlips.straight("+900", "1"), by(ANN, revision, null, BEFORE)));
    assertEquals("LOCKED", name(BetRules.delete(graded, by(ANN, revision, null, BEFORE))));
  }

  @Test
  void gradingIsAGradersAndCanBeTakenBack() {
    List<LegStatus> won = List.of(LegStatus.WON);
    assertEquals("NOT_A_GRADER", name(BetRules.grade(BET, won, null, by(ANN, 7, null, AFTER))));
    assertEquals("STALE", name(BetRules.grade(BET, won, null, by(GRADER, 8, null, AFTER))));
    assertEquals(
        "LEGS_DIFFER",
        name(
            BetRules.grade(
                BET, List.of(LegStatus.WON, LegStatus.WON), null, by(GRADER, 7, null, AFTER))));
    assertEquals(
        "Unchanged",
        name(BetRules.grade(BET, List.of(LegStatus.OPEN), null, by(GRADER, 7, null, AFTER))));
    LoggedBet graded =
        assertInstanceOf(
                BetRules.Accepted.class,
                BetRules.grade(BET, won, List.of("-130"), by(GRADER, 7, null, AFTER)))
            .bet();
    assertEquals("-130", graded.slip().legs().getFirst().closingOdds());
    LoggedBet back =
        assertInstanceOf(
                BetRules.Accepted.class,
                BetRules.grade(
                    graded,
                    List.of(LegStatus.OPEN),
                    null,
                    by(GRADER, graded.revision(), null, AFTER)))
            .bet();
    assertEquals("open", back.payoutData().result());
  }

  private static Slip parlay(String stake, Leg... legs) {
    return new Slip(Slip.PARLAY, stake, List.of(legs), null, null, null);
  }

  private static String create(PoolUser by, @Nullable String reason, long nowMs, String week) {
    return name(BetRules.create("bet-0001", SLIP, CALENDAR, week, by(by, 0, reason, nowMs)));
  }

  private static String edit(@Nullable LoggedBet bet, Slip slip, BetRules.Circumstances now) {
    return name(BetRules.edit(bet, slip, now));
  }

  private static BetRules.Circumstances by(
      PoolUser member, long expected, @Nullable String reason, long nowMs) {
    return new BetRules.Circumstances(member, expected, reason, 99, nowMs);
  }

  private static String name(BetRules.Verdict verdict) {
    return verdict instanceof BetRules.Rejected(BetRules.BrokenRule rule)
        ? rule.name()
        : verdict.getClass().getSimpleName();
  }
}
