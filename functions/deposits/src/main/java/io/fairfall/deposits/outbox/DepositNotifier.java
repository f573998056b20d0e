package io.fairfall.deposits.outbox;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.OutboxEntry;
import io.fairfall.deposits.outbox.DepositState.Line;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.json.JsonCodec;
import io.fairfall.money.Wei;
import io.fairfall.resilience.LruCache;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells players what becomes of their deposits, in journals that follow the cursor. Nothing is
 * decided here: what is lost on the way is told with the next block.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException}: then nobody
 * knows whether it was told, or others tell the same player all the time, and doing it again is
 * right.
 */
public final class DepositNotifier {
  private static final String SEEN = "seen";

  /** Of a deposit that was credited and taken back, because it left the chain. */
  private static final String REVERSED = "reversed";

  /** Entries in one transaction. */
  private static final int MAX_TOGETHER = 100;

  private static final int MAX_REMEMBERED = 1_000;

  private final Journals events;
  private final int needed;
  private final InstantSource clock;
  private final AppendLoop loop;

  /** What was told last, here: a first try builds on it, and its slot says if others told more. */
  private final LruCache<String, Told> told = new LruCache<>(MAX_REMEMBERED);

  /** A player's state and its version; 0 before there is one. */
  private record Told(long version, DepositState state) {}

  public DepositNotifier(Journals events, int needed, InstantSource clock, AppendLoop loop) {
    this.events = events;
    this.needed = needed;
    this.clock = clock;
    this.loop = loop;
  }

  /**
   * Brings one player's state up to a cursor. An entry has room for the newest that ended, so where
   * there are more, an entry is written for each so many.
   */
  void tell(String player, Cursor cursor) {
    changes(player, cursor).forEach(change -> change(player, change));
  }

  /**
   * As {@link #tell}, for many in one transaction, or in a few. A transaction of which others have
   * taken a slot meanwhile tells nobody anything: those are told one by one.
   */
  void tellTogether(Collection<String> players, Cursor cursor) {
    Map<String, Told> next = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    Set<String> newcomers = newcomers(players);
    for (String player : players) {
      List<Entry> more = new ArrayList<>();
      Told head = newcomers.contains(player) ? nothing() : remembered(player);
      for (UnaryOperator<DepositState> change : changes(player, cursor)) {
        DepositState after = change.apply(head.state());
        if (!isSame(head.state(), after)) {
          head = new Told(head.version() + 1, after);
          more.add(entry(player, head));
        }
      }
      if (entries.size() + more.size() > MAX_TOGETHER) {
        write(entries, next);
        entries.clear();
        next.clear();
      }
      entries.addAll(more);
      next.put(player, head);
    }
    write(entries, next);
  }

  /** Whoever was never told anything. */
  private Set<String> newcomers(Collection<String> players) {
    Set<String> unknown =
        players.stream().filter(player -> told.get(player).isEmpty()).collect(Collectors.toSet());
    Set<String> begun = events.existing(unknown.stream().map(DepositState::journalOf).toList());
    unknown.removeIf(player -> begun.contains(DepositState.journalOf(player)));
    return unknown;
  }

  private void write(List<Entry> entries, Map<String, Told> next) {
    if (!entries.isEmpty()
        && entries.size() <= MAX_TOGETHER
        && events.appendTogether(List.copyOf(entries)) instanceof TransactionalAppend.Written) {
      told.putAll(next);
    }
  }

  private List<UnaryOperator<DepositState>> changes(String player, Cursor cursor) {
    List<OutboxEntry> news =
        cursor.outbox().stream().filter(one -> one.transfer().from().equals(player)).toList();
    int last = Math.max(0, (news.size() - 1) / DepositState.MAX_ENDED) * DepositState.MAX_ENDED;
    List<UnaryOperator<DepositState>> changes = new ArrayList<>();
    for (int from = 0; from < last; from += DepositState.MAX_ENDED) {
      List<OutboxEntry> some = news.subList(from, from + DepositState.MAX_ENDED);
      changes.add(before -> before.step() >= cursor.step() ? before : partly(before, some, cursor));
    }
    List<OutboxEntry> rest = news.subList(last, news.size());
    changes.add(
        before -> before.step() >= cursor.step() ? before : next(before, player, rest, cursor));
    return changes;
  }

  private DepositState partly(DepositState before, List<OutboxEntry> news, Cursor cursor) {
    List<Line> ended = ended(before, news, Set.of(), cursor::confirmations);
    return new DepositState(
        before.step(), before.head(), needed, before.pending(), ended, before.morePending());
  }

