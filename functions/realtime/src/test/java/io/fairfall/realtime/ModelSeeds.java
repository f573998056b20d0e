package io.fairfall.realtime;

import java.util.function.LongFunction;

/** Lives seeds; public, because a mutant's world is entered by this name. */
public final class ModelSeeds implements LongFunction<String> {
  /** What went wrong with a seed, in words, or nothing. */
  @Override
  public String apply(long seed) {
    return ModelRun.live(seed);
  }
}
