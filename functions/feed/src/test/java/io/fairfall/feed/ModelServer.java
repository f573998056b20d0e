package io.fairfall.feed;

import io.fairfall.edge.Refusal;
import io.fairfall.feed.audience.SocketTally;
import io.fairfall.feed.channels.Topic;
import io.fairfall.feed.greeting.Epoch;
import io.fairfall.feed.greeting.Greeting;
import io.fairfall.feed.greeting.Reply;
import io.fairfall.feed.greeting.Sources;
import io.fairfall.feed.greeting.WeekChannels;
import io.fairfall.feed.snapshots.Boards;
import io.fairfall.feed.snapshots.LastCrashes;
import io.fairfall.feed.snapshots.Snapshots;
import io.fairfall.feed.words.Hello;
import io.fairfall.feed.words.Members;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.json.JsonCodec;
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
  private final ModelShelf shelf;
  private final InstantSource clock;
  private final SplittableRandom random;
  private final Runnable meanwhile;
  private final Map<String, Set<Topic>> followed = new LinkedHashMap<>();
  private Greeting greeting;
  private int evilPercent;

  /**
   * @param meanwhile what others do between two calls to the store
   * @param evilPercent how likely each call to the store fails, and how likely something happens
   *     meanwhile is three times that
   */
  ModelServer(
      ModelHouse house,
      ModelShelf shelf,
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

  private Greeting greeting() {
    SocketTally tally = new SocketTally(clock);
    Journals events = new Busy(house.events());
    Sources sources = new Sources(new Busy(house.accountJournals()), events);
    Snapshots snapshots = new Snapshots(shelf, ms -> meanwhile(), tally);
    return new Greeting(
        this::subscribe,
        new Reply.States(
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
          JsonCodec.write(greeting.answer(connection, player, Hello.read(Members.of(text)))));
    } catch (StoreUnavailable | Refusal failure) {
      return Optional.empty();
    }
  }

  /** The positions in a pong, or nothing if the store failed. */
  Optional<String> positions(String connection, @Nullable String player) {
    try {
      return Optional.of(
          JsonCodec.write(
              greeting.positions(followed.getOrDefault(connection, Set.of()), player).members()));
    } catch (StoreUnavailable failure) {
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
        throw new StoreUnavailable("drawn", new IllegalStateException("a fault"));
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
    public AppendTogether appendTogether(List<Entry> entries) {
      throw new IllegalStateException("a greeting appends nothing");
    }
  }
}