  /** Tells a player that a deposit which nobody could be credited with was credited to them. */
  public void claimed(String player, DepositTransfer transfer) {
    List<OutboxEntry> news = List.of(new OutboxEntry(transfer, OutboxEntry.Disposition.CREDITED));
    change(
        player,
        before ->
            new DepositState(
                before.step(),
                Math.max(before.head(), transfer.block()),
                needed,
                before.pending(),
                ended(before, news, Set.of(), block -> needed),
                before.morePending()));
  }

  /**
   * A deposit was taken back from a player, by an operator's word: all of it, or as much as there
   * was.
   */
  public void reversed(String player, DepositTransfer transfer, Wei taken) {
    Line line = Line.of(transfer, 0, REVERSED).takenBack(taken);
    change(
        player,
        before ->
            new DepositState(
                before.step(),
                before.head(),
                needed,
                before.pending(),
                before.ended().contains(line)
                    ? before.ended()
                    : Stream.concat(
                            Stream.of(line),
                            before.ended().stream().filter(one -> !one.key().equals(line.key())))
                        .limit(DepositState.MAX_ENDED)
                        .toList(),
                before.morePending()));
  }

  private void change(String player, UnaryOperator<DepositState> change) {
    loop.run(
        DepositState.journalOf(player),
        attempt -> attempt.isFirst() ? remembered(player) : read(player),
        (head, attempt) -> {
          DepositState after = change.apply(head.state());
          if (isSame(head.state(), after)) {
            return Proposal.answer(head);
          }
          Told next = new Told(head.version() + 1, after);
          return Proposal.write(
              events,
              entry(player, next),
              () -> {
                told.put(player, next);
                return next;
              });
        });
  }

  /** Whether there is nothing to tell: confirmations are counted in what is pending. */
  private static boolean isSame(DepositState before, DepositState after) {
    return after.pending().equals(before.pending())
        && after.ended().equals(before.ended())
        && Objects.equals(after.morePending(), before.morePending());
  }

  private Entry entry(String player, Told next) {
    return new Entry(
        DepositState.journalOf(player),
        next.version(),
        DepositState.TYPE,
        clock.millis(),
        JsonCodec.write(next.state()));
  }

  private Told remembered(String player) {
    return told.get(player).orElseGet(() -> read(player));
  }

  private Told read(String player) {
    return events
        .head(DepositState.journalOf(player))
        .map(
            entry ->
                new Told(entry.version(), JsonCodec.fromStore(DepositState.class, entry.body())))
        .orElseGet(this::nothing);
  }

  private Told nothing() {
    return new Told(0, DepositState.none(needed));
  }

  private DepositState next(
      DepositState before, String player, List<OutboxEntry> news, Cursor cursor) {
    List<DepositTransfer> all =
        cursor.pending().stream().filter(transfer -> transfer.from().equals(player)).toList();
    int more = all.size() - DepositState.MAX_PENDING;
    List<Line> pending =
        all.stream()
            .limit(DepositState.MAX_PENDING)
            .map(one -> Line.of(one, cursor.confirmations(one.block()), SEEN))
            .toList();
    Set<String> alive = new LinkedHashSet<>(all.stream().map(DepositTransfer::key).toList());
    return new DepositState(
        cursor.step(),
        cursor.number(),
        needed,
        pending,
        ended(before, news, alive, cursor::confirmations),
        more > 0 ? more : null);
  }

  /** The newest first; what is pending again has not ended. */
  private static List<Line> ended(
      DepositState before,
      List<OutboxEntry> news,
      Set<String> alive,
      LongUnaryOperator confirmations) {
    List<Line> fresh = new ArrayList<>();
    for (OutboxEntry one : news.reversed()) {
      String state = one.fate().name().toLowerCase(Locale.ROOT);
      boolean isGone = one.fate() == OutboxEntry.Disposition.ORPHANED;
      long confirmed = isGone ? 0 : confirmations.applyAsLong(one.transfer().block());
      fresh.add(Line.of(one.transfer(), confirmed, state));
    }
    Set<String> told = new LinkedHashSet<>(fresh.stream().map(Line::key).toList());
    return Stream.concat(
            fresh.stream(), before.ended().stream().filter(line -> !told.contains(line.key())))
        .filter(line -> !alive.contains(line.key()))
        .limit(DepositState.MAX_ENDED)
        .toList();
  }
}
