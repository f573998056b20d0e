package io.fairfall.solvency;

import java.util.ArrayList;
import java.util.List;

/** Joins nodes that come from left to right, and keeps one of each level at most. */
final class NodeStack {
  private final List<SumNode> waiting = new ArrayList<>();
  private long count;

  /** The next node of the lowest level. */
  void push(SumNode lowest) {
    SumNode node = lowest;
    for (long rest = ++count; (rest & 1) == 0; rest >>= 1) {
      node = SumNode.above(waiting.removeLast(), node);
    }
    waiting.add(node);
  }

  /**
   * The node above all.
   *
   * @throws IllegalStateException if there were not as many as a power of two
   */
  SumNode top() {
    if (waiting.size() != 1) {
      throw new IllegalStateException("a tree has a power of two of leaves, not " + count);
    }
    return waiting.getFirst();
  }
}
