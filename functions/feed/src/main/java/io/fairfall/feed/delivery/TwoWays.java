package io.fairfall.feed.delivery;

import io.fairfall.edge.Environment;
import io.fairfall.edge.Log;
import io.fairfall.edge.StreamBatch;
import io.fairfall.feed.audience.Shard;
import io.fairfall.feed.audience.Told;
import io.fairfall.feed.channels.Event;
import io.fairfall.feed.channels.Topic;
import io.fairfall.journal.StoreUnavailable;
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
public final class TwoWays {
  /** So long the stream waits for a fan-out that is under way; what both tell takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long LOOK_MS = 250;

  /** What is to be left of an invocation for telling, when the waiting ends. */
  private static final Duration FOR_TELLING = Duration.ofSeconds(12);

  private final Delivery delivery;
  private final Told told;

  public TwoWays(Delivery delivery, Told told) {
    this.delivery = delivery;
    this.told = told;
  }

  public static TwoWays of(Environment environment, InstantSource clock) {
    return new TwoWays(Delivery.of(environment, clock), Told.of(environment, clock));
  }

  /** The quick way: tells all who follow the game, and says so. */
  public void announce(List<Event> events, Deadline deadline) {
    List<Delivery.Parcel> parcels =
        events.stream().map(event -> new Delivery.Parcel(0, Topic.GAME, event)).toList();
    Map<Topic, List<Shard>> shards = delivery.shards(Topic.GAME);
    if (!isCrowd(shards)) {
      delivery.deliver(parcels, shards, deadline);
      return;
    }
    note(() -> told.begin(events, deadline.left()));
    boolean whole = delivery.deliver(parcels, shards, deadline).isEmpty();
    note(whole ? () -> told.finish(events) : () -> told.giveUp(events));
  }

  /**
   * The sure way: delivers what a stream has brought, but for what a crowd was told already.
   *
   * @return the first place in the batch from which everything has to be delivered again, if any
   */
  public OptionalInt deliver(List<Delivery.Parcel> parcels, Deadline deadline) {
    List<Delivery.Parcel> game = ofGame(parcels, true);
    if (game.isEmpty()) {
      return delivery.deliver(parcels, deadline);
    }
    Map<Topic, List<Shard>> shards = delivery.shards(Topic.GAME);
    if (!isCrowd(shards)) {
      return delivery.deliver(parcels, shards, deadline);
    }
    OptionalInt others = delivery.deliver(ofGame(parcels, false), deadline);
    List<Delivery.Parcel> untold = untold(game, deadline);
    return StreamBatch.earlier(others, delivery.deliver(untold, shards, deadline));
  }

  /** Whether so many follow the game that workers tell them; false where nobody knows. */
  private static boolean isCrowd(Map<Topic, List<Shard>> shards) {
    return shards.getOrDefault(Topic.GAME, List.of()).size() > 1;
  }

  private List<Delivery.Parcel> untold(List<Delivery.Parcel> game, Deadline deadline) {
    long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
    List<Delivery.Parcel> untold = game;
    while (true) {
      Map<Event, Told.State> states = states(untold);
      untold =
          untold.stream().filter(parcel -> states.get(parcel.event()) != Told.State.WHOLE).toList();
      if (!states.containsValue(Told.State.UNDER_WAY)
          || System.nanoTime() > patienceEnds
          || deadline.hasPassedIn(FOR_TELLING.toMillis())
          || !hasPaused()) {
        return untold;
      }
    }
  }

  private Map<Event, Told.State> states(List<Delivery.Parcel> parcels) {
    try {
      return told.of(parcels.stream().map(Delivery.Parcel::event).toList());
    } catch (StoreUnavailable failure) {
      Log.failure("told_unknown", failure, Map.of());
      return Map.of();
    }
  }

  private static List<Delivery.Parcel> ofGame(List<Delivery.Parcel> parcels, boolean ofGame) {
    return parcels.stream().filter(parcel -> parcel.topic().equals(Topic.GAME) == ofGame).toList();
  }

  /** A note that is not written costs a second telling. */
  private static void note(Runnable writing) {
    try {
      writing.run();
    } catch (StoreUnavailable failure) {
      Log.failure("told_not_noted", failure, Map.of());
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
