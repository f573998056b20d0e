package io.fairfall.simulation;

import io.fairfall.simulation.check.Checker;
import io.fairfall.simulation.explore.Explorer;
import io.fairfall.simulation.history.Exploration;
import io.fairfall.simulation.history.Exploration.Explored;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.mutant.Checkout;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.MutantLoader;
import java.io.PrintStream;
import java.util.List;

/** Looks at every order of events in small scopes, on the real ledger and on mutants. */
final class Exhaustive {
  private static final String EXPLORER = "io.fairfall.simulation.explore.Explorer";
  private static final int MAX_SENTENCE = 300;

  private final PrintStream out;

  Exhaustive(PrintStream out) {
    this.out = out;
  }

  /** Explores every scope to its end; whether every promise was kept. */
  boolean real() {
    Exploration exploration = new Explorer();
    out.printf("%-42s %12s %12s %9s%n", "scope", "states", "transitions", "ends");
    boolean isGood = true;
    long states = 0;
    long transitions = 0;
    for (String scope : exploration.scopes()) {
      Explored explored = exploration.explore(scope, Exhaustive::broken);
      out.printf(
          "%-42s %,12d %,12d %,9d%n",
          scope, explored.states(), explored.transitions(), explored.ends());
      if (!explored.violation().isEmpty()) {
        out.println("  " + shortened(explored.violation()));
        isGood = false;
      }
      states += explored.states();
      transitions += explored.transitions();
    }
    out.printf("%-42s %,12d %,12d%n", "together", states, transitions);
    return isGood;
  }

  /** Explores each mutant until a scope finds it; whether all were found. */
  boolean hunt(List<Mutant> mutants) {
    boolean areFound = true;
    for (Mutant mutant : mutants) {
      Explored found = find(mutant);
      String scope = found.violation().isEmpty() ? "NOT FOUND" : found.scope();
      out.printf("%-30s %,12d  %-42s %s%n", mutant.name(), found.states(), scope, check(found));
      areFound &= !found.violation().isEmpty();
    }
    return areFound;
  }

  /** The first scope that finds a mutant, with the states of all until then. */
  static Explored find(Mutant mutant) {
    long states = 0;
    try {
      Exploration exploration =
          MutantLoader.load(mutant, Exploration.class, EXPLORER, Checkout.root());
      for (String scope : exploration.scopes()) {
        Explored explored = exploration.explore(scope, Exhaustive::broken);
        states += explored.states();
        if (!explored.violation().isEmpty()) {
          return new Explored(scope, states, 0, 0, explored.violation());
        }
      }
      return new Explored("", states, 0, 0, "");
    } catch (RuntimeException broken) {
      // some are so broken that not even a scope can be made with them
      return new Explored("at the very start", states, 0, 0, "no failure: " + broken);
    }
  }

  /** What a run broke, in words that need no class of ours. */
  static List<String> broken(RunHistory history) {
    return Checker.check(history).stream().map(Object::toString).toList();
  }

  private static String check(Explored found) {
    int colon = found.violation().indexOf(':');
    return colon < 0 ? "" : found.violation().substring(0, colon);
  }

  private static String shortened(String sentence) {
    return sentence.substring(0, Math.min(MAX_SENTENCE, sentence.length()));
  }
}
