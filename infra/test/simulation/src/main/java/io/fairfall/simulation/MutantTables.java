package io.fairfall.simulation;

import io.fairfall.simulation.history.PlayedGame;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.mutant.Checkout;
import io.fairfall.simulation.mutant.DiceMutants;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.Mutant.Subject;
import java.io.PrintStream;
import java.util.List;

/** What finds each mutant: those of the games by their game, those of the ledger by both games. */
final class MutantTables {
  private static final String LIVES = "NOT FOUND";

  private final PrintStream out;
  private final Seeds seeds;
  private final Planner planner;
  private boolean areFound = true;

  /** What to run for a seed and a game. */
  @FunctionalInterface
  interface Planner {
    RunPlan plan(long seed, PlayedGame game);
  }

  MutantTables(PrintStream out, Seeds seeds, Planner planner) {
    this.out = out;
    this.seeds = seeds;
    this.planner = planner;
  }

  /** Prints a table of the games' mutants and one of the ledger's; whether all were found. */
  boolean hunt(List<Mutant> mutants) {
    List<Mutant> ofGames = mutants.stream().filter(one -> one.subject() != Subject.LEDGER).toList();
    List<Mutant> ofLedger =
        mutants.stream().filter(one -> one.subject() == Subject.LEDGER).toList();
    if (!ofGames.isEmpty()) {
      out.println("of the games");
      row("mutant", "seeds", "found by", "", "", "what it breaks");
      ofGames.forEach(this::ofGame);
    }
    if (!ofLedger.isEmpty()) {
      out.println("of the ledger");
      row("mutant", "seeds", "found by (crash)", "seeds", "found by (dice)", "what it breaks");
      ofLedger.forEach(this::ofLedger);
    }
    return areFound;
  }

  private void ofGame(Mutant one) {
    MutantSearch.Outcome found =
        hunt(one, one.subject() == Subject.DICE ? PlayedGame.DICE : PlayedGame.CRASH);
    areFound &= found.isKilled();
    row(one.name(), count(found), by(found), "", "", one.breaks());
  }

  private void ofLedger(Mutant one) {
    MutantSearch.Outcome crash = hunt(one, PlayedGame.CRASH);
    areFound &= crash.isKilled();
    if (DiceMutants.areEnough(one)) {
      MutantSearch.Outcome dice = hunt(one, PlayedGame.DICE);
      areFound &= dice.isKilled();
      row(one.name(), count(crash), by(crash), count(dice), by(dice), one.breaks());
    } else {
      row(one.name(), count(crash), by(crash), "", "nothing in it", one.breaks());
    }
  }

  private MutantSearch.Outcome hunt(Mutant one, PlayedGame game) {
    return MutantSearch.hunt(one, seeds, seed -> planner.plan(seed, game), Checkout.root());
  }

  private static String count(MutantSearch.Outcome outcome) {
    return Long.toString(outcome.seeds());
  }

  private static String by(MutantSearch.Outcome outcome) {
    return outcome.isKilled() ? outcome.killedBy() : LIVES;
  }

  private void row(String name, String n1, String by1, String n2, String by2, String what) {
    out.printf("%-30s %6s  %-20s  %6s  %-20s  %s%n", name, n1, by1, n2, by2, what);
  }
}
