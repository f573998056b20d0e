package io.fairfall.simulation;

import io.fairfall.simulation.mutant.Mutant;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Where to begin the search for a mutant that few seeds find; see first-seeds.properties. */
final class FirstSeeds {
  private static final String FILE = "first-seeds.properties";
  private final Properties seeds = new Properties();

  FirstSeeds() throws IOException {
    try (InputStream file = Objects.requireNonNull(FirstSeeds.class.getResourceAsStream(FILE))) {
      seeds.load(file);
    }
  }

  /** One seed alone, or nothing for a mutant that is soon found. */
  Optional<Seeds> of(Mutant mutant) {
    return Optional.ofNullable(seeds.getProperty(mutant.name())).map(Seeds::parse);
  }

  Set<String> names() {
    return seeds.stringPropertyNames();
  }
}
