package io.fairfall.simulation;

import io.fairfall.simulation.disclosure.DisclosureRules;
import io.fairfall.simulation.disclosure.DisclosureSimulation;
import io.fairfall.simulation.disclosure.DisclosureTally;
import io.fairfall.simulation.disclosure.FaultyRules;
import io.fairfall.simulation.disclosure.StampedWhen;
import java.io.PrintStream;
import java.util.Locale;

/** What bots gain by news of the crash, and what honest players lose, as a table. */
final class DisclosureReport {
  private static final long SEED = 1;

  private final PrintStream out;

  DisclosureReport(PrintStream out) {
    this.out = out;
  }

  /**
   * Flies the rounds by every set of rules, with every meaning of a stamp.
   *
   * @return whether the rules in force pay no bot and rob nobody, and each faulty set pays a bot
   */
  boolean print(long rounds) {
    out.println(DisclosureTally.heading());
    boolean isGood = true;
    for (StampedWhen stamped : StampedWhen.values()) {
      isGood &= run("in force", DisclosureRules.DEPLOYED, stamped, rounds).isSound();
    }
    for (FaultyRules faulty : FaultyRules.values()) {
      String name = faulty.name().toLowerCase(Locale.ROOT).replace('_', '-');
      isGood &= run(name, faulty, StampedWhen.REQUEST_BEGAN, rounds).botPaid() > 0;
    }
    return isGood;
  }

  private DisclosureTally run(
      String name, DisclosureRules rules, StampedWhen stamped, long rounds) {
    DisclosureTally tally = new DisclosureSimulation(rules, stamped, SEED).run(rounds);
    out.println(tally.line(name, stamped));
    return tally;
  }
}
