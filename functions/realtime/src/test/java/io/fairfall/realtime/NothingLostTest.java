package io.fairfall.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.GameJournal;
import io.fairfall.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clients come while entries are appended and broadcast. What a client hears, by its hello's answer
 * and by posts, has no hole, wherever between the two an append falls.
 */
@Tag("integration")
class NothingLostTest {
  private static final int CLIENTS = 40;
  private static final int MAX_ROUNDS = 60;

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  @Test
  void anAppendBetweenSubscriptionAndHeadIsNotLost() throws Exception {
    Broadcaster broadcaster = new Broadcaster(house.environment());
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch going = new CountDownLatch(1);
    Thread conductor =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int round = 0; round < MAX_ROUNDS && !enough.get(); round++) {
                    house.playRounds(1);
                    List<Entry> appended = newest();
                    broadcaster.handleRequest(
                        RealtimeFixture.stream(appended), RealtimeFixture.noContext());
                    going.countDown();
                  }
                });
    going.await();
    List<Long> from = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String id = "c" + i;
      house.connect(id, null);
      MessageTree game = house.hello(id, null, hello(i)).at("channels").at("game");
      assertTrue(List.of("replay", "snapshot").contains(game.text("status")));
      from.add(game.number("position"));
    }
    enough.set(true);
    conductor.join();
    broadcaster.handleRequest(RealtimeFixture.stream(newest()), RealtimeFixture.noContext());
    long head = house.events.head(GameJournal.NAME).orElseThrow().version();
    for (int i = 0; i < CLIENTS; i++) {
      SortedSet<Long> heard = new TreeSet<>();
      house
          .gateway
          .heard("c" + i)
          .forEach(message -> heard.add(MessageTree.parse(message).number("id")));
      assertEquals(
          LongStream.rangeClosed(from.get(i) + 1, head).boxed().toList(),
          List.copyOf(heard.tailSet(from.get(i) + 1)),
          "client " + i);
    }
  }

  private List<Entry> newest() {
    return house.events.latest(GameJournal.NAME, Long.MAX_VALUE, 3);
  }

  private static String hello(int client) {
    return client % 2 == 0
        ? "{\"channels\":[\"game\"]}"
        : "{\"channels\":[\"game\"],\"positions\":{\"game\":1}}";
  }
}
