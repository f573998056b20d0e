package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.subscriptions.AudienceSizeHint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class AudienceSizeHintTest {
  private static final AudienceSizeHint.Seen MANY = new AudienceSizeHint.Seen(1_000, 240);
  private static final AudienceSizeHint.Seen FEW = new AudienceSizeHint.Seen(10, 3);

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();
  private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final AudienceSizeHint broadcaster = audience();
  private final AudienceSizeHint projector = audience();

  @Test
  void theProjectorLearnsWhatTheBroadcasterSaw() {
    broadcaster.note(Topic.ROUNDS, MANY);
    assertEquals(MANY, projector.ofRounds());
  }

  @Test
  void onlyBetsAreWorthANote() {
    broadcaster.note(Topic.GAME, MANY);
    assertEquals(AudienceSizeHint.Seen.NOBODY, projector.ofRounds());
  }

  @Test
  void aNoteIsWrittenAndReadNowAndThen() {
    broadcaster.note(Topic.ROUNDS, MANY);
    broadcaster.note(Topic.ROUNDS, FEW);
    assertEquals(MANY, projector.ofRounds());
    nowMs.addAndGet(AudienceSizeHint.NOTED_MS);
    broadcaster.note(Topic.ROUNDS, FEW);
    assertEquals(FEW, projector.ofRounds());
  }

  @Test
  void anOldNoteSaysNothing() {
    broadcaster.note(Topic.ROUNDS, MANY);
    nowMs.addAndGet(AudienceSizeHint.COUNTS_MS + 1);
    assertEquals(AudienceSizeHint.Seen.NOBODY, projector.ofRounds());
  }

  private AudienceSizeHint audience() {
    return new AudienceSizeHint(house.dynamo.client(), "connections", clock);
  }
}
