package io.fairfall.realtime.snapshots;

import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.realtime.channels.Channel;
import io.fairfall.realtime.channels.ChannelPositions;
import io.fairfall.realtime.channels.Event;
import io.fairfall.realtime.channels.Events;
import io.fairfall.realtime.channels.PayloadBudget;
import java.time.InstantSource;
import java.util.List;

/**
 * Snapshots of the current round's bets. A board is computed from every entry of the round, a
 * thousand bets long at times, so it is shared; what was bet since then is told as events behind
 * it.
 */
public final class Boards {
  /** Bytes of a shared board; what is cut off it are the smallest stakes. */
  static final int SHARED_BYTES = 16_000;

  /** Bytes for a board in an answer, however much other channels have taken. */
  static final int MIN_BYTES = 3_000;

  /** Entries that may follow a shared board. */
  public static final long MAX_EVENTS_BEHIND = 20;

  private final Journals events;
  private final Snapshots snapshots;
  private final InstantSource clock;

  public Boards(Journals events, Snapshots snapshots, InstantSource clock) {
    this.events = events;
    this.snapshots = snapshots;
    this.clock = clock;
  }

  /**
   * A board and what follows it.
   *
   * @param body the board as JSON text
   * @param at the newest entry in it
   * @param events those behind it, up to {@code end}
   * @param end where somebody stands who has taken in all of it
   */
  public record Told(
      String body, ChannelPositions.InRound at, List<Event> events, ChannelPositions.InRound end) {}

  /**
   * The board of a round.
   *
   * @param epoch the history that it is in
   */
  public Told of(ChannelPositions.InRound head, String epoch, PayloadBudget budget) {
    long round = Long.parseLong(head.round());
    if (head.id() == 0) {
      return whole(compute(round, epoch), head, budget);
    }
    SharedSnapshot shared = shared(round, head.id() - MAX_EVENTS_BEHIND, epoch);
    List<Event> behind = behind(shared, head);
    if (!budget.take(PayloadBudget.of(behind))) {
      return whole(shared(round, head.id(), epoch), head, budget);
    }
    ChannelPositions.InRound at = new ChannelPositions.InRound(head.round(), shared.id());
    return behind.isEmpty()
        ? whole(shared, head, budget)
        : new Told(cut(shared.body(), budget), at, behind, head);
  }

  private SharedSnapshot shared(long round, long atLeast, String epoch) {
    return snapshots.of(
        Channel.ROUNDS,
        epoch,
        found -> found.round() == round && found.id() >= atLeast,
        () -> compute(round, epoch));
  }

  private SharedSnapshot compute(long round, String epoch) {
    RoundFacts.Told told = RoundFacts.told(events, round, Long.MAX_VALUE);
    Board board = Board.of(Long.toString(round), told.facts(), new PayloadBudget(SHARED_BYTES));
    return new SharedSnapshot(
        Channel.ROUNDS.word(),
        epoch,
        round,
        told.through(),
        JsonCodec.write(board),
        clock.millis());
  }

  /** A board that nothing follows; it may be ahead of the head that was read before it. */
  private static Told whole(
      SharedSnapshot board, ChannelPositions.InRound head, PayloadBudget budget) {
    ChannelPositions.InRound at =
        new ChannelPositions.InRound(head.round(), Math.max(head.id(), board.id()));
    return new Told(cut(board.body(), budget), at, List.of(), at);
  }

  private List<Event> behind(SharedSnapshot shared, ChannelPositions.InRound head) {
    if (shared.id() >= head.id()) {
      return List.of();
    }
    long round = shared.round();
    List<Entry> entries = events.range(RoundFacts.journalOf(round), shared.id() + 1, head.id());
    return entries.stream().map(entry -> Events.round(round, entry)).toList();
  }

  private static String cut(String body, PayloadBudget budget) {
    budget.reserve(MIN_BYTES);
    return budget.take(body.length())
        ? body
        : JsonCodec.write(JsonCodec.fromStore(Board.class, body).cutTo(budget));
  }
}
