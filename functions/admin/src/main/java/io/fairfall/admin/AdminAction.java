package io.fairfall.admin;

import java.util.Map;

/** What one command does. */
@FunctionalInterface
interface AdminAction {

  /**
   * Carries the command out.
   *
   * @return the members of the answer beside {@code ok}: records, maps, lists, texts, numbers
   * @throws io.fairfall.http.ProblemException if the command says something that cannot be; then
   *     nothing has changed
   */
  Map<String, Object> run(AdminCommand command);
}
