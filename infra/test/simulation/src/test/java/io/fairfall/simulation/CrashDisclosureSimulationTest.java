package io.fairfall.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.simulation.disclosure.DisclosureRules;
import io.fairfall.simulation.disclosure.DisclosureSimulation;
import io.fairfall.simulation.disclosure.DisclosureTally;
import io.fairfall.simulation.disclosure.FaultyRules;
import io.fairfall.simulation.disclosure.StampedWhen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bots that react to the crash within 20 ms, wherever in a request the gateway takes its stamp. */
@Tag("integration")
class CrashDisclosureSimulationTest {
  private static final long ROUNDS = 100_000;

  @ParameterizedTest
  @EnumSource
  void aBotThatFinishesRequestsOnTheNewsGainsNothingAndNobodyHonestLoses(StampedWhen stamped) {
    DisclosureTally tally =
        new DisclosureSimulation(DisclosureRules.DEPLOYED, stamped, 1).run(ROUNDS);
    assertEquals(0, tally.botPaid(), tally::toString);
    assertEquals(tally.honestInTime(), tally.honestPaid(), tally::toString);
    assertTrue(tally.honestInTime() > ROUNDS / 3, tally::toString);
    assertEquals(tally.stampReturn(), tally.coldReturn(), 0.01, tally::toString);
  }

  /** News later than it must be would be news that players wait for in vain. */
  @Test
  void theBestOfTheBotsIsLateByOneMillisecond() {
    DisclosureTally tally =
        new DisclosureSimulation(DisclosureRules.DEPLOYED, StampedWhen.REQUEST_BEGAN, 2)
            .run(ROUNDS);
    assertEquals(1, tally.botClosestMs());
  }

  @ParameterizedTest
  @EnumSource
  void rulesThatPayABotAreNoticed(FaultyRules rules) {
    DisclosureTally tally =
        new DisclosureSimulation(rules, StampedWhen.REQUEST_BEGAN, 3).run(ROUNDS / 5);
    assertTrue(tally.botPaid() > 0, tally::toString);
  }

  @Test
  void newsBeforeTheClampPaidNearlyEveryRound() {
    DisclosureTally tally =
        new DisclosureSimulation(FaultyRules.NEWS_BEFORE_THE_CLAMP, StampedWhen.REQUEST_BEGAN, 4)
            .run(ROUNDS / 5);
    assertTrue(tally.botPaid() > tally.rounds() * 95 / 100, tally::toString);
  }
}
