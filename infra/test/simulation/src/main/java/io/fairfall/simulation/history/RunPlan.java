package io.fairfall.simulation.history;

/**
 * What a run is made from: the same plan gives the same run, to the last byte.
 *
 * @param seed of every choice
 * @param operations that clients ask for, retries not counted
 * @param faultPercent how likely each kind of fault is at each store call, 0 to 8
 * @param tellsStory whether every step is written down
 * @param game that is played
 */
public record RunPlan(
    long seed, int operations, int faultPercent, boolean tellsStory, PlayedGame game) {
  /** Ten kinds of faults share a hundred percent. */
  public static final int MAX_FAULT_PERCENT = 8;

  public RunPlan {
    if (operations < 1 || faultPercent < 0 || faultPercent > MAX_FAULT_PERCENT) {
      throw new IllegalArgumentException(
          "operations are 1 or more, faults 0 to " + MAX_FAULT_PERCENT + " percent");
    }
  }

  /** A run of the crash game, of which no step is written down. */
  public static RunPlan crash(long seed, int operations, int faultPercent) {
    return new RunPlan(seed, operations, faultPercent, false, PlayedGame.CRASH);
  }

  /** A run of the dice game, of which no step is written down. */
  public static RunPlan dice(long seed, int operations, int faultPercent) {
    return new RunPlan(seed, operations, faultPercent, false, PlayedGame.DICE);
  }

  /** The same run with every step written down. */
  public RunPlan telling() {
    return new RunPlan(seed, operations, faultPercent, true, game);
  }
}
