package io.fairfall.deposits.outbox;

import io.avaje.jsonb.Json;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Money that nobody could be credited with. Each transfer has a journal {@code unattributed:<key>}:
 * slot 1 says that it came, slot 2 whose it is. A slot is written once, so that it is claimed once.
 * The journal {@code unattributed} lists them all.
 */
public final class UnattributedFunds {
  public static final String LIST = "unattributed";
  static final String SEEN = "seen";
  public static final String CLAIMED = "claimed";

  private static final String PREFIX = "unattributed:";
  private static final long FIRST = 1;
  private static final long FINAL = 2;

  /** Entries of the list that one request counts: 20,000, of which most are counted already. */
  private static final int MAX_COUNTED_PAGES = 100;

  /** With the ether itself as many as are looked for in one request. */
  private static final int LOGS = 75;

  private static final int INNER_CALLS = 24;

  /** Where in a transaction is looked for what somebody asks for by its hash alone. */
  private static final List<String> PLACES =
      Stream.of(
              Stream.of(DepositRules.NATIVE),
              IntStream.range(0, LOGS).mapToObj(Integer::toString),
              IntStream.range(0, INNER_CALLS).mapToObj(place -> DepositRules.INTERNAL + place))
          .flatMap(Function.identity())
          .toList();

  private final Journals events;
  private final InstantSource clock;
  private final AppendLoop loop;

  /** Those who keep something at one time would only take each other's slots in the list. */
  private final ReentrantLock keeping = new ReentrantLock();

  private long lastListed;

  private final ReentrantLock counting = new ReentrantLock();
  private long countedThrough;
  private long open;

  public UnattributedFunds(Journals events, InstantSource clock, AppendLoop loop) {
    this.events = events;
    this.clock = clock;
    this.loop = loop;
  }

  /**
   * Whose it is.
   *
   * @param player who is credited
   * @param by who says so: the player, by a signature, or an operator
   */
  @Json
  public record Claim(String player, String by, String reason) {}

  static String journalOf(String key) {
    return PREFIX + key;
  }

  /** Keeps a transfer for whoever claims it, once. Whether it was not there yet. */
  public boolean keep(DepositTransfer transfer) {
    keeping.lock();
    try {
      return keepNow(transfer);
    } finally {
      keeping.unlock();
    }
  }

  /** The first try takes the slot after the last one taken here; the slots say if that is so. */
  private boolean keepNow(DepositTransfer transfer) {
    String journal = journalOf(transfer.key());
    return loop.run(
        LIST,
        attempt -> attempt.isFirst() && lastListed > 0,
        (isSure, attempt) -> {
          if (!isSure && events.head(journal).isPresent()) {
            return Proposal.answer(false);
          }
          Listing next = listing(isSure ? lastListed : newestListed(), List.of(transfer));
          return Proposal.write(events, next.entries(), () -> stands(next));
        });
  }

  /**
   * Keeps several in one transaction: all of them, or none.
   *
   * @return whether they were kept by this; if not, each is kept by itself
   */
  boolean keepTogether(List<DepositTransfer> transfers) {
    keeping.lock();
    try {
      Listing next = listing(lastListed > 0 ? lastListed : newestListed(), transfers);
      return events.put(next.entries()) instanceof TransactionalAppend.Written && stands(next);
    } finally {
      keeping.unlock();
    }
  }

  /** Entries that keep transfers, and the last place that these take in the list. */
  private record Listing(List<Entry> entries, long last) {}

  private Listing listing(long newest, List<DepositTransfer> transfers) {
    long nowMs = clock.millis();
    long listed = newest;
    List<Entry> entries = new ArrayList<>();
    for (DepositTransfer transfer : transfers) {
      String body = JsonCodec.write(transfer);
      entries.add(new Entry(journalOf(transfer.key()), FIRST, SEEN, nowMs, body));
      entries.add(new Entry(LIST, ++listed, SEEN, nowMs, body));
    }
    return new Listing(entries, listed);
  }

