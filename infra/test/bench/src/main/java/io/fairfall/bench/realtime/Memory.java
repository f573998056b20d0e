package io.fairfall.bench.realtime;

import io.fairfall.load.Tree;

/**
 * What a process holds.
 *
 * @param rssBytes of the machine's memory
 * @param heapBytes of objects that are alive
 */
record Memory(long rssBytes, long heapBytes) {

  static Memory of(Tree answer) {
    return new Memory(answer.number("rssBytes"), answer.number("heapBytes"));
  }

  /** What it holds more than before. */
  Memory since(Memory before) {
    return new Memory(rssBytes - before.rssBytes, heapBytes - before.heapBytes);
  }
}
