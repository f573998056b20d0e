package io.fairfall.audit.check;

import io.fairfall.settings.BetBounds;
import java.util.List;

/**
 * The bounds that were deployed, which stand in no journal: what counts for a round where no
 * setting says otherwise.
 *
 * @param all every one that was ever deployed; none if nobody knows
 * @param sinceMs rounds that were opened before may have had others, in milliseconds since 1970
 */
public record DeployedBounds(List<BetBounds> all, long sinceMs) {
  /** Nobody knows: then only what settings say is judged. */
  public static final DeployedBounds UNKNOWN = new DeployedBounds(List.of(), 0);

  public DeployedBounds {
    all = List.copyOf(all);
  }

  /** The bounds that a round may have been opened with, its own if nobody knows. */
  List<BetBounds> of(BetBounds own, long opensAt) {
    return all.isEmpty() || opensAt < sinceMs ? List.of(own) : all;
  }
}
