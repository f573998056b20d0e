package io.fairfall.deposits;

import io.fairfall.deposits.DepositState.Line;
import io.fairfall.journal.Append;
import io.fairfall.journal.Body;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Tells players what becomes of their deposits, in journals that follow the cursor. Nothing is
 * decided here: what is lost on the way is told with the next block.
 */
final class Telling {
  private static final int MAX_TRIES = 10;
  private static final String SEEN = "seen";

  private final Journals events;
  private final int needed;
  private final InstantSource clock;

  Telling(Journals events, int needed, InstantSource clock) {
    this.events = events;
    this.needed = needed;
    this.clock = clock;
  }

  /** Brings one player's state up to a cursor. */
  void tell(String player, Cursor cursor) {
    change(
        player, before -> before.step() >= cursor.step() ? before : next(before, player, cursor));
  }

  /** Tells a player that a deposit which nobody could be credited with was credited to them. */
  void claimed(String player, Transfer transfer) {
    List<Ended> news = List.of(new Ended(transfer, Ended.Fate.CREDITED));
    change(
        player,
        before ->
            new DepositState(
                before.step(),
                Math.max(before.head(), transfer.block()),
                needed,
                before.pending(),
                ended(before, news, Set.of(), block -> needed)));
  }

  private void change(String player, UnaryOperator<DepositState> change) {
    String journal = DepositState.journalOf(player);
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<Entry> head = events.head(journal);
      DepositState before =
          head.map(entry -> Body.read(DepositState.class, entry.body()))
              .orElse(DepositState.none(needed));
      DepositState after = change.apply(before);
      if (after.pending().equals(before.pending()) && after.ended().equals(before.ended())) {
        return;
      }
      long version = head.map(Entry::version).orElse(0L) + 1;
      Entry entry =
          new Entry(journal, version, DepositState.TYPE, clock.millis(), Body.write(after));
      if (events.append(entry) instanceof Append.Written) {
        return;
      }
    }
  }

  private DepositState next(DepositState before, String player, Cursor cursor) {
    List<Line> pending =
        cursor.pending().stream()
            .filter(transfer -> transfer.from().equals(player))
            .map(one -> Line.of(one, cursor.confirmations(one.block()), SEEN))
            .toList();
    List<Ended> news =
        cursor.outbox().stream().filter(one -> one.transfer().from().equals(player)).toList();
    Set<String> alive = new LinkedHashSet<>(pending.stream().map(Line::key).toList());
    return new DepositState(
        cursor.step(),
        cursor.number(),
        needed,
        pending,
        ended(before, news, alive, cursor::confirmations));
  }

  /** The newest first; what is pending again has not ended. */
  private static List<Line> ended(
      DepositState before, List<Ended> news, Set<String> alive, LongUnaryOperator confirmations) {
    List<Line> fresh = new ArrayList<>();
    for (Ended one : news.reversed()) {
      String state = one.fate().name().toLowerCase(Locale.ROOT);
      long confirmed = confirmations.applyAsLong(one.transfer().block());
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
