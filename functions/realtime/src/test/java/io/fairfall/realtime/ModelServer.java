package io.fairfall.realtime;

import io.fairfall.http.ProblemException;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.Topic;
import io.fairfall.realtime.protocol.ClientMessage;
import io.fairfall.realtime.protocol.Hello;
import io.fairfall.realtime.recovery.Epoch;
import io.fairfall.realtime.recovery.HelloAckBuilder;
import io.fairfall.realtime.recovery.HelloHandler;
import io.fairfall.realtime.recovery.JournalSources;
import io.fairfall.realtime.recovery.WeekChannels;
import io.fairfall.realtime.snapshots.Boards;
import io.fairfall.realtime.snapshots.LastCrashes;
import io.fairfall.realtime.snapshots.Snapshots;
import io.fairfall.realtime.subscriptions.SocketTally;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The server of the model: the real greeting, from the text of a hello to the text of its answer,
 * on journals that others write to while it reads.
 */
final class ModelServer {
  private final ModelHouse house;
  private final ModelCache shelf;
  private final InstantSource clock;
  private final SplittableRandom random;
  private final Runnable meanwhile;
  private final Map<String, Set<Topic>> followed = new LinkedHashMap<>();
  private HelloHandler greeting;
  private int evilPercent;

  /**
   * @param meanwhile what others do between two calls to the store
   * @param evilPercent how likely each call to the store fails, and how likely something happens
   *     meanwhile is three times that
   */
  ModelServer(
      ModelHouse house,
      ModelCache shelf,
      InstantSource clock,
      SplittableRandom random,
      Runnable meanwhile,
      int evilPercent) {
    this.house = house;
    this.shelf = shelf;
    this.clock = clock;
    this.random = random;
    this.meanwhile = meanwhile;
    this.evilPercent = evilPercent;
    this.greeting = greeting();
  }

  /** Another instance, with nothing in memory and no connections. */
  void restart() {
    followed.clear();
    greeting = greeting();
  }

  void calm() {
    evilPercent = 0;
  }

  private HelloHandler greeting() {
    SocketTally tally = new SocketTally(clock);
    Journals events = new Busy(house.events());
    JournalSources sources = new JournalSources(new Busy(house.accountJournals()), events);
    Snapshots snapshots = new Snapshots(shelf, ms -> meanwhile(), tally);
    return new HelloHandler(
        this::subscribe,
        new HelloAckBuilder.States(
            sources,
            new LastCrashes(sources.game(), snapshots, clock),
            new Boards(events, snapshots, clock),
            tally),
        new WeekChannels(events, (pool, player) -> false, week -> List.of()),
        new Epoch(events, house.table()),
        () -> false,
        () -> null,
        clock);
  }

  void open(String connection) {
    followed.put(connection, new LinkedHashSet<>());
  }

  void close(String connection) {
    followed.remove(connection);
  }

  private boolean subscribe(String connection, Collection<Topic> topics) {
    meanwhile();
    Set<Topic> known = followed.get(connection);
    if (known != null) {
      known.addAll(topics);
    }
    meanwhile();
    return known != null;
  }

  /** Who follows a topic at this moment. */
  List<String> followers(Topic topic) {
    return followed.entrySet().stream()
        .filter(entry -> entry.getValue().contains(topic))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The answer to a hello; nothing if the store failed or the connection is gone. */
  Optional<String> hello(String connection, @Nullable String player, String text) {
    try {
      return Optional.of(
          JsonCodec.write(greeting.answer(connection, player, Hello.read(ClientMessage.of(text)))));
    } catch (StoreUnavailableException | ProblemException failure) {
      return Optional.empty();
    }
  }

  /** The positions in a pong, or nothing if the store failed. */
  Optional<String> positions(String connection, @Nullable String player) {
    try {
      return Optional.of(
          JsonCodec.write(
              greeting.positions(followed.getOrDefault(connection, Set.of()), player).members()));
    } catch (StoreUnavailableException failure) {
      return Optional.empty();
    }
  }

  private void meanwhile() {
    if (random.nextInt(100) < 3 * evilPercent) {
      meanwhile.run();
    }
  }

  /** Journals that change between any two reads, and fail at times. */
  private final class Busy implements Journals {
    private final Journals journals;

    Busy(Journals journals) {
      this.journals = journals;
    }

    private void busy() {
      meanwhile();
      if (random.nextInt(100) < evilPercent) {
        throw new StoreUnavailableException("drawn", new IllegalStateException("a fault"));
      }
    }

    @Override
    public Optional<Entry> head(String journal) {
      busy();
      return journals.head(journal);
    }

    @Override
    public List<Entry> range(String journal, long from, long to) {
      busy();
      return journals.range(journal, from, to);
    }

    @Override
    public List<Entry> latest(String journal, long before, int limit) {
      busy();
      return journals.latest(journal, before, limit);
    }

    @Override
    public Append append(Entry entry) {
      throw new IllegalStateException("a greeting appends nothing");
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      throw new IllegalStateException("a greeting appends nothing");
    }
  }
}
