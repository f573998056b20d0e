package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.crash.GameEvents;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FanoutTest {
  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  private final Fanout fanout = new Fanout(house.environment());

  @BeforeEach
  void connect() {
    house.connections.open("s", null, null);
    house.connections.subscribe("s", List.of(Topic.GAME));
    house.connections.open("r", null, null);
    house.connections.subscribe("r", List.of(Topic.ROUNDS));
  }

  @Test
  void anAnnouncementSaysTheBytesThatTheStreamRepeats() throws IOException {
    house.playRounds(1);
    List<Entry> entries = house.gameEntries();
    fanOut(JsonCodec.write(Map.of("events", entries.stream().map(GameEvents::event).toList())));
    List<String> announced = List.copyOf(house.gateway.heard("s"));
    assertEquals(3, announced.size());
    house.gateway.forget();
    new Broadcaster(house.environment())
        .handleRequest(RealtimeFixture.stream(entries), RealtimeFixture.noContext());
    assertEquals(announced, house.gateway.heard("s"));
    assertEquals(List.of(), house.gateway.heard("r"));
  }

  @Test
  void theSampleReachesTheFollowersOfTheGame() throws IOException {
    fanOut(RealtimeFixture.sample("fanout.json"));
    assertEquals(
        "{\"roundId\":\"1\",\"startsAt\":1795168837000}",
        MessageTree.parse(house.gateway.heard("s").getFirst()).at("data").written());
  }

  @Test
  void nothingPrivateCanBeAnnounced() {
    assertThrows(
        RuntimeException.class,
        () ->
            fanOut(
                "{\"events\":[{\"channel\":\"account\",\"id\":1,\"type\":\"x\",\"at\":1,\"data\":{}}]}"));
    assertEquals(List.of(), house.gateway.heard("s"));
  }

  @Test
  void aFollowerThatIsGoneIsForgotten() throws IOException {
    house.gateway.answer("s", FakeGateway.GONE);
    fanOut(RealtimeFixture.sample("fanout.json"));
    assertEquals(List.of(), house.connections.followers(Topic.GAME));
  }

  private void fanOut(String payload) throws IOException {
    fanout.handleRequest(
        new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
        new ByteArrayOutputStream(),
        RealtimeFixture.noContext());
  }
}
