package io.fairfall.operations;

import io.fairfall.audit.Shelf;
import io.fairfall.edge.Log;
import io.fairfall.edge.Refusal;
import io.fairfall.game.GameJournal;
import io.fairfall.game.Round;
import io.fairfall.game.bets.AccountFacts;
import io.fairfall.game.bets.RoundFact;
import io.fairfall.game.bets.RoundLog;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.ledger.Accounts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes good what stream functions have given up.
 *
 * <p>The failure queue names places in a stream, and a stream forgets after a day. The journals
 * hold everything for ever, so they are read instead. What has been done is found done: facts are
 * keyed (player, version, bet), and the settler asks each account what is due.
 *
 * <ul>
 *   <li>The <b>projector's</b> work is done again here: every account entry since an instant is
 *       read, and the facts that their rounds lack are appended. Their own stream records bring
 *       them to the settler and to everybody who watches.
 *   <li>The <b>settler's</b> cursors are set back to the round of that instant; its sweeps of the
 *       next minutes look at every round from there on.
 *   <li>The <b>broadcaster's</b> work is not done again. What it did not tell, its clients see
 *       missing by the ids, at the next event or in the next pong, and ask for.
 * </ul>
 */
final class Redrive {
  /** One command reads for so long, and says where the next one goes on. */
  private static final long MAX_READ_MS = 8_000;

  /** Rounds whose journals are remembered while accounts are read. */
  private static final int MAX_ROUNDS = 1_000;

  private static final int MAX_JOURNAL_NAME = 128;
  private static final Shelf.Segment WHOLE = new Shelf.Segment(0, 1);

  private final Shelf accounts;
  private final Journals events;
  private final SettlerCursors cursors;
  private final InstantSource clock;
  private final AppendLoop loop;

  Redrive(
      Shelf accounts,
      Journals events,
      SettlerCursors cursors,
      InstantSource clock,
      AppendLoop loop) {
    this.accounts = accounts;
    this.events = events;
    this.cursors = cursors;
    this.clock = clock;
    this.loop = loop;
  }

  /** What one command has done. */
  private static final class Progress {
    private final Map<Long, RoundLog> rounds = new HashMap<>();
    private long entries;
    private long facts;
    private long appended;
  }

  /** {@code feed.redrive}: a few seconds of reading accounts, and what was missing is appended. */
  Map<String, Object> facts(Command command) {
    command.only("since", "after");
    long sinceMs = since(command);
    Shelf.@Nullable Place after = after(command);
    Progress progress = new Progress();
    long endMs = clock.millis() + MAX_READ_MS;
    do {
      Shelf.Page page = accounts.read(WHOLE, after);
      project(page, sinceMs, progress);
      after = page.last();
    } while (after != null && clock.millis() < endMs);
    progress.rounds.values().forEach(round -> progress.appended += round.appended());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("entries", progress.entries);
    answer.put("facts", progress.facts);
    answer.put("appended", progress.appended);
    if (after != null) {
      answer.put("next", Map.of("journal", after.journal(), "version", after.version()));
    }
    Log.info("redriven", Map.of("since", sinceMs, "appended", progress.appended));
    return answer;
  }

  /** {@code feed.settle}: the settler's next sweeps begin at the round of an instant. */
  Map<String, Object> settle(Command command) {
    command.only("since");
    long round = roundAt(since(command));
    boolean moved = cursors.setBack(round);
    return Map.of("fromRound", round, "moved", moved);
  }

  private void project(Shelf.Page page, long sinceMs, Progress progress) {
    Map<Long, List<RoundFact>> news = new LinkedHashMap<>();
    for (Shelf.Row row : page.rows()) {
      if (row instanceof Shelf.Row.Stored(Entry entry)
          && entry.atMs() >= sinceMs
          && Accounts.playerOf(entry.journal()).isPresent()) {
        progress.entries++;
        for (AccountFacts.InRound fact : AccountFacts.of(entry)) {
          progress.facts++;
          news.computeIfAbsent(fact.roundId(), round -> new ArrayList<>()).add(fact.fact());
        }
      }
    }
    news.forEach((round, facts) -> append(round, facts, progress));
  }

  private void append(long roundId, List<RoundFact> facts, Progress progress) {
    if (progress.rounds.size() >= MAX_ROUNDS) {
      progress.rounds.values().forEach(round -> progress.appended += round.appended());
      progress.rounds.clear();
    }
    RoundLog log =
        progress.rounds.computeIfAbsent(roundId, id -> new RoundLog(events, id, clock, loop));
    if (!log.add(facts)) {
      throw new StoreUnavailable(
          "round " + roundId + " is being written by others all the time",
          new IllegalStateException("every try lost its slot"));
    }
  }

  /**
   * The newest round that was opened before an instant, or the first one. Rounds are opened one
   * after another, so halving finds it in some twenty reads, however long ago it was.
   */
  private long roundAt(long sinceMs) {
    GameJournal game = new GameJournal(events);
    long low = 1;
    long high = game.latest().map(Round::id).orElse(1L);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      Round round = atOrBefore(game, middle);
      if (round.opened().opensAt() < sinceMs) {
        low = middle;
      } else {
        high = round.id() - 1;
      }
    }
    return game.recent(low + 1, 1).stream().mapToLong(Round::id).findFirst().orElse(1);
  }

  private static Round atOrBefore(GameJournal game, long slot) {
    return game.recent(slot + 1, 1).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no round was opened before " + slot));
  }

  private static long since(Command command) {
    return Command.whole("since", command.members().get("since"), 0, Long.MAX_VALUE);
  }

  private static Shelf.@Nullable Place after(Command command) {
    if (!command.members().containsKey("after")) {
      return null;
    }
    Map<String, @Nullable Object> place = command.object("after");
    if (!Set.of("journal", "version").containsAll(place.keySet())) {
      throw Refusal.invalid("after knows only journal, version: not " + place.keySet() + ".");
    }
    if (place.get("journal") instanceof String journal
        && !journal.isBlank()
        && journal.length() <= MAX_JOURNAL_NAME) {
      return new Shelf.Place(
          journal, Command.whole("version", place.get("version"), 1, Long.MAX_VALUE));
    }
    throw Refusal.invalid(
        "after must be what the answer before said as next, journal and version.");
  }
}
