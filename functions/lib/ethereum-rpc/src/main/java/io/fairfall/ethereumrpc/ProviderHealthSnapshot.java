package io.fairfall.ethereumrpc;

import java.util.List;

/**
 * What is remembered of all providers between invocations: small, and stored with the cursor.
 *
 * @param providers by rank, the one that is asked first being the first
 * @param dispute the newest block that providers did not agree on; empty once they do
 */
public record ProviderHealthSnapshot(List<ProviderHealth> providers, String dispute) {
  /** Where nothing was remembered yet. */
  public static final ProviderHealthSnapshot NONE = new ProviderHealthSnapshot(List.of(), "");

  public ProviderHealthSnapshot {
    providers = List.copyOf(providers);
  }

  /** What is remembered of a provider, wherever it stands in the ranking by now. */
  ProviderHealth of(String name) {
    return providers.stream()
        .filter(health -> health.name().equals(name))
        .findFirst()
        .orElseGet(() -> ProviderHealth.unknown(name));
  }
}
