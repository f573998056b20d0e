package io.fairfall.admin;

import io.fairfall.audit.table.JournalTable;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundProjection;
import io.fairfall.http.ProblemException;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Witness;
import io.fairfall.platform.Log;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.SettlerCursor;
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
 *       read, the facts that their rounds lack are appended, witnesses that are missing too, and
 *       adjustments that are not in the house's books are posted. Their own stream records bring
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
  private static final JournalTable.Segment WHOLE = new JournalTable.Segment(0, 1);

  private final JournalTable accounts;
  private final Journals events;
  private final List<SettlerCursor> cursors;
  private final InstantSource clock;
  private final AppendLoop loop;
  private final AdjustmentJournal adjustments;

  Redrive(
      JournalTable accounts,
      Journals events,
      List<SettlerCursor> cursors,
      InstantSource clock,
      AppendLoop loop) {
    this.accounts = accounts;
    this.events = events;
    this.cursors = cursors;
    this.clock = clock;
    this.loop = loop;
    this.adjustments = new AdjustmentJournal(events, clock, loop);
  }

  /** What one command has done. */
  private static final class Progress {
    private final Map<Long, RoundProjection> rounds = new HashMap<>();
    private long entries;
    private long facts;
    private long appended;
    private long posted;
  }

  /** {@code feed.redrive}: a few seconds of reading accounts, and what was missing is appended. */
  Map<String, Object> facts(AdminCommand command) {
    command.only("since", "after");
    long sinceMs = since(command);
    JournalTable.@Nullable Place after = after(command);
    Progress progress = new Progress();
    long endMs = clock.millis() + MAX_READ_MS;
    do {
      JournalTable.Page page = accounts.read(WHOLE, after);
      project(page, sinceMs, progress);
      after = page.last();
    } while (after != null && clock.millis() < endMs);
    progress.rounds.values().forEach(round -> progress.appended += round.appended());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("entries", progress.entries);
    answer.put("facts", progress.facts);
    answer.put("appended", progress.appended);
    answer.put("posted", progress.posted);
    if (after != null) {
      answer.put("next", Map.of("journal", after.journal(), "version", after.version()));
    }
    Log.info("redriven", Map.of("since", sinceMs, "appended", progress.appended));
    return answer;
  }

  /** {@code feed.settle}: the settler's next sweeps begin at the round of an instant. */
  Map<String, Object> settle(AdminCommand command) {
    command.only("since");
    long round = roundAt(since(command));
    boolean moved = false;
    for (SettlerCursor cursor : cursors) {
      moved |= cursor.setBack(round);
    }
    return Map.of("fromRound", round, "moved", moved);
  }

  private void project(JournalTable.Page page, long sinceMs, Progress progress) {
    Map<Long, List<PublicBetEvent>> news = new LinkedHashMap<>();
    for (JournalTable.Row row : page.rows()) {
      if (row instanceof JournalTable.Row.Stored(Entry entry)
          && entry.atMs() >= sinceMs
          && Accounts.playerOf(entry.journal()).isPresent()) {
        progress.entries++;
        witness(entry);
        AccountEntry read = BetEntryCodec.INSTANCE.read(entry);
        if (AdjustmentJournal.of(entry, read).filter(adjustments::post).isPresent()) {
          progress.posted++;
        }
        for (AccountProjector.InRound fact : AccountProjector.of(entry, read)) {
          progress.facts++;
          news.computeIfAbsent(fact.roundId(), round -> new ArrayList<>()).add(fact.fact());
        }
      }
    }
    news.forEach((round, facts) -> append(round, facts, progress));
  }

  private void witness(Entry entry) {
    if (!Witness.write(events, entry)) {
      throw new StoreUnavailableException(
          "the witness of " + entry.journal() + " is being written",
          new IllegalStateException("a transaction"));
    }
  }

  private void append(long roundId, List<PublicBetEvent> facts, Progress progress) {
    if (progress.rounds.size() >= MAX_ROUNDS) {
      progress.rounds.values().forEach(round -> progress.appended += round.appended());
      progress.rounds.clear();
    }
    RoundProjection log =
        progress.rounds.computeIfAbsent(
            roundId, id -> new RoundProjection(events, id, clock, loop));
    if (!log.add(facts)) {
      throw new StoreUnavailableException(
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

  private static long since(AdminCommand command) {
    return AdminCommand.whole("since", command.members().get("since"), 0, Long.MAX_VALUE);
  }

  private static JournalTable.@Nullable Place after(AdminCommand command) {
    if (!command.members().containsKey("after")) {
      return null;
    }
    Map<String, @Nullable Object> place = command.object("after");
    if (!Set.of("journal", "version").containsAll(place.keySet())) {
      throw ProblemException.invalid(
          "after knows only journal, version: not " + place.keySet() + ".");
    }
    if (place.get("journal") instanceof String journal
        && !journal.isBlank()
        && journal.length() <= MAX_JOURNAL_NAME) {
      return new JournalTable.Place(
          journal, AdminCommand.whole("version", place.get("version"), 1, Long.MAX_VALUE));
    }
    throw ProblemException.invalid(
        "after must be what the answer before said as next, journal and version.");
  }
}
