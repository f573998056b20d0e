package io.fairfall.simulation;

import io.fairfall.simulation.check.Violation;
import io.fairfall.simulation.history.Attempted;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.InjectedFault;
import io.fairfall.simulation.history.RunHistory;
import io.fairfall.simulation.history.RunPlan;
import io.fairfall.simulation.world.Shrunk;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What many runs came to. */
final class RunTally {
  private static final int MAX_KEPT_FAILURES = 5;

  private final Map<InjectedFault, Long> faults = new EnumMap<>(InjectedFault.class);
  private final Map<String, Long> answers = new TreeMap<>();
  private final Map<Attempted.Outcome, Long> groups = new EnumMap<>(Attempted.Outcome.class);
  private final Map<String, Long> bounds = new TreeMap<>();
  private final List<Failed> failed = new ArrayList<>();
  private long seeds;
  private long operations;
  private long attempts;
  private long entries;
  private long violations;
  private long runningNs;
  private long checkingNs;
  private long readingNs;

  /** A seed that broke a promise. */
  record Failed(RunPlan plan, List<Violation> violations) {}

  synchronized void add(RunPlan plan, RunHistory history, List<Violation> found) {
    seeds++;
    operations += history.operations();
    entries += history.stored().size();
    violations += found.size();
    history.faults().forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
    history.bounds().forEach((bound, times) -> bounds.merge(bound, times, Long::sum));
    history.groups().forEach((outcome, times) -> groups.merge(outcome, (long) times, Long::sum));
    for (Call call : history.calls()) {
      attempts += call.attempts().size();
      Attempted last = call.attempts().getLast();
      String answer =
          last.rejection().isEmpty() ? last.outcome().toString() : "NO " + last.rejection();
      answers.merge(call.asked().kind() + " " + answer, 1L, Long::sum);
    }
    if (!found.isEmpty() && failed.size() < MAX_KEPT_FAILURES) {
      failed.add(new Failed(plan, found));
    }
  }

  /** How long a run took, its checks with the replay among them, and the independent reading. */
  synchronized void spent(long runNs, long checksNs, long readNs) {
    runningNs += runNs;
    checkingNs += checksNs;
    readingNs += readNs;
  }

  synchronized long seeds() {
    return seeds;
  }

  synchronized long operations() {
    return operations;
  }

  synchronized long violations() {
    return violations;
  }

  /** How often deposits that were asked for together ended like this. */
  synchronized long groups(Attempted.Outcome outcome) {
    return groups.getOrDefault(outcome, 0L);
  }

  /** Bounds of the simulation that no run has met. */
  synchronized Set<String> unmet() {
    Set<String> unmet = new TreeSet<>(Shrunk.ALL);
    unmet.removeAll(bounds.keySet());
    return unmet;
  }

  synchronized List<Failed> failed() {
    return List.copyOf(failed);
  }

  synchronized String summary(double seconds) {
    StringBuilder text = new StringBuilder();
    line(text, "seeds", seeds);
    line(text, "operations", operations);
    line(text, "attempts", attempts);
    line(text, "entries", entries);
    text.append("answers\n");
    answers.forEach((answer, times) -> line(text, "  " + answer, times));
    text.append("deposits in one transaction\n");
    line(text, "  credited", groups(Attempted.Outcome.OK));
    line(text, "  none of them credited, so each by itself", groups(Attempted.Outcome.NO));
    line(text, "  not answered, so each by itself", groups(Attempted.Outcome.UNKNOWN));
    text.append("faults\n");
    faults.forEach((fault, times) -> line(text, "  " + fault.words(), times));
    text.append("bounds met\n");
    Shrunk.ALL.stream()
        .sorted()
        .forEach(bound -> line(text, "  " + bound, bounds.getOrDefault(bound, 0L)));
    text.append("per cent of the time\n");
    line(text, "  running", share(runningNs));
    line(text, "  checking, the replay included", share(checkingNs));
    line(text, "  reading it once more, independently", share(readingNs));
    line(text, "violations", violations);
    line(text, "seconds", Math.round(seconds));
    line(text, "operations per second", Math.round(operations / seconds));
    return text.toString();
  }

  private long share(long ns) {
    return Math.round(100.0 * ns / Math.max(1, runningNs + checkingNs + readingNs));
  }

  private static void line(StringBuilder text, String what, long number) {
    text.append("%-58s %,15d%n".formatted(what, number));
  }
}
