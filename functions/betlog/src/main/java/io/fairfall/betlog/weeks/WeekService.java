package io.fairfall.betlog.weeks;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.pools.WeekCalendar;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Proposal;
import io.fairfall.journal.TooManyConflictsException;
import io.fairfall.json.JsonCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changing weeks. A change is looked up before it is judged: one that has happened answers what it
 * did, whatever came after. Then the rules see the bets as they are, and what they accept is put
 * into the week's next slot together with the bets. Whoever finds the slot taken looks again.
 */
public final class WeekService {
  /** Bets that a week has room for; those that were deleted since keep theirs. */
  public static final int MAX_BETS = 1_000;

  /** Those of them that somebody adds who may not grade: nobody fills a week for all others. */
  public static final int MAX_BETS_BY_MEMBER = 100;

  private final WeekStore sheet;
  private final InstantSource clock;
  private final AppendLoop loop;

  /**
   * @param loop how often a slot is tried for, before the client is told to come back
   */
  public WeekService(WeekStore sheet, InstantSource clock, AppendLoop loop) {
    this.sheet = sheet;
    this.clock = clock;
    this.loop = loop;
  }

  /** Changes a week, if the rules allow it. */
  public ChangeOutcome change(PoolWeek week, WeekCalendar calendar, PoolUser by, BetChange change) {
    try {
      return loop.run(
          week.journal(),
          attempt -> sheet.head(week),
          (head, attempt) -> next(week, calendar, by, change, head));
    } catch (TooManyConflictsException tooMany) {
      return new ChangeOutcome.Busy();
    }
  }

  private Proposal<ChangeOutcome> next(
      PoolWeek week, WeekCalendar calendar, PoolUser by, BetChange change, Optional<Entry> head) {
    List<@Nullable StoredBet> found = new ArrayList<>();
    for (String betId : change.betIds()) {
      found.add(sheet.find(week, betId).orElse(null));
    }
    Optional<ChangeOutcome> earlier = earlier(week, change, found);
    if (earlier.isPresent()) {
      return Proposal.answer(earlier.get());
    }
    long revision = head.map(Entry::version).orElse(0L) + 1;
    int count = head.map(entry -> WeekStore.body(entry).count()).orElse(0);
    AddedBets added = change.adds() ? sheet.added(week) : new AddedBets(Map.of());
    ChangePlanner planner =
        new ChangePlanner(
            week,
            calendar,
            by,
            change,
            new ChangePlanner.Before(revision, count, added),
            clock.millis());
    AddedBets after = change.adds() ? added.oneMoreBy(by.player()) : null;
    return switch (planner.plan(found)) {
      case ChangePlanner.Answered(ChangeOutcome outcome) -> Proposal.answer(outcome);
      case ChangePlanner.Write write ->
          new Proposal.Write<>(
              () -> sheet.write(week, entry(week, revision, write.entry()), write.after(), after),
              write::done);
    };
  }

  private static Entry entry(PoolWeek week, long revision, WeekEntry body) {
    return new Entry(
        week.journal(), revision, body.type(), body.timestamp(), JsonCodec.write(body));
  }

  /**
   * What this change did, if it has happened. It names the revision that it was made on, so that
   * only what came after that can be it, and each bet knows its changes.
   */
  private Optional<ChangeOutcome> earlier(
      PoolWeek week, BetChange change, List<@Nullable StoredBet> found) {
    for (int i = 0; i < found.size(); i++) {
      StoredBet stored = found.get(i);
      if (stored == null) {
        continue;
      }
      long after = madeOn(change.wish(), i);
      for (long revision : stored.changes()) {
        if (revision > after) {
          WeekEntry entry = WeekStore.body(sheet.entry(week, revision));
          if (entry.changeId().equals(change.id())) {
            return Optional.of(
                entry.asked().equals(change.asked())
                    ? new ChangeOutcome.Done(revision, live(found))
                    : new ChangeOutcome.Mismatch());
          }
        }
      }
      if (change.wish() instanceof BetChange.Create || change.wish() instanceof BetChange.Import) {
        return Optional.of(new ChangeOutcome.Mismatch());
      }
    }
    return Optional.empty();
  }

  private static long madeOn(BetChange.Command command, int index) {
    return switch (command) {
      case BetChange.Create create -> 0;
      case BetChange.Import read -> 0;
      case BetChange.Edit edit -> edit.expected();
      case BetChange.Delete delete -> delete.bets().get(index).expected();
      case BetChange.Grade grade -> grade.bets().get(index).expected();
    };
  }

  private static List<LoggedBet> live(List<@Nullable StoredBet> found) {
    List<LoggedBet> bets = new ArrayList<>();
    for (StoredBet stored : found) {
      if (stored != null && !stored.deleted()) {
        bets.add(stored.bet());
      }
    }
    return bets;
  }
}
