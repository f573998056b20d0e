package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.realtime.delivery.PublishRateBudget;
import io.fairfall.realtime.subscriptions.AudienceSizeHint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishRateBudgetTest {

  @ParameterizedTest
  @CsvSource({"0,200", "800,200", "801,201", "1000,250", "10000,2500", "100000,25000"})
  void theIntervalKeepsPostsWithinTheBudget(int connections, long intervalMs) {
    assertEquals(intervalMs, PublishRateBudget.ofAccount(10_000).intervalMs(told(connections, 0)));
  }

  @ParameterizedTest
  @CsvSource({"0,200", "100,200", "101,202", "400,800", "1500,3000", "60000,3000"})
  void betsAreToldForHalfOfTheTimeAtMost(long tellingMs, long intervalMs) {
    assertEquals(intervalMs, PublishRateBudget.ofAccount(10_000).intervalMs(told(800, tellingMs)));
  }

  private static AudienceSizeHint.Seen told(int followers, long tellingMs) {
    return new AudienceSizeHint.Seen(followers, tellingMs);
  }

  @Test
  void playersKeepSixtyPercentOfTheAccount() {
    assertEquals(4_000, PublishRateBudget.ofAccount(10_000).postsPerSecond());
    assertEquals(1_000, PublishRateBudget.ofAccount(2_500).postsPerSecond());
  }

  @Test
  void thereIsNoBudgetOfNothing() {
    assertThrows(IllegalArgumentException.class, () -> PublishRateBudget.ofAccount(2));
  }
}
