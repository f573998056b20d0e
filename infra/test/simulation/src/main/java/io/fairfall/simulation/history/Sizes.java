package io.fairfall.simulation.history;

import java.util.SplittableRandom;

/**
 * How small the bounds are in a run, drawn from its seed. Most are so small that they are met all
 * the time; of each, some runs have what production has.
 *
 * @param readEntries entries that one read of a journal brings; a round's three at least
 * @param firstEntries see the ledger's {@code Bounds}
 * @param pageEntries see there
 * @param pagesBeforeReceipts see there
 * @param tries see there
 * @param patientTries see there
 * @param heads see there
 * @param settings see there
 * @param rounds finished rounds that a reader of the game remembers
 * @param facts facts in one entry of a round's journal
 * @param appendTries tries of the projector at a slot
 */
public record Sizes(
    int readEntries,
    int firstEntries,
    int pageEntries,
    int pagesBeforeReceipts,
    int tries,
    int patientTries,
    int heads,
    int settings,
    int rounds,
    int facts,
    int appendTries) {
  /** What production has. */
  public static final Sizes PRODUCTION = new Sizes(200, 8, 200, 50, 10, 40, 1_000, 64, 256, 80, 16);

  private static final long SALT = 0x5f37_59df_1234_5679L;
  private static final int PRODUCTION_IN = 12;

  /** The sizes of a seed's run. */
  public static Sizes of(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ SALT);
    int tries = draw(random, 2, 4, PRODUCTION.tries);
    return new Sizes(
        draw(random, 3, 30, PRODUCTION.readEntries),
        draw(random, 1, 3, PRODUCTION.firstEntries),
        draw(random, 1, 3, PRODUCTION.pageEntries),
        draw(random, 1, 3, PRODUCTION.pagesBeforeReceipts),
        tries,
        tries + draw(random, 0, 2, PRODUCTION.patientTries - PRODUCTION.tries),
        draw(random, 1, 2, PRODUCTION.heads),
        draw(random, 1, 2, PRODUCTION.settings),
        draw(random, 1, 3, PRODUCTION.rounds),
        draw(random, 1, 2, PRODUCTION.facts),
        draw(random, 1, 3, PRODUCTION.appendTries));
  }

  private static int draw(SplittableRandom random, int least, int most, int production) {
    int drawn = random.nextInt(least, most + 1);
    return random.nextInt(PRODUCTION_IN) == 0 ? production : drawn;
  }
}
