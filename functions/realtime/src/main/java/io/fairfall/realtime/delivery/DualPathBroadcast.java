package io.fairfall.realtime.delivery;

import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Log;
import io.fairfall.platform.StreamBatch;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.subscriptions.DeliveryMarkers;
import io.fairfall.realtime.subscriptions.Shard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The two ways that the game's events go: the conductor's fan-out is the quick one, the table's
 * stream the one that forgets nothing.
 *
 * <p>To a few followers both tell everything: the second telling costs next to nothing, and mends
 * whatever went wrong with the first. To a crowd it is as much work as the first, at the same time.
 * There the fan-out says when it has told everybody, and the stream tells only what it has not.
 * Nobody is forgotten by that: followers are looked up after the entry was appended, so whoever
 * subscribes too late to be found reads the entry in the answer to its hello.
 */
public final class DualPathBroadcast {
  /** So long the stream waits for a fan-out that is under way; what both tell takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long LOOK_MS = 250;

  /** What is to be left of an invocation for telling, when the waiting ends. */
  private static final Duration FOR_TELLING = Duration.ofSeconds(12);

  private final FanoutDispatcher dispatcher;
  private final DeliveryMarkers markers;

  public DualPathBroadcast(FanoutDispatcher dispatcher, DeliveryMarkers markers) {
    this.dispatcher = dispatcher;
    this.markers = markers;
  }

  public static DualPathBroadcast of(Environment environment, InstantSource clock) {
    return new DualPathBroadcast(
        FanoutDispatcher.of(environment, clock), DeliveryMarkers.of(environment, clock));
  }

  /** The quick way: tells all who follow the game, and says so. */
  public void announce(List<Event> events, Deadline deadline) {
    List<FanoutDispatcher.Envelope> parcels =
        events.stream().map(event -> new FanoutDispatcher.Envelope(0, Topic.GAME, event)).toList();
    Map<Topic, List<Shard>> shards = dispatcher.shards(Topic.GAME);
    if (!isCrowd(shards)) {
      dispatcher.deliver(parcels, shards, deadline);
      return;
    }
    note(() -> markers.begin(events, deadline.left()));
    boolean whole = dispatcher.deliver(parcels, shards, deadline).isEmpty();
    note(whole ? () -> markers.finish(events) : () -> markers.giveUp(events));
  }

  /**
   * The sure way: delivers what a stream has brought, but for what a crowd was told already.
   *
   * @return the first place in the batch from which everything has to be delivered again, if any
   */
  public OptionalInt deliver(List<FanoutDispatcher.Envelope> parcels, Deadline deadline) {
    List<FanoutDispatcher.Envelope> game = ofGame(parcels, true);
    if (game.isEmpty()) {
      return dispatcher.deliver(parcels, deadline);
    }
    Map<Topic, List<Shard>> shards = dispatcher.shards(Topic.GAME);
    if (!isCrowd(shards)) {
      return dispatcher.deliver(parcels, shards, deadline);
    }
    OptionalInt others = dispatcher.deliver(ofGame(parcels, false), deadline);
    List<FanoutDispatcher.Envelope> untold = untold(game, deadline);
    return StreamBatch.earlier(others, dispatcher.deliver(untold, shards, deadline));
  }

  /** Whether so many follow the game that workers tell them; false where nobody knows. */
  private static boolean isCrowd(Map<Topic, List<Shard>> shards) {
    return shards.getOrDefault(Topic.GAME, List.of()).size() > 1;
  }

  private List<FanoutDispatcher.Envelope> untold(
      List<FanoutDispatcher.Envelope> game, Deadline deadline) {
    long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
    List<FanoutDispatcher.Envelope> untold = game;
    while (true) {
      Map<Event, DeliveryMarkers.State> states = states(untold);
      untold =
          untold.stream()
              .filter(envelope -> states.get(envelope.event()) != DeliveryMarkers.State.WHOLE)
              .toList();
      if (!states.containsValue(DeliveryMarkers.State.UNDER_WAY)
          || System.nanoTime() > patienceEnds
          || deadline.hasPassedIn(FOR_TELLING.toMillis())
          || !hasPaused()) {
        return untold;
      }
    }
  }

  private Map<Event, DeliveryMarkers.State> states(List<FanoutDispatcher.Envelope> parcels) {
    try {
      return markers.of(parcels.stream().map(FanoutDispatcher.Envelope::event).toList());
    } catch (StoreUnavailableException failure) {
      Log.failure("delivery_marker_unknown", failure, Map.of());
      return Map.of();
    }
  }

  private static List<FanoutDispatcher.Envelope> ofGame(
      List<FanoutDispatcher.Envelope> parcels, boolean ofGame) {
    return parcels.stream()
        .filter(envelope -> envelope.topic().equals(Topic.GAME) == ofGame)
        .toList();
  }

  /** A note that is not written costs a second telling. */
  private static void note(Runnable writing) {
    try {
      writing.run();
    } catch (StoreUnavailableException failure) {
      Log.failure("delivery_marker_not_stored", failure, Map.of());
    }
  }

  /** Waits a little; false if the thread is to end. */
  private static boolean hasPaused() {
    try {
      Thread.sleep(LOOK_MS);
      return true;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
