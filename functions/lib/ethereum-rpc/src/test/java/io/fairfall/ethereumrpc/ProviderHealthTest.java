package io.fairfall.ethereumrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.ethereumrpc.ProviderHealth.State;
import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import org.junit.jupiter.api.Test;

/** What becomes of a provider that fails, lies or recovers; no clock runs. */
class ProviderHealthTest {
  private static final long NOW = 1_000_000;
  private static final Failed<Long> TIMEOUT = new Failed<>(Failure.UNREACHABLE, "timeout");
  private static final ProviderHealth FINE =
      ProviderHealth.unknown("one").onTheChain(NOW).told(7, NOW);

  @Test
  void eachFailureInARowMakesTheRestTwiceAsLong() {
    ProviderHealth standing = FINE;
    long now = NOW;
    for (long restMs : new long[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000}) {
      standing = standing.failed(TIMEOUT, now);
      assertEquals(State.RESTING, standing.state(now + restMs - 1));
      now += restMs;
      assertEquals(State.READY, standing.state(now));
    }
    assertEquals("timeout", standing.reason());
    assertEquals(FINE, standing.answered(now));
  }

  @Test
  void failuresOfCallsSideBySideAreOne() {
    ProviderHealth once = FINE.failed(TIMEOUT, NOW);
    assertEquals(once, once.failed(TIMEOUT, NOW + 1));
  }

  @Test
  void aProviderIsLeftAloneForAsLongAsItAsked() {
    ProviderHealth limited = FINE.failed(new Failed<>(Failure.RATE_LIMITED, "429", 7_000), NOW);
    assertEquals(State.RESTING, limited.state(NOW + 6_999));
    assertEquals(State.READY, limited.state(NOW + 7_000));
    ProviderHealth greedy = FINE.failed(new Failed<>(Failure.RATE_LIMITED, "429", 86_400_000), NOW);
    assertEquals(State.READY, greedy.state(NOW + ProviderHealth.LONGEST_REST_MS));
  }

  @Test
  void aRefusalIsRememberedAndNothingMore() {
    ProviderHealth refused = FINE.failed(new Failed<>(Failure.REFUSED, "error -32601"), NOW);
    assertEquals(State.READY, refused.state(NOW));
    assertEquals("error -32601", refused.reason());
  }

  @Test
  void threeLiesWithinAMinuteEndInQuarantineAndRareOnesAreForgiven() {
    ProviderHealth twice = FINE.lied("a", NOW).answered(NOW + 1).lied("b", NOW + 20_000);
    assertEquals(State.READY, twice.state(NOW + 20_000));
    assertEquals(State.QUARANTINED, twice.lied("c", NOW + 40_000).state(NOW + 40_000));
    ProviderHealth late = twice.lied("c", NOW + 90_000);
    assertEquals(State.READY, late.state(NOW + 90_000));
    assertEquals("", late.answered(NOW + 200_000).reason());
  }

  @Test
  void liesOfCallsSideBySideAreOne() {
    ProviderHealth once = FINE.lied("a", NOW);
    assertEquals(once, once.lied("b", NOW + 1).lied("c", NOW + 2));
  }

  @Test
  void eachQuarantineIsTwiceAsLongUntilAnHourHasPassedWithoutOne() {
    ProviderHealth first = FINE.quarantined("it follows chain 1", NOW);
    assertEquals(State.QUARANTINED, first.state(NOW + 59_999));
    assertEquals(State.READY, first.state(NOW + 60_000));
    assertEquals(0, first.chainAtMs());
    assertEquals(0, first.head().number());
    ProviderHealth second = first.quarantined("again", NOW + 60_000);
    assertEquals(State.QUARANTINED, second.state(NOW + 179_999));
    long muchLater = NOW + 180_000 + ProviderHealth.LONGEST_QUARANTINE_MS;
    assertEquals(State.READY, second.quarantined("again", muchLater).state(muchLater + 60_000));
  }
}
