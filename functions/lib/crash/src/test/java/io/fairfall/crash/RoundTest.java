package io.fairfall.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crash.Round.Phase;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A round at each of its versions and instants, and a flight at its ends. */
class RoundTest {
  private static final long ID = 40;
  private static final RoundEvent.Opened OPENED =
      new RoundEvent.Opened(
          "c", 7, "0".repeat(64), 1_000, 7_000, 8_000, Wei.of(10), Wei.of(100), Wei.of(100), 1);
  private static final RoundEvent.Started STARTED = new RoundEvent.Started(8_000);
  private static final RoundEvent.Voided VOIDED = new RoundEvent.Voided("0".repeat(64), "late");
  private static final RoundEvent.Crashed CRASHED =
      new RoundEvent.Crashed(new Multiplier(200), 19_553, "1".repeat(64));

  private static Round round(@Nullable RoundEvent second, RoundEvent.@Nullable Crashed crashed) {
    return new Round(ID, OPENED, second, crashed);
  }

  @Test
  void aRoundHasAsManyVersionsAsEntries() {
    assertEquals(ID, round(null, null).version());
    assertEquals(ID + 1, round(STARTED, null).version());
    assertEquals(ID + 1, round(VOIDED, null).version());
    assertEquals(ID + 2, round(STARTED, CRASHED).version());
  }

  @Test
  void whoLooksBackSeesNoLaterEntry() {
    Round whole = round(STARTED, CRASHED);
    assertThrows(IllegalArgumentException.class, () -> whole.asOf(ID - 1));
    assertEquals(round(null, null), whole.asOf(ID));
    assertEquals(round(STARTED, null), whole.asOf(ID + 1));
    assertEquals(whole, whole.asOf(ID + 2));
    assertEquals(whole, whole.asOf(ID + 100));
  }

  @Test
  void itsPhasesChangeAtTheirInstants() {
    Round open = round(null, null);
    assertEquals(Phase.OPEN, open.phase(6_999));
    assertEquals(Phase.LOCKED, open.phase(7_000));
    Round started = round(STARTED, null);
    assertEquals(Phase.LOCKED, started.phase(7_999));
    assertEquals(Phase.FLYING, started.phase(8_000));
    assertEquals(Phase.CRASHED, round(STARTED, CRASHED).phase(8_000));
    assertEquals(Phase.VOIDED, round(VOIDED, null).phase(8_000));
  }

  @Test
  void itIsOverWhenItHasCrashedOrWasVoided() {
    assertFalse(round(null, null).isOver());
    assertFalse(round(STARTED, null).isOver());
    assertTrue(round(STARTED, CRASHED).isOver());
    assertTrue(round(VOIDED, null).isOver());
    assertTrue(round(STARTED, null).isStarted());
    assertFalse(round(VOIDED, null).isStarted());
    assertEquals(Optional.of(VOIDED), round(VOIDED, null).voided());
    assertEquals(Optional.empty(), round(STARTED, null).voided());
  }

  @Test
  void aForcePointBoundsWhatIsAboveIt() {
    RoundEvent.Force force = new RoundEvent.Force(new Multiplier(150), 3);
    Round forced = round(new RoundEvent.Started(8_000, force), null);
    assertEquals(Optional.of(force), forced.force());
    assertEquals(new Multiplier(150), forced.bounded(new Multiplier(151)));
    assertEquals(new Multiplier(149), forced.bounded(new Multiplier(149)));
    assertEquals(new Multiplier(151), round(STARTED, null).bounded(new Multiplier(151)));
    assertEquals(Optional.empty(), round(null, null).force());
  }

  @Test
  void aFlightBeginsAndEndsAtItsInstants() {
    Flight flight = Flight.of(new Round(4, OPENED, STARTED, CRASHED));
    assertFalse(flight.hasBegunAt(7_999));
    assertTrue(flight.hasBegunAt(8_000));
    assertFalse(flight.isOverAt(19_553));
    assertTrue(flight.isOverAt(19_554));
    assertTrue(flight.reaches(new Multiplier(200)));
    assertFalse(flight.reaches(new Multiplier(201)));
    assertEquals(Multiplier.ONE, flight.multiplierAt(8_000));
    assertEquals(new Multiplier(200), flight.multiplierAt(8_000 + 60_000), "never above the crash");
    assertEquals(CRASHED, flight.announcement());
    assertEquals("Flight[undisclosed]", flight.toString());
  }

  @Test
  void theCurveHasNoTimeBeforeTheStart() {
    assertThrows(IllegalArgumentException.class, () -> Curve.at(-1));
    assertEquals(0, Curve.msToReach(Multiplier.ONE));
    assertEquals(11_553, Curve.msToReach(new Multiplier(200)));
  }

  @Test
  void aLateStartMovesTheFlightAndNothingElse() {
    Round late = round(new RoundEvent.Started(9_500, null, "5a".repeat(48)), null);
    assertEquals(9_500, late.startsAt());
    assertEquals(8_000, round(null, null).startsAt());
    assertEquals(Round.Phase.LOCKED, late.phase(9_499));
    assertEquals(Round.Phase.FLYING, late.phase(9_500));
    assertEquals("5a".repeat(48), late.signature().orElseThrow().hex());
    assertEquals(Optional.empty(), round(STARTED, null).signature());
  }

  @Test
  void aBeaconAndAGameHashAreAnOutcomeAndNeitherIsOne() {
    RoundSecret secret = new RoundSecret("1".repeat(64));
    assertThrows(IllegalStateException.class, () -> secret.reveal(round(STARTED, null)));
    Round decided = round(new RoundEvent.Started(9_500, null, "5a".repeat(48)), null);
    RoundEvent.Crashed end = secret.reveal(decided).announcement();
    Multiplier point = BeaconCrashPoint.of(new BeaconSignature("5a".repeat(48)), "1".repeat(64));
    assertEquals(point, end.crash());
    assertEquals(9_500 + Curve.msToReach(point), end.crashedAt());
    RoundSecret ofBefore = new RoundSecret("1".repeat(64), new Multiplier(777));
    assertEquals(new Multiplier(777), ofBefore.reveal(round(STARTED, null)).announcement().crash());
    assertEquals(point, ofBefore.reveal(decided).announcement().crash(), "a beacon decides");
  }
}
