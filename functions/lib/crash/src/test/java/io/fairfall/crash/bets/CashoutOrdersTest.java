package io.fairfall.crash.bets;

import static io.fairfall.crash.bets.CrashFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.crash.Curve;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Answer;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three cashouts of one bet, stamped a millisecond before the crash, at it and a millisecond after
 * it; the crash's entry, and the settlement. In every order in which they can be processed, whoever
 * of the two in time comes first decides, the late one is never paid, and the bet is paid once.
 */
@Tag("integration")
class CashoutOrdersTest {
  private static final long STAKE = 1_000_000;
  private static final long FUNDS = 10_000_000;

  private enum Step {
    STAMPED_BEFORE,
    STAMPED_AT,
    STAMPED_AFTER,
    CRASH_WRITTEN,
    SETTLED;

    /** How the stamp lies to the crash instant, of a cashout. */
    Optional<Long> stamp() {
      return switch (this) {
        case STAMPED_BEFORE -> Optional.of(-1L);
        case STAMPED_AT -> Optional.of(0L);
        case STAMPED_AFTER -> Optional.of(1L);
        case CRASH_WRITTEN, SETTLED -> Optional.empty();
      };
    }
  }

  @Test
  void inEveryOrderTheFirstInTimeIsPaidOnceAndTheLateOneNever() {
    List<List<Step>> orders = orders(EnumSet.allOf(Step.class));
    assertEquals(120, orders.size());
    orders.forEach(CashoutOrdersTest::play);
  }

  @Test
  void inEveryOrderALateOneAloneIsRefusedAndTheBetIsLost() {
    Set<Step> steps = EnumSet.of(Step.STAMPED_AFTER, Step.CRASH_WRITTEN, Step.SETTLED);
    List<List<Step>> orders = orders(steps);
    assertEquals(6, orders.size());
    orders.forEach(CashoutOrdersTest::play);
  }

  /** Plays an order; a settlement before the crash is written ends nothing, and comes again. */
  private static void play(List<Step> order) {
    CrashFixture house = new CrashFixture(new MemoryJournals(), new MemoryJournals(), 1);
    // the curve turns at the crash instant, so that a millisecond makes a difference
    long round = house.open(200);
    house.fund(ALICE, FUNDS);
    long bet = house.place(ALICE, round, 1, STAKE).version();
    house.start(round);
    long crashMs = house.millis() + Curve.msToReach(new Multiplier(200));
    house.pass(crashMs + 1 - house.millis());
    Optional<Multiplier> paid = Optional.empty();
    for (Step step : order) {
      switch (step) {
        case CRASH_WRITTEN -> house.crash(round);
        case SETTLED -> house.accounts.settle(ALICE);
        default -> {
          long offset = step.stamp().orElseThrow();
          Answer answer = house.accounts.play(ALICE, new Cashout(bet, crashMs + offset), true);
          if (paid.isEmpty() && offset <= 0) {
            paid = Optional.of(new Multiplier(offset == 0 ? 200 : 199));
          }
          assertEquals(paid, multiplier(answer, bet), () -> order + ", at " + step);
        }
      }
    }
    house.accounts.settle(ALICE);
    long won = paid.map(at -> STAKE * at.hundredths() / 100).orElse(0L);
    assertEquals(
        Wei.of(FUNDS - STAKE + won),
        house.accounts.read(ALICE).available(),
        () -> "in the end, after " + order);
    assertEquals(Wei.ZERO, house.accounts.read(ALICE).locked(), order::toString);
    house.replay(ALICE);
  }

  private static Optional<Multiplier> multiplier(Answer answer, long bet) {
    if (answer instanceof Answer.Ok ok) {
      return Optional.ofNullable(AccountBets.closeOf(ok.entry(), bet).orElseThrow().multiplier());
    }
    assertEquals(CrashRejection.ALREADY_CRASHED, CrashFixture.no(answer));
    return Optional.empty();
  }

  private static List<List<Step>> orders(Set<Step> steps) {
    if (steps.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Step>> all = new ArrayList<>();
    for (Step first : steps) {
      Set<Step> others = EnumSet.copyOf(steps);
      others.remove(first);
      for (List<Step> rest : orders(others)) {
        List<Step> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(order);
      }
    }
    return all;
  }
}
