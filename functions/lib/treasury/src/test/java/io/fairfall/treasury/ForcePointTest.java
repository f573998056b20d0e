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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ForcePointTest {
  /** A tenth of 100,000. */
  private static final BigInteger BOUND = BigInteger.valueOf(10_000);

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
    assertEquals(7, ForcePoint.of(told(7, 100), BOUND).orElseThrow().through());
  }

  @Test
  void withoutAStakeThereIsNone() {
    assertEquals(Optional.empty(), ForcePoint.of(told(0), BOUND));
  }

  @Test
  void aHouseThatOwnsNothingStillPaysTheLeast() {
    assertEquals(
        new Multiplier(101), ForcePoint.of(told(1, 100), BigInteger.ZERO).orElseThrow().at());
  }

  @Test
  void aHouseThatOwnsMoreThanAnybodyHasForcesNobody() {
    assertEquals(
        new Multiplier(Long.MAX_VALUE),
        ForcePoint.of(told(1, 1), BigInteger.TEN.pow(40)).orElseThrow().at());
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
      assertTrue(won.compareTo(BOUND) <= 0, "run " + run + ": " + won);
    }
  }

  /** What is told late is paid at the same point: so much the bound is soft, and no softer. */
  @Test
  void whatIsToldLateCostsAtMostItsPartOfTheStakesMore() {
    Random random = new Random(20_261_130);
    for (int run = 0; run < 1_000; run++) {
      long[] stakes = random.longs(1 + random.nextInt(8), 1_000, 9_000).toArray();
      long[] late = random.longs(random.nextInt(8), 1_000, 9_000).toArray();
      Multiplier force = force(stakes);
      BigInteger told = BigInteger.valueOf(LongStream.of(stakes).sum());
      BigInteger missed =
          ForcePoint.missed(
              told(1, stakes), told(2, LongStream.concat(of(stakes), of(late)).toArray()));
      assertEquals(BigInteger.valueOf(LongStream.of(late).sum()), missed);
      BigInteger won = BigInteger.ZERO;
      for (long stake : LongStream.concat(of(stakes), of(late)).toArray()) {
        won = won.add(Wei.of(stake).times(force).value()).subtract(BigInteger.valueOf(stake));
      }
      BigInteger most = BOUND.add(BOUND.multiply(missed).divide(told));
      assertTrue(won.compareTo(most) <= 0, "run " + run + ": " + won + " of " + most);
    }
  }

  private static LongStream of(long... stakes) {
    return LongStream.of(stakes);
  }

  private static Multiplier force(long... stakes) {
    return ForcePoint.of(told(1, stakes), BOUND).orElseThrow().at();
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
