package io.fairfall.architecturetests;

import java.util.List;

/**
 * A number that has a name in main code.
 *
 * @param name class and name, like {@code Shards.FULL}
 * @param binaryName of the class that has it
 * @param uses where something is compared with it, or done with it
 */
record NamedBound(String name, String binaryName, List<Use> uses) {

  /**
   * A place that names it.
   *
   * @param outerClass the class that the source file is named after, with its package
   * @param firstLine of the whole expression
   * @param lastLine of the same
   */
  record Use(String outerClass, long firstLine, long lastLine) {}

  /** The name without the class. */
  String lastName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The class without the name. */
  String owner() {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
