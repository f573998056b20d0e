package io.fairfall.chain;

import java.util.List;

/**
 * What is remembered of all providers between invocations: small, and stored with the cursor.
 *
 * @param providers by rank, the one that is asked first being the first
 * @param dispute the newest block that providers did not agree on; empty once they do
 */
public record Standings(List<Standing> providers, String dispute) {
  /** Where nothing was remembered yet. */
  public static final Standings NONE = new Standings(List.of(), "");

  public Standings {
    providers = List.copyOf(providers);
  }

  /** What is remembered of a provider, wherever it stands in the ranking by now. */
  Standing of(String name) {
    return providers.stream()
        .filter(standing -> standing.name().equals(name))
        .findFirst()
        .orElseGet(() -> Standing.unknown(name));
  }
}
