package io.fairfall.treasury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts.Told;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForcePointTest {
  private static final BigInteger BANKROLL = BigInteger.valueOf(100_000);

  @Test
  void allBetsTogetherWinAtMostTheirShare() {
    // 10% of 100,000 for stakes of 4,000: 3.5 times
    assertEquals(new Multiplier(350), force(1_000, 3_000));
  }

  @Test
  void itIsRoundedDown() {
    assertEquals(new Multiplier(433), force(3_000)); // 1 + 3.333…
  }

  @Test
  void itNamesTheFactsThatItWasComputedOn() {
    assertEquals(7, ForcePoint.of(told(7, 100), BANKROLL, 1_000).orElseThrow().through());
  }

  @Test
  void withoutAStakeThereIsNone() {
    assertEquals(Optional.empty(), ForcePoint.of(told(0), BANKROLL, 1_000));
  }

  @Test
  void aHouseInDebtStillPaysTheLeast() {
    assertEquals(
        new Multiplier(101),
        ForcePoint.of(told(1, 100), BigInteger.valueOf(-5), 1_000).orElseThrow().at());
  }

  @Test
  void noMixOfCashoutsCostsMoreThanTheBound() {
    Random random = new Random(20_261_121);
    for (int run = 0; run < 1_000; run++) {
      long[] stakes = random.longs(1 + random.nextInt(8), 1_000, 9_000).toArray();
      Multiplier force = force(stakes);
      BigInteger won = BigInteger.ZERO;
      for (long stake : stakes) {
        long at = 101 + random.nextLong(Math.max(1, force.hundredths() - 100));
        Wei payout = Wei.of(stake).times(new Multiplier(at).min(force));
        won = won.add(payout.value()).subtract(BigInteger.valueOf(stake));
      }
      BigInteger bound = BigInteger.valueOf(10_000);
      assertTrue(won.compareTo(bound) <= 0, "run " + run + ": " + won);
    }
  }

  private static Multiplier force(long... stakes) {
    return ForcePoint.of(told(1, stakes), BANKROLL, 1_000).orElseThrow().at();
  }

  private static Told told(long through, long... stakes) {
    List<PublicBetEvent> facts = new java.util.ArrayList<>();
    for (long stake : stakes) {
      int seat = facts.size() % 2 + 1;
      facts.add(
          new PublicBetEvent(
              "0x" + facts.size(), 2, Kind.BET, "2", seat, Wei.of(stake), null, null, null, 0));
    }
    return new Told(facts, through);
  }
}