  /** Notes that a listing stands. */
  private boolean stands(Listing listing) {
    lastListed = listing.last();
    return true;
  }

  private long newestListed() {
    return events.head(LIST).map(Entry::version).orElse(0L);
  }

  /** A transfer that was kept. */
  public Optional<DepositTransfer> find(String key) {
    return events.range(journalOf(key), FIRST, FIRST).stream()
        .findFirst()
        .map(entry -> JsonCodec.fromStore(DepositTransfer.class, entry.body()));
  }

  /**
   * What is kept of one transaction: of its ether, its first {@value #LOGS} logs and its first
   * {@value #INNER_CALLS} inner calls. What stands further back in a transaction is found by its
   * key alone.
   */
  public List<DepositTransfer> of(long chainId, String hash) {
    List<String> keys =
        PLACES.stream().map(place -> DepositTransfer.key(chainId, hash, place)).toList();
    Set<String> begun = events.existing(keys.stream().map(UnattributedFunds::journalOf).toList());
    return keys.stream()
        .filter(key -> begun.contains(journalOf(key)))
        .flatMap(key -> find(key).stream())
        .sorted(Comparator.comparing(DepositTransfer::key))
        .toList();
  }

  /** Those of some keys, in their order, under which something is kept. */
  public List<String> kept(List<String> keys) {
    Set<String> begun = events.existing(keys.stream().map(UnattributedFunds::journalOf).toList());
    return keys.stream().filter(key -> begun.contains(journalOf(key))).toList();
  }

  /** Whose it is, if it was claimed. */
  public Optional<Claim> claim(String key) {
    return events.range(journalOf(key), FINAL, FINAL).stream()
        .findFirst()
        .map(entry -> JsonCodec.fromStore(Claim.class, entry.body()));
  }

  /** Says for ever whose it is; if that was said before, what was said before counts. */
  public Claim claim(DepositTransfer transfer, Claim claim) {
    String journal = journalOf(transfer.key());
    return loop.run(
        LIST,
        attempt -> claim(transfer.key()),
        (earlier, attempt) ->
            earlier.map(Proposal::answer).orElseGet(() -> claimed(journal, transfer, claim)));
  }

  private Proposal<Claim> claimed(String journal, DepositTransfer transfer, Claim claim) {
    long nowMs = clock.millis();
    return Proposal.write(
        events,
        List.of(
            new Entry(journal, FINAL, CLAIMED, nowMs, JsonCodec.write(claim)),
            new Entry(LIST, newestListed() + 1, CLAIMED, nowMs, JsonCodec.write(transfer))),
        () -> claim);
  }

  /**
   * How many wait to be claimed. The first time it reads the whole list, later what is new in it.
   *
   * @throws io.fairfall.journal.JournalTooLongException if it is not counted to its end yet: the
   *     next time goes on from there
   */
  public long unclaimed() {
    counting.lock();
    try {
      new JournalReader(events, MAX_COUNTED_PAGES)
          .each(LIST, countedThrough + 1, Long.MAX_VALUE, this::count);
      return Math.max(0, open);
    } finally {
      counting.unlock();
    }
  }

  private boolean count(Entry entry) {
    open += entry.type().equals(SEEN) ? 1 : -1;
    countedThrough = entry.version();
    return true;
  }

  /**
   * Transfers that were kept, newest first, claimed or not.
   *
   * @param isWhole whether these are all; false if older ones may follow
   */
  public record Page(List<DepositTransfer> kept, boolean isWhole) {}

  /** Those of the newest places in the list. */
  public Page latest(int places) {
    List<Entry> newest = events.latest(LIST, Long.MAX_VALUE, places);
    return new Page(
        newest.stream()
            .filter(entry -> entry.type().equals(SEEN))
            .map(entry -> JsonCodec.fromStore(DepositTransfer.class, entry.body()))
            .toList(),
        newest.isEmpty() || newest.getLast().version() == 1);
  }
}
