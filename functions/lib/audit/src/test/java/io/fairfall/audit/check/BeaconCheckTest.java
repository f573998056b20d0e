package io.fairfall.audit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.crash.RoundEvent.Beacon;
import io.fairfall.crash.RoundEvent.Opened;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.money.Wei;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last instants at which a round may start, and the first at which it may be void. */
class BeaconCheckTest {
  private static final long CLOSES_MS = 1_800_000_000_000L;
  private static final BeaconNetwork NETWORK = BeaconNetwork.development("ab".repeat(96), 0, 1_000);
  private static final Beacon BEACON = Beacon.of(NETWORK, NETWORK.roundFor(CLOSES_MS));
  private static final Opened ROUND =
      new Opened(
          "c1",
          1,
          "0".repeat(64),
          CLOSES_MS - 6_000,
          CLOSES_MS,
          CLOSES_MS + 2_000,
          Wei.of(1),
          Wei.of(2),
          Wei.of(3),
          1,
          null,
          BEACON);

  @Test
  void aStartNamesAnInstantUpToASecondAfterTheRoundIsVoid() {
    long last = CLOSES_MS + 1_000 + 30_000 + 1_000;
    assertEquals(List.of(), start(last));
    assertEquals(List.of("starts when the round was void"), start(last + 1));
  }

  @Test
  void aRoundMayBeVoidOnceNobodyMayStartIt() {
    assertFalse(BeaconCheck.mayVoid(ROUND, CLOSES_MS + 1_000 + 30_000));
    assertTrue(BeaconCheck.mayVoid(ROUND, CLOSES_MS + 1_000 + 30_000 + 1));
  }

  private static List<String> start(long startsAt) {
    return BeaconCheck.start(ROUND, new Started(startsAt, null, "0".repeat(96)), startsAt);
  }
}
