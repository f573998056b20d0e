package io.fairfall.operations;

import java.util.Map;

/** What one command does. */
@FunctionalInterface
interface Action {

  /**
   * Carries the command out.
   *
   * @return the members of the answer beside {@code ok}: records, maps, lists, texts, numbers
   * @throws io.fairfall.edge.Refusal if the command says something that cannot be; then nothing has
   *     changed
   */
  Map<String, Object> run(Command command);
}
