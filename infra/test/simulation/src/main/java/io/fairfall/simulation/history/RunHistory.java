package io.fairfall.simulation.history;

import io.fairfall.simulation.history.Attempted.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that is known of a run when it is over. */
public final class RunHistory {
  private final List<Slot> landed = new ArrayList<>();
  private final List<Slot> stored = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Map<InjectedFault, Integer> faults = new EnumMap<>(InjectedFault.class);
  private final Map<Outcome, Integer> groups = new EnumMap<>(Outcome.class);
  private final Map<String, Long> bounds = new TreeMap<>();
  private final Sizes sizes;
  private final PlayedGame game;
  private int operations;

  /**
   * @param sizes of the bounds in this run
   * @param game that is played
   */
  public RunHistory(Sizes sizes, PlayedGame game) {
    this.sizes = sizes;
    this.game = game;
  }

  /** The game that was played. */
  public PlayedGame game() {
    return game;
  }

  /** How small the bounds were. */
  public Sizes sizes() {
    return sizes;
  }

  /** How often each bound was met. */
  public Map<String, Long> bounds() {
    return bounds;
  }

  public void reached(String bound) {
    bounds.merge(bound, 1L, Long::sum);
  }

  /** Every entry in the order in which it reached the store, also one that took a taken slot. */
  public List<Slot> landed() {
    return landed;
  }

  /** What the store holds in the end. */
  public List<Slot> stored() {
    return stored;
  }

  public List<Call> calls() {
    return calls;
  }

  /** Operations that clients asked for, also those that they asked for again after an answer. */
  public int operations() {
    return operations;
  }

  public void countOperation() {
    operations++;
  }

  /** What no handler should throw. */
  public List<String> failures() {
    return failures;
  }

  /** One line for each step, if the plan asks for it. */
  public List<String> story() {
    return story;
  }

  /** How often each fault struck. */
  public Map<InjectedFault, Integer> faults() {
    return faults;
  }

  public void struck(InjectedFault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  /** What became of deposits that were asked for together, all or none, and how often. */
  public Map<Outcome, Integer> groups() {
    return groups;
  }

  public void countGroup(Outcome outcome) {
    groups.merge(outcome, 1, Integer::sum);
  }

  /** A number that two runs share only if they did the same. */
  public long digest() {
    long digest = 7;
    for (Slot slot : landed) {
      digest = 31 * digest + slot.hashCode();
    }
    for (Call call : calls) {
      digest = 31 * digest + call.toString().hashCode();
    }
    return digest;
  }
}
