package io.fairfall.deposits;

import io.avaje.jsonb.Json;
import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Money that nobody could be credited with. Each transfer has a journal {@code unattributed:<key>}:
 * slot 1 says that it came, slot 2 whose it is. A slot is written once, so that it is claimed once.
 * The journal {@code unattributed} lists them all.
 */
final class Unattributed {
  static final String LIST = "unattributed";
  static final String SEEN = "seen";
  static final String CLAIMED = "claimed";

  private static final String PREFIX = "unattributed:";
  private static final long FIRST = 1;
  private static final long FINAL = 2;
  private static final int MAX_TRIES = 20;
  private static final int MAX_CONCURRENT = 8;

  /** Where in a transaction is looked for what somebody asks for by its hash alone. */
  private static final List<String> PLACES =
      Stream.of(
              Stream.of(Deposits.NATIVE),
              IntStream.range(0, 16).mapToObj(Integer::toString),
              IntStream.range(0, 8).mapToObj(place -> Deposits.INTERNAL + place))
          .flatMap(Function.identity())
          .toList();

  private final Journals events;
  private final InstantSource clock;

  /** Those who keep something at one time would only take each other's slots in the list. */
  private final ReentrantLock keeping = new ReentrantLock();

  private long lastListed;

  Unattributed(Journals events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * Whose it is.
   *
   * @param player who is credited
   * @param by who says so: the player, by a signature, or an operator
   */
  @Json
  record Claim(String player, String by, String reason) {}

  static String journalOf(String key) {
    return PREFIX + key;
  }

  /** Keeps a transfer for whoever claims it, once. Whether it was not there yet. */
  boolean keep(Transfer transfer) {
    keeping.lock();
    try {
      return keepNow(transfer);
    } finally {
      keeping.unlock();
    }
  }

  /** The first try takes the slot after the last one taken here; the slots say if that is so. */
  private boolean keepNow(Transfer transfer) {
    String journal = journalOf(transfer.key());
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      boolean isSure = attempt == 0 && lastListed > 0;
      if (!isSure && events.head(journal).isPresent()) {
        return false;
      }
      if (isListedAfter(isSure ? lastListed : newestListed(), List.of(transfer))) {
        return true;
      }
    }
    throw busy();
  }

  /**
   * Keeps several in one transaction: all of them, or none.
   *
   * @return whether they were kept by this; if not, each is kept by itself
   */
  boolean keepTogether(List<Transfer> transfers) {
    keeping.lock();
    try {
      return isListedAfter(lastListed > 0 ? lastListed : newestListed(), transfers);
    } finally {
      keeping.unlock();
    }
  }

  /** Writes them and their places in the list in one transaction; whether it was written. */
  private boolean isListedAfter(long newest, List<Transfer> transfers) {
    long nowMs = clock.millis();
    long listed = newest;
    List<Entry> entries = new ArrayList<>();
    for (Transfer transfer : transfers) {
      String body = JsonCodec.write(transfer);
      entries.add(new Entry(journalOf(transfer.key()), FIRST, SEEN, nowMs, body));
      entries.add(new Entry(LIST, ++listed, SEEN, nowMs, body));
    }
    boolean isWritten = events.appendTogether(entries) instanceof AppendTogether.Written;
    if (isWritten) {
      lastListed = listed;
    }
    return isWritten;
  }

  private long newestListed() {
    return events.head(LIST).map(Entry::version).orElse(0L);
  }

  private static StoreUnavailable busy() {
    return new StoreUnavailable(
        LIST + " is being written by others all the time",
        new IllegalStateException("every try lost its slot"));
  }

  /** A transfer that was kept. */
  Optional<Transfer> find(String key) {
    return events.range(journalOf(key), FIRST, FIRST).stream()
        .findFirst()
        .map(entry -> JsonCodec.fromStore(Transfer.class, entry.body()));
  }

  /** What is kept of one transaction: of its ether, its first logs and its first inner calls. */
  List<Transfer> of(long chainId, String hash) {
    Map<String, Transfer> found = new ConcurrentSkipListMap<>();
    try (Errands errands = new Errands(MAX_CONCURRENT)) {
      for (String place : PLACES) {
        String key = Transfer.key(chainId, hash, place);
        errands.add(key, () -> find(key).ifPresent(transfer -> found.put(key, transfer)));
      }
      errands.await();
    }
    return List.copyOf(found.values());
  }

  /** Whose it is, if it was claimed. */
  Optional<Claim> claim(String key) {
    return events.range(journalOf(key), FINAL, FINAL).stream()
        .findFirst()
        .map(entry -> JsonCodec.fromStore(Claim.class, entry.body()));
  }

  /** Says for ever whose it is; if that was said before, what was said before counts. */
  Claim claim(Transfer transfer, Claim claim) {
    String journal = journalOf(transfer.key());
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<Claim> earlier = claim(transfer.key());
      if (earlier.isPresent()) {
        return earlier.get();
      }
      long next = newestListed() + 1;
      long nowMs = clock.millis();
      AppendTogether outcome =
          events.appendTogether(
              List.of(
                  new Entry(journal, FINAL, CLAIMED, nowMs, JsonCodec.write(claim)),
                  new Entry(LIST, next, CLAIMED, nowMs, JsonCodec.write(transfer))));
      if (outcome instanceof AppendTogether.Written) {
        return claim;
      }
    }
    throw busy();
  }

  /** How many wait to be claimed, among the newest so many. */
  long unclaimed(int among) {
    long open = 0;
    long before = Long.MAX_VALUE;
    for (int seen = 0; seen < among; seen += Journals.MAX_ENTRIES_PER_READ) {
      List<Entry> page = events.latest(LIST, before, Journals.MAX_ENTRIES_PER_READ);
      for (Entry entry : page) {
        open += entry.type().equals(SEEN) ? 1 : -1;
        before = entry.version();
      }
      if (page.size() < Journals.MAX_ENTRIES_PER_READ) {
        break;
      }
    }
    return Math.max(0, open);
  }

  /** The newest that were kept, newest first, claimed or not. */
  List<Transfer> latest(long before, int limit) {
    return events.latest(LIST, before, limit).stream()
        .filter(entry -> entry.type().equals(SEEN))
        .map(entry -> JsonCodec.fromStore(Transfer.class, entry.body()))
        .toList();
  }
}
