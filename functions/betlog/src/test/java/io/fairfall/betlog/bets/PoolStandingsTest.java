package io.fairfall.betlog.bets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.betlog.TestSlips;
import io.fairfall.betlogstore.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolStandingsTest {
  private final List<LoggedBet> bets = new ArrayList<>();

  @Test
  void theTableAddsUpWhatHasEnded() {
    add("Ann", "+150", "2", LegStatus.WON, 1, "+140");
    add("Ann", "-110", "1", LegStatus.LOST, 2, "-105");
    add("Ann", "-110", "1", LegStatus.LOST, 3, "-110");
    add("Ann", "-110", "5", LegStatus.PUSH, 4, null);
    add("Ann", "-110", "1", LegStatus.OPEN, 5, null);
    add("Bob", "-200", "1", LegStatus.WON, 1, null);
    add("Bob", "+100", "10 USD", LegStatus.WON, 1, null);
    List<PoolStandings.Row> table = PoolStandings.of(bets);
    assertEquals(
        List.of("Bob USD 10.00 100.0 W1", "Ann units 1.00 25.0 L2", "Bob units 0.50 50.0 W1"),
        table.stream()
            .map(
                row ->
                    String.join(
                        " ",
                        row.userName(),
                        row.currency(),
                        row.profit(),
                        String.valueOf(row.roi()),
                        String.valueOf(row.streak())))
            .toList());
    PoolStandings.Row ann = table.get(1);
    assertEquals(List.of(1, 2, 1, 1), List.of(ann.won(), ann.lost(), ann.pushed(), ann.open()));
    assertEquals(List.of(1, 1, 1), List.of(ann.beat(), ann.missed(), ann.level()));
    assertEquals("4.00", ann.staked());
  }

  private void add(
      String name, String odds, String stake, LegStatus status, int day, @Nullable String closing) {
    PoolUser member = new PoolUser("0x" + name, name, Role.MEMBER);
    Leg leg = TestSlips.leg(odds, TestSlips.SUNDAY_MS + day).closedAt(closing);
    Slip slip = new Slip(Slip.STRAIGHT, stake, List.of(leg), null, null, null);
    LoggedBet bet = TestSlips.opened("bet-000" + day, member, slip, 1);
    bets.add(bet.now(slip, List.of(status), member, 2, 0));
  }
}
