package io.fairfall.crash;

import java.util.Map;
import java.util.Optional;

/**
 * The game as it stood at one version of its journal: the facts that account rules are decided on.
 *
 * @param version version of the journal's newest entry in this view; 0 before the first round
 * @param rounds the rounds that were asked for and the latest, each as of this version
 */
public record GameView(long version, Map<Long, Round> rounds) {

  /** A round, if it had been opened by this version. */
  public Optional<Round> round(long id) {
    return Optional.ofNullable(rounds.get(id));
  }
}
