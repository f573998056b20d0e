package io.fairfall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.feed.audience.Audience;
import io.fairfall.feed.channels.Topic;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class AudienceTest {
  private static final Audience.Seen MANY = new Audience.Seen(1_000, 240);
  private static final Audience.Seen FEW = new Audience.Seen(10, 3);

  @AutoClose private final House house = new House();
  private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
  private final Audience broadcaster = audience();
  private final Audience projector = audience();

  @Test
  void theProjectorLearnsWhatTheBroadcasterSaw() {
    broadcaster.note(Topic.ROUNDS, MANY);
    assertEquals(MANY, projector.ofRounds());
  }

  @Test
  void onlyBetsAreWorthANote() {
    broadcaster.note(Topic.GAME, MANY);
    assertEquals(Audience.Seen.NOBODY, projector.ofRounds());
  }

  @Test
  void aNoteIsWrittenAndReadNowAndThen() {
    broadcaster.note(Topic.ROUNDS, MANY);
    broadcaster.note(Topic.ROUNDS, FEW);
    assertEquals(MANY, projector.ofRounds());
    nowMs.addAndGet(Audience.NOTED_MS);
    broadcaster.note(Topic.ROUNDS, FEW);
    assertEquals(FEW, projector.ofRounds());
  }

  @Test
  void anOldNoteSaysNothing() {
    broadcaster.note(Topic.ROUNDS, MANY);
    nowMs.addAndGet(Audience.COUNTS_MS + 1);
    assertEquals(Audience.Seen.NOBODY, projector.ofRounds());
  }

  private Audience audience() {
    return new Audience(house.dynamo.client(), "connections", clock);
  }
}
