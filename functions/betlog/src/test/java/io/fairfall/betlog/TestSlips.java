package io.fairfall.betlog;

import io.fairfall.betlog.bets.BetOwner;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slips for tests. */
public final class TestSlips {
  public static final long SUNDAY_MS = Instant.parse("2026-11-22T18:00:00Z").toEpochMilli();

  private TestSlips() {}

  public static Leg leg(String odds, long kickoffMs) {
    return new Leg("NFL", "Bears", "Lions", "spread", "home", "-3.5", odds, kickoffMs, null);
  }

  public static Slip straight(String odds, String stake) {
    return slip(Slip.STRAIGHT, stake, List.of(odds), null);
  }

  public static Slip parlay(String stake, List<String> odds) {
    return slip(Slip.PARLAY, stake, odds, null);
  }

  public static Slip teaser(String stake, int legs, List<String> prices) {
    List<String> odds = new ArrayList<>();
    for (int leg = 0; leg < legs; leg++) {
      odds.add("-110");
    }
    return slip(Slip.TEASER, stake, odds, prices);
  }

  /** A new bet of a member, with all legs open. */
  public static LoggedBet opened(String betId, PoolUser by, Slip slip, long revision) {
    List<LegStatus> open = slip.legs().stream().map(leg -> LegStatus.OPEN).toList();
    return LoggedBet.opened(betId, BetOwner.of(by), slip, open, by, revision, 0);
  }

  private static Slip slip(
      String kind, String stake, List<String> odds, @Nullable List<String> prices) {
    List<Leg> legs = odds.stream().map(price -> leg(price, SUNDAY_MS)).toList();
    return new Slip(kind, stake, legs, prices == null ? null : "6", prices, null);
  }
}
