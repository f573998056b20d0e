package io.fairfall.audit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More rounds than there is room for: some are left out, and that is never forgotten. */
class RoundBalancesTest {
  private final RoundBalances balances = new RoundBalances(2);

  @Test
  void asManyRoundsAsThereMayBeAreCompared() {
    balances.told(1, 5);
    balances.told(2, 7);
    balances.noted(1, 5);
    assertFalse(balances.isFull());
    assertEquals(List.of(2L), left(balances));
  }

  @Test
  void oneMoreIsLeftOutAndSaid() {
    balances.told(1, 5);
    balances.told(2, 7);
    balances.told(3, 9);
    assertTrue(balances.isFull());
    balances.noted(2, 7);
    assertEquals(List.of(1L), left(balances));
  }

  /** A pass that went on in another process had forgotten that it did not compare everything. */
  @Test
  void aPassThatGoesOnStillKnowsThatSomeWereLeftOut() {
    balances.told(1, 5);
    balances.told(2, 7);
    assertFalse(resumed().isFull());
    balances.told(3, 9);
    assertTrue(resumed().isFull());
    assertEquals(left(balances), left(resumed()));
    balances.noted(1, 5);
    balances.noted(2, 7);
    assertTrue(resumed().isFull());
    assertEquals(List.of(), left(resumed()));
  }

  private RoundBalances resumed() {
    RoundBalances other = new RoundBalances(2);
    other.restore(balances.save());
    return other;
  }

  private static List<Long> left(RoundBalances of) {
    List<Long> left = new ArrayList<>();
    of.eachWithFactsLeft(left::add);
    return left.stream().sorted().toList();
  }
}
