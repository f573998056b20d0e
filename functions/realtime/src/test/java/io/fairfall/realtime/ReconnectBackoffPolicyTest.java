package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fairfall.platform.Environment;
import io.fairfall.realtime.protocol.HelloAck.Reconnect;
import io.fairfall.realtime.recovery.ReconnectBackoffPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconnectBackoffPolicyTest {
  private final ReconnectBackoffPolicy patience =
      ReconnectBackoffPolicy.in(new Environment(Map.of()));

  @Test
  void fewClientsKnowBestHowPatientToBe() {
    assertNull(patience.among(0));
    assertNull(patience.among(1_500));
  }

  @Test
  void theMoreThereAreTheLongerTheirWaysBackAreSpread() {
    assertEquals(new Reconnect(1_000, 100_000), patience.among(5_000));
    assertEquals(new Reconnect(1_000, 600_000), patience.among(100_000));
  }

  @Test
  void whatAnOperatorAsksForIsTheLeast() {
    ReconnectBackoffPolicy asked =
        ReconnectBackoffPolicy.in(
            new Environment(Map.of("RECONNECT_FLOOR_MS", "2000", "RECONNECT_CEILING_MS", "60000")));
    assertEquals(new Reconnect(2_000, 60_000), asked.among(10));
    assertEquals(new Reconnect(2_000, 100_000), asked.among(5_000));
  }
}
