package io.fairfall.chain;

/**
 * What a node answers. A failure is a value: nodes fail often, and nothing here may depend on one.
 */
public sealed interface NodeAnswer<T> {
  /** The node knows. */
  record Known<T>(T value) implements NodeAnswer<T> {}

  /** The node answered that there is no such thing, or not yet. */
  record Absent<T>() implements NodeAnswer<T> {}

  /**
   * There is no usable answer, and nothing follows from that.
   *
   * @param reason a few words for a log line, never the node's address, which may hold a key
   */
  record Failed<T>(String reason) implements NodeAnswer<T> {}
}
