package io.fairfall.betlog;

import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Proposal;
import io.fairfall.journal.TooManyConflictsException;
import io.fairfall.json.JsonCodec;
import io.fairfall.pools.PoolWeek;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changing weeks. A change is looked up before it is judged: one that has happened answers what it
 * did, whatever came after. Then the rules see the bets as they are, and what they accept is put
 * into the week's next slot together with the bets. Whoever finds the slot taken looks again.
 */
final class Weeks {
  /** Bets that a week has room for. */
  static final int MAX_BETS = 1_000;

  private final WeekSheet sheet;
  private final InstantSource clock;
  private final AppendLoop loop;

  /**
   * @param loop how often a slot is tried for, before the client is told to come back
   */
  Weeks(WeekSheet sheet, InstantSource clock, AppendLoop loop) {
    this.sheet = sheet;
    this.clock = clock;
    this.loop = loop;
  }

  /** Changes a week, if the rules allow it. */
  Outcome change(PoolWeek week, WeekCalendar calendar, Member by, Change change) {
    try {
      return loop.run(
          week.journal(),
          attempt -> sheet.head(week),
          (head, attempt) -> next(week, calendar, by, change, head));
    } catch (TooManyConflictsException tooMany) {
      return new Outcome.Busy();
    }
  }

  private Proposal<Outcome> next(
      PoolWeek week, WeekCalendar calendar, Member by, Change change, Optional<Entry> head) {
    List<@Nullable StoredBet> found = new ArrayList<>();
    for (String betId : change.betIds()) {
      found.add(sheet.find(week, betId).orElse(null));
    }
    Optional<Outcome> earlier = earlier(week, change, found);
    if (earlier.isPresent()) {
      return Proposal.answer(earlier.get());
    }
    long revision = head.map(Entry::version).orElse(0L) + 1;
    int count = head.map(entry -> WeekSheet.body(entry).count()).orElse(0);
    Planning planning = new Planning(week, calendar, by, change, revision, count, clock.millis());
    return switch (planning.plan(found)) {
      case Planning.Answered(Outcome outcome) -> Proposal.answer(outcome);
      case Planning.Write write ->
          new Proposal.Write<>(
              () -> sheet.write(week, entry(week, revision, write.entry()), write.after()),
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
  private Optional<Outcome> earlier(PoolWeek week, Change change, List<@Nullable StoredBet> found) {
    for (int i = 0; i < found.size(); i++) {
      StoredBet stored = found.get(i);
      if (stored == null) {
        continue;
      }
      long after = madeOn(change.wish(), i);
      for (long revision : stored.changes()) {
        if (revision > after) {
          WeekEntry entry = WeekSheet.body(sheet.entry(week, revision));
          if (entry.changeId().equals(change.id())) {
            return Optional.of(
                entry.asked().equals(change.asked())
                    ? new Outcome.Done(revision, live(found))
                    : new Outcome.Mismatch());
          }
        }
      }
      if (change.wish() instanceof Change.Create) {
        return Optional.of(new Outcome.Mismatch());
      }
    }
    return Optional.empty();
  }

  private static long madeOn(Change.Wish wish, int index) {
    return switch (wish) {
      case Change.Create create -> 0;
      case Change.Edit edit -> edit.expected();
      case Change.Delete delete -> delete.bets().get(index).expected();
      case Change.Grade grade -> grade.bets().get(index).expected();
    };
  }

  private static List<Bet> live(List<@Nullable StoredBet> found) {
    List<Bet> bets = new ArrayList<>();
    for (StoredBet stored : found) {
      if (stored != null && !stored.deleted()) {
        bets.add(stored.bet());
      }
    }
    return bets;
  }
}
