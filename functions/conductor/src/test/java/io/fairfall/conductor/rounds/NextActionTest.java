package io.fairfall.conductor.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.crash.RoundEvent.Voided;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextActionTest {
  private static final long PAUSE_MS = 3_000;

  /** Its signature comes at 16,300. */
  private static final Beacon BEACON =
      Beacon.of(BeaconNetwork.development("ab".repeat(96), 0, 100), new BeaconRound(164));

  private static final Opened OPENED = opened(BEACON);
  private static final Round OPEN = new Round(7, OPENED, null, null);
  private static final Started STARTED = new Started(17_000, null, "5a".repeat(48));
  private static final Round FLYING = new Round(7, OPENED, STARTED, null);
  private static final Round VOIDED = new Round(7, OPENED, new Voided("ef", "late"), null);
  private static final Round CRASHED =
      new Round(7, OPENED, STARTED, new Crashed(new Multiplier(150), 20_000, "ef"));

  private static Opened opened(@Nullable Beacon beacon) {
    return new Opened(
        "c", 1, "ab", 10_000, 16_000, 17_000, Wei.of(1), Wei.of(2), Wei.of(3), 1, Wei.of(4),
        beacon);
  }

  @Test
  void theFirstRoundIsOpenedAtOnce() {
    assertEquals(new NextAction.Open(Optional.empty(), 1, 5), step(Optional.empty(), 5));
  }

  @Test
  void anOpenRoundStartsALittleBeforeItsInstant() {
    assertEquals(new NextAction.Start(OPEN, BEACON, 16_900), step(OPEN, 10_001));
    assertEquals(new NextAction.Start(OPEN, BEACON, 16_900), step(OPEN, 16_950));
  }

  @Test
  void aRoundThatHasNotStartedThirtySecondsAfterItsBeaconIsVoided() {
    assertEquals(new NextAction.Start(OPEN, BEACON, 16_900), step(OPEN, 46_300));
    assertEquals(new NextAction.VoidRound(OPEN, 46_300), step(OPEN, 46_301));
  }

  @Test
  void aRoundOfBeforeThatNoBeaconDecidesIsVoidedOnceItsStartIsMissed() {
    Round before = new Round(7, opened(null), null, null);
    assertEquals(new NextAction.VoidRound(before, 17_501), step(before, 10_001));
  }

  @Test
  void aStartedRoundIsAlwaysLanded() {
    assertEquals(new NextAction.AnnounceCrash(FLYING), step(FLYING, 16_950));
    assertEquals(new NextAction.AnnounceCrash(FLYING), step(FLYING, 99_999_999));
  }

  @Test
  void theNextRoundOpensAfterThePause() {
    assertEquals(new NextAction.Open(Optional.of(CRASHED), 10, 23_000), step(CRASHED, 20_050));
    assertEquals(new NextAction.Open(Optional.of(CRASHED), 10, 50_000), step(CRASHED, 50_000));
    assertEquals(new NextAction.Open(Optional.of(VOIDED), 9, 20_000), step(VOIDED, 17_600));
  }

  @Test
  void everyRoundEventLeadsToAStep() {
    assertEquals(4, RoundEvent.class.getPermittedSubclasses().length);
  }

  private static NextAction step(Round latest, long nowMs) {
    return step(Optional.of(latest), nowMs);
  }

  private static NextAction step(Optional<Round> latest, long nowMs) {
    return NextAction.of(latest, nowMs, PAUSE_MS);
  }
}
