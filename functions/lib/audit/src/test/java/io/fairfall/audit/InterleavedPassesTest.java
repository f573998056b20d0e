package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.audit.Audit.Scope;
import io.fairfall.audit.check.DeployedBounds;
import io.fairfall.audit.check.Evidence;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.auditor.Auditor;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.treasury.HouseFunding;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A house that plays on, by clocks that are apart, while passes over what is new and slices of a
 * reading of everything run between any two of its operations, and are killed anywhere.
 */
@Tag("integration")
class InterleavedPassesTest {
  private static final long SEEDS = Long.getLong("fairfall.audit.seeds", 1);
  private static final int OPERATIONS = 60;
  private static final int MOST_QUESTIONS = 60;

  private static EmbeddedDynamo dynamo;

  @BeforeAll
  static void start() {
    dynamo = EmbeddedDynamo.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsFoundWhateverIsKilledAndBothAgreeAtTheEnd(long seed) {
    AuditedHouse casino = new AuditedHouse(dynamo, "between" + seed, 3, seed);
    casino.openAndPlay(2);
    AuditedOperators operators = new AuditedOperators(casino);
    Increments increments = new Increments(casino);
    Slices slices = new Slices(casino, increments);
    Random random = new Random(seed);
    int killed = 0;
    for (int i = 0; i < OPERATIONS; i++) {
      operate(casino, operators, random, i);
      if (random.nextInt(3) == 0) {
        killed += kill(increments, random) ? 1 : 0;
      }
      if (random.nextInt(3) > 0) {
        assertEquals(List.of(), increments.read().first(), "after " + i);
        assertEquals(List.of(), increments.independent().first(), "after " + i);
      }
      killed += slices.work(1 + random.nextInt(MOST_QUESTIONS), random.nextInt(4) == 0) ? 1 : 0;
    }
    casino.skew(0);
    casino.settle();
    assertEquals(List.of(), increments.read().first());
    assertEquals(List.of(), increments.independent().first());
    AuditReport whole = casino.audit();
    assertEquals(List.of(), whole.first());
    assertEquals(List.of(), casino.auditIndependently(whole, DeployedBounds.UNKNOWN).first());
    assertEquals(whole.counts().get("facts"), increments.count("facts"));
    assertTrue(killed > 10, "killed: " + killed);
    assertTrue(slices.passes > 0, "read in slices: " + slices.passes);
  }

  private static void operate(
      AuditedHouse casino, AuditedOperators operators, Random random, int time) {
    String player = casino.players().get(random.nextInt(casino.players().size()));
    casino.skew(random.nextInt(3) * 200);
    switch (random.nextInt(9)) {
      case 0 -> casino.deposit(player, "deposit:1:" + player + ":" + time, 1 + time);
      case 1 ->
          casino.house.fund(new HouseFunding("more-" + time, BigInteger.TEN, "test", "as it goes"));
      case 2 ->
          casino.settings.change(
              now ->
                  now.bettingPaused() ? io.fairfall.settings.Settings.INITIAL : now.pauseBetting(),
              "to and fro",
              "test");
      case 3 -> {
        operators.alone(player, 1 + time);
        casino.project();
      }
      case 4 -> operators.rejected(player, 5);
      case 5 -> casino.pass(random.nextInt(1_200_000));
      default -> Increments.playOn(casino);
    }
  }

  /** A pass over what is new that ends half-way; what it has moved stays moved. */
  private static boolean kill(Increments increments, Random random) {
    AtomicLong left = new AtomicLong(random.nextInt(MOST_QUESTIONS));
    return increments
        .pass()
        .read(increments.coverage(), "killed", () -> left.getAndDecrement() <= 0)
        .isEmpty();
  }

  /** A reading of everything, twice, in slices, of which some are lost. */
  private static final class Slices {
    private final AuditedHouse casino;
    private final Increments increments;
    private @Nullable String saved;
    private byte[] balances = {};
    private @Nullable AuditReport replay;
    private IndependentPass.@Nullable Saved second;
    private int passes;

    Slices(AuditedHouse casino, Increments increments) {
      this.casino = casino;
      this.increments = increments;
    }

    /**
     * One slice.
     *
     * @param isLost whether it is killed before it can keep where it is
     * @return the same
     */
    boolean work(int questions, boolean isLost) {
      AtomicLong left = new AtomicLong(questions);
      BooleanSupplier isOver = () -> left.getAndDecrement() <= 0;
      AuditReport first = replay;
      if (first == null) {
        replay(isOver, isLost);
      } else {
        independent(first, isOver, isLost);
      }
      return isLost;
    }

    private Evidence evidence() {
      return casino.evidence(Optional.of(AuditedHouse.KEYS));
    }

    private void replay(BooleanSupplier isOver, boolean isLost) {
      Audit audit = new Audit(evidence(), casino);
      String before = saved;
      AuditRun pass =
          before == null
              ? audit.begin(Scope.USUAL, "slices", increments.coverage().cutMs())
              : audit.resume(before, balances);
      boolean isDone = audit.work(pass, isOver);
      if (isLost) {
        return;
      }
      if (isDone) {
        assertEquals(List.of(), pass.report().first());
        replay = pass.report();
        saved = null;
      } else {
        saved = pass.save();
        balances = pass.balances();
      }
    }

    private void independent(AuditReport first, BooleanSupplier isOver, boolean isLost) {
      IndependentPass.Saved before = second;
      IndependentPass pass =
          before == null
              ? IndependentPass.begin(evidence(), DeployedBounds.UNKNOWN, casino, first)
              : IndependentPass.resume(before, evidence(), DeployedBounds.UNKNOWN, casino);
      boolean isDone = pass.work(isOver);
      if (isLost) {
        return;
      }
      if (isDone) {
        Auditor.Report report = pass.report();
        assertEquals(List.of(), report.first());
        replay = null;
        second = null;
        passes++;
      } else {
        second = pass.save();
      }
    }
  }
}
