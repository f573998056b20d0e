package io.fairfall.betlog.weeks;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.files.FileBet;
import io.fairfall.betlog.pools.WeekCalendar;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a wish and the bets as they are to what is to be written, without any input or output: the
 * rules are asked for each bet, and what they accept becomes one entry of the journal.
 */
final class ChangePlanner {
  private final PoolWeek week;
  private final WeekCalendar calendar;
  private final PoolUser by;
  private final BetChange change;
  private final long revision;
  private final Before before;
  private final long nowMs;

  /**
   * How a week is before a change.
   *
   * @param revision of the week, once the change has happened
   * @param count how many bets the week has
   * @param added who ever added how many to it; looked up only for a change that adds one
   */
  record Before(long revision, int count, AddedBets added) {}

  ChangePlanner(
      PoolWeek week,
      WeekCalendar calendar,
      PoolUser by,
      BetChange change,
      Before before,
      long nowMs) {
    this.week = week;
    this.calendar = calendar;
    this.by = by;
    this.change = change;
    this.revision = before.revision();
    this.before = before;
    this.nowMs = nowMs;
  }

  /** What is to be done. */
  sealed interface Plan {}

  /** Nothing: this is the answer. */
  record Answered(ChangeOutcome outcome) implements Plan {}

  /** Write an entry and these bets together. */
  record Write(WeekEntry entry, List<StoredBet> after, ChangeOutcome.Done done) implements Plan {}

  /**
   * Plans a change.
   *
   * @param found the bets that it is about, in its order; null for one that there is not
   */
  Plan plan(List<@Nullable StoredBet> found) {
    return switch (change.wish()) {
      case BetChange.Create(String betId, Slip slip) ->
          create(BetRules.create(betId, slip, calendar, week.key(), now(0)), "manual");
      case BetChange.Import(String betId, FileBet bet) ->
          create(BetRules.read(betId, bet, calendar, week.key(), now(0)), "import");
      case BetChange.Edit edit -> edit(edit, found.getFirst());
      case BetChange.Delete delete -> delete(delete, found);
      case BetChange.Grade grade -> grade(grade, found);
    };
  }

  private Plan create(BetRules.Verdict verdict, String how) {
    return switch (verdict) {
      case BetRules.Accepted(LoggedBet bet) ->
          write(WeekEntry.CREATED, how, JsonCodec.write(bet), 1, List.of(StoredBet.created(bet)));
      case BetRules.Unchanged(LoggedBet bet) ->
          throw new IllegalStateException("a new bet is a change");
      case BetRules.Rejected(BetRules.BrokenRule rule) -> refused(rule, null);
    };
  }

  private Plan edit(BetChange.Edit edit, @Nullable StoredBet found) {
    if (found == null) {
      return new Answered(new ChangeOutcome.Unknown(edit.betId()));
    }
    return switch (BetRules.edit(found.live(), edit.slip(), now(edit.expected()))) {
      case BetRules.Accepted(LoggedBet bet) ->
          write(WeekEntry.UPDATED, "edit", JsonCodec.write(bet), 0, List.of(found.changed(bet)));
      case BetRules.Unchanged(LoggedBet bet) -> unchanged(List.of(bet));
      case BetRules.Rejected(BetRules.BrokenRule rule) -> refused(rule, found);
    };
  }

  private Plan delete(BetChange.Delete delete, List<@Nullable StoredBet> found) {
    List<StoredBet> after = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      BetChange.Known known = delete.bets().get(i);
      StoredBet stored = found.get(i);
      if (stored == null) {
        return new Answered(new ChangeOutcome.Unknown(known.betId()));
      }
      if (BetRules.delete(stored.live(), now(known.expected()))
          instanceof BetRules.Rejected(BetRules.BrokenRule rule)) {
        return refused(rule, stored);
      }
      after.add(stored.deleted(revision));
    }
    boolean one = after.size() == 1;
    Map<String, Object> data = new LinkedHashMap<>();
    if (one) {
      data.put("betId", after.getFirst().bet().betId());
    }
    data.put("betIds", change.betIds());
    String how = one ? "delete" : "bulk_delete";
    return write(WeekEntry.DELETED, how, JsonCodec.write(data), -after.size(), after);
  }

  private Plan grade(BetChange.Grade grade, List<@Nullable StoredBet> found) {
    List<StoredBet> after = new ArrayList<>();
    List<LoggedBet> all = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      BetChange.Graded graded = grade.bets().get(i);
      StoredBet stored = found.get(i);
      if (stored == null) {
        return new Answered(new ChangeOutcome.Unknown(graded.betId()));
      }
      switch (BetRules.grade(
          stored.live(), graded.statuses(), graded.closing(), now(graded.expected()))) {
        case BetRules.Accepted(LoggedBet bet) -> {
          after.add(stored.changed(bet));
          all.add(bet);
        }
        case BetRules.Unchanged(LoggedBet bet) -> all.add(bet);
        case BetRules.Rejected(BetRules.BrokenRule rule) -> {
          return refused(rule, stored);
        }
      }
    }
    if (after.isEmpty()) {
      return unchanged(all);
    }
    String how = after.size() == 1 ? "grade" : "bulk_grade";
    return write(WeekEntry.UPDATED, how, graded(after), 0, after);
  }

  /** One bet is told as a whole. Of many only what is new, so that one message holds them. */
  private static String graded(List<StoredBet> after) {
    return after.size() == 1
        ? JsonCodec.write(after.getFirst().bet())
        : JsonCodec.write(
            Map.of("bets", after.stream().map(StoredBet::bet).map(BetPatch::of).toList()));
  }

  private Plan write(String type, String updateType, String data, int more, List<StoredBet> after) {
    boolean fullOfChanges =
        after.stream().anyMatch(stored -> stored.changes().size() > StoredBet.MAX_CHANGES);
    if (fullOfChanges || (more > 0 && before.added().all() >= WeekService.MAX_BETS)) {
      return new Answered(new ChangeOutcome.Full());
    }
    boolean isMembers = more > 0 && !by.role().mayGrade();
    if (isMembers && before.added().by(by.player()) >= WeekService.MAX_BETS_BY_MEMBER) {
      return new Answered(new ChangeOutcome.FullOfTheirs());
    }
    WeekEntry entry =
        new WeekEntry(
            type,
            data,
            week.key(),
            nowMs,
            updateType,
            by.userName(),
            by.player(),
            change.reason(),
            change.id(),
            change.asked(),
            before.count() + more);
    List<LoggedBet> bets =
        after.stream().filter(stored -> !stored.deleted()).map(StoredBet::bet).toList();
    return new Write(entry, after, new ChangeOutcome.Done(revision, bets));
  }

  private Plan unchanged(List<LoggedBet> bets) {
    return new Answered(new ChangeOutcome.Done(revision - 1, bets));
  }

  private static Plan refused(BetRules.BrokenRule rule, @Nullable StoredBet stored) {
    return new Answered(
        new ChangeOutcome.Refused(
            rule, stored == null ? null : stored.bet(), stored != null && stored.deleted()));
  }

  private BetRules.Circumstances now(long expected) {
    return new BetRules.Circumstances(by, expected, change.reason(), revision, nowMs);
  }
}
