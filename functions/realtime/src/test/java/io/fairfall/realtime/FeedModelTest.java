package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.simulation.mutant.Checkout;
import io.fairfall.simulation.mutant.Mutant;
import io.fairfall.simulation.mutant.MutantLoader;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens between a house and its clients, they end up seeing what it has, and show
 * nothing twice. {@code -Dfeed.seeds=1..10000} lives more seeds than a build does; one that fails
 * is named, and fails again alone.
 */
@Tag("integration")
class FeedModelTest {
  private static final long MAX_SEEDS_FOR_A_MUTANT = 600;

  @Test
  void everyClientEndsWithWhatTheHouseHasAndShowsNothingTwice() {
    String[] range = System.getProperty("feed.seeds", "1..200").split("\\.\\.", 2);
    long first = Long.parseLong(range[0]);
    long last = Long.parseLong(range[range.length - 1]);
    List<String> broken =
        LongStream.rangeClosed(first, last)
            .parallel()
            .mapToObj(ModelRun::live)
            .filter(violation -> !violation.isEmpty())
            .limit(3)
            .toList();
    assertEquals(List.of(), broken);
  }

  static List<Mutant> mutants() {
    return ModelMutants.ALL;
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aPlantedFaultIsFound(Mutant mutant) {
    @SuppressWarnings("unchecked") // the name says what it makes
    LongFunction<String> seeds =
        (LongFunction<String>)
            MutantLoader.load(
                mutant, LongFunction.class, ModelSeeds.class.getName(), Checkout.root());
    String found =
        LongStream.rangeClosed(1, MAX_SEEDS_FOR_A_MUTANT)
            .mapToObj(seed -> Objects.requireNonNull(seeds.apply(seed)))
            .filter(violation -> !violation.isEmpty())
            .findFirst()
            .orElse("");
    assertFalse(found.isEmpty(), () -> mutant.name() + " lives: " + mutant.breaks());
    System.out.println(mutant.name() + " is found: " + found);
  }
}
