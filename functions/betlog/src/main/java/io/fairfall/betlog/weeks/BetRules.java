package io.fairfall.betlog.weeks;

import io.fairfall.betlog.bets.BetOwner;
import io.fairfall.betlog.bets.Leg;
import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.PoolUser;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.files.FileBet;
import io.fairfall.betlog.pools.WeekCalendar;
import io.fairfall.betlogstore.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may change what, and when. Every rule is one line, named as the {@link BrokenRule} that
 * breaks it.
 *
 * <p>A leg is locked from its kickoff on. Then only a grader may change it, and must say why; the
 * stake, the kind and the number of legs are locked with the first leg. A bet that has been graded
 * is locked as a whole.
 */
public final class BetRules {
  private BetRules() {}

  /** A rule that was broken. */
  public enum BrokenRule {
    /** A viewer changes nothing. */
    READ_ONLY,
    /** A member changes their own bets only. */
    FOREIGN_BET,
    /** Only a grader or the owner grades. */
    NOT_A_GRADER,
    /** It has begun, or was graded; only a grader may change it. */
    LOCKED,
    /** A grader who changes what is locked says why. */
    REASON_MISSING,
    /** Somebody else was faster: the bet has another revision, or is deleted. */
    STALE,
    /** The first kickoff is in another week. */
    OTHER_WEEK,
    /** A spread or a total lacks its pick or its line. */
    INCOMPLETE,
    /** Its texts take more room than a week has for one bet. */
    TOO_LARGE,
    /** Statuses do not match the legs. */
    LEGS_DIFFER
  }

  /** What the rules say. */
  public sealed interface Verdict {}

  /** It shall be so. */
  public record Accepted(LoggedBet bet) implements Verdict {}

  /** It is so already. */
  public record Unchanged(LoggedBet bet) implements Verdict {}

  /** It shall not be. */
  public record Rejected(BrokenRule rule) implements Verdict {}

  /**
   * What a change is made with.
   *
   * @param expected the revision of the bet that the client had before it
   * @param reason why something locked is changed; null where none was given
   * @param revision of the week, once this has happened
   */
  public record Circumstances(
      PoolUser by, long expected, @Nullable String reason, long revision, long nowMs) {}

  /** Whether somebody may add a bet of their own. */
  public static Verdict create(
      String betId, Slip slip, WeekCalendar calendar, String weekKey, Circumstances now) {
    Rejected refused = mayAdd(slip, calendar, weekKey, now);
    if (refused != null) {
      return refused;
    }
    List<LegStatus> open = slip.legs().stream().map(leg -> LegStatus.OPEN).toList();
    return new Accepted(
        LoggedBet.opened(
            betId,
            BetOwner.of(now.by()),
            closedAsIn(List.of(), slip),
            open,
            now.by(),
            now.revision(),
            now.nowMs()));
  }

  /** Whether somebody may add a bet of a file; another's bets and how legs ended are a grader's. */
  public static Verdict read(
      String betId, FileBet bet, WeekCalendar calendar, String weekKey, Circumstances now) {
    Rejected refused = mayAdd(bet.slip(), calendar, weekKey, now);
    if (refused != null) {
      return refused;
    }
    boolean grades = now.by().role().mayGrade();
    if (!grades && !bet.owner().player().equals(now.by().player())) {
      return new Rejected(BrokenRule.FOREIGN_BET);
    }
    if (!grades && bet.isGraded()) {
      return new Rejected(BrokenRule.NOT_A_GRADER);
    }
    return new Accepted(
        LoggedBet.opened(
            betId, bet.owner(), bet.slip(), bet.statuses(), now.by(), now.revision(), now.nowMs()));
  }

  private static @Nullable Rejected mayAdd(
      Slip slip, WeekCalendar calendar, String weekKey, Circumstances now) {
    if (now.by().role() == Role.VIEWER) {
      return new Rejected(BrokenRule.READ_ONLY);
    }
    if (!calendar.keyOf(slip.firstKickoffMs()).equals(weekKey)) {
      return new Rejected(BrokenRule.OTHER_WEEK);
    }
    if (!slip.legs().stream().allMatch(Leg::isComplete)) {
      return new Rejected(BrokenRule.INCOMPLETE);
    }
    if (slip.toldBytes() > Slip.MAX_TOLD_BYTES) {
      return new Rejected(BrokenRule.TOO_LARGE);
    }
    return slip.firstKickoffMs() <= now.nowMs() ? locked(now) : null;
  }

  /** Whether somebody may change a bet. Legs keep their statuses while their number is the same. */
  static Verdict edit(@Nullable LoggedBet bet, Slip wanted, Circumstances now) {
    Rejected refused = mayTouch(bet, now);
    if (refused != null || bet == null) {
      return refused == null ? new Rejected(BrokenRule.STALE) : refused;
    }
    Slip slip = closedAsIn(bet.slip().legs(), wanted);
    if (slip.legs().stream().anyMatch(leg -> !leg.isComplete() && !isAmong(leg, bet))) {
      return new Rejected(BrokenRule.INCOMPLETE);
    }
    if (wanted.toldBytes() > Slip.MAX_TOLD_BYTES && !slip.equals(bet.slip())) {
      return new Rejected(BrokenRule.TOO_LARGE);
    }
    if (touchesLocked(bet, slip, now.nowMs())) {
      Rejected locked = locked(now);
      if (locked != null) {
        return locked;
      }
    }
    if (bet.slip().equals(slip)) {
      return new Unchanged(bet);
    }
    List<LegStatus> statuses =
        slip.legs().size() == bet.slip().legs().size()
            ? bet.statuses()
            : slip.legs().stream().map(leg -> LegStatus.OPEN).toList();
    return new Accepted(bet.now(slip, statuses, now.by(), now.revision(), now.nowMs()));
  }

  /** Whether somebody may delete a bet; what is accepted is the bet as it was. */
  static Verdict delete(@Nullable LoggedBet bet, Circumstances now) {
    Rejected refused = mayTouch(bet, now);
    if (refused != null || bet == null) {
      return refused == null ? new Rejected(BrokenRule.STALE) : refused;
    }
    if (bet.isLockedAt(now.nowMs()) || bet.isGraded()) {
      Rejected locked = locked(now);
      if (locked != null) {
        return locked;
      }
    }
    return new Accepted(bet);
  }

  /**
   * Whether somebody may grade a bet. Grading can be taken back by grading again.
   *
   * @param closing the closing prices of its legs, with empty text for one that is not known; null
   *     as a whole leaves them as they are
   */
  static Verdict grade(
      @Nullable LoggedBet bet,
      List<LegStatus> statuses,
      @Nullable List<String> closing,
      Circumstances now) {
    if (!now.by().role().mayGrade()) {
      return new Rejected(BrokenRule.NOT_A_GRADER);
    }
    if (bet == null || bet.revision() != now.expected()) {
      return new Rejected(BrokenRule.STALE);
    }
    int legs = bet.slip().legs().size();
    if (statuses.size() != legs || (closing != null && closing.size() != legs)) {
      return new Rejected(BrokenRule.LEGS_DIFFER);
    }
    Slip slip = closing == null ? bet.slip() : closed(bet.slip(), closing);
    return bet.statuses().equals(statuses) && bet.slip().equals(slip)
        ? new Unchanged(bet)
        : new Accepted(bet.now(slip, statuses, now.by(), now.revision(), now.nowMs()));
  }

  /** Closing prices are a grader's: nothing but a grading changes them. */
  private static Slip closedAsIn(List<Leg> before, Slip slip) {
    List<Leg> legs = new ArrayList<>();
    for (int leg = 0; leg < slip.legs().size(); leg++) {
      String closing = leg < before.size() ? before.get(leg).closingOdds() : null;
      legs.add(slip.legs().get(leg).closedAt(closing));
    }
    return slip.with(legs);
  }

  private static Slip closed(Slip slip, List<String> closing) {
    List<Leg> legs = new ArrayList<>();
    for (int leg = 0; leg < closing.size(); leg++) {
      String price = closing.get(leg);
      legs.add(slip.legs().get(leg).closedAt(price.isEmpty() ? null : price));
    }
    return slip.with(legs);
  }

  private static @Nullable Rejected mayTouch(@Nullable LoggedBet bet, Circumstances now) {
    if (now.by().role() == Role.VIEWER) {
      return new Rejected(BrokenRule.READ_ONLY);
    }
    if (bet == null) {
      return new Rejected(BrokenRule.STALE);
    }
    if (!now.by().role().mayGrade() && !bet.player().equals(now.by().player())) {
      return new Rejected(BrokenRule.FOREIGN_BET);
    }
    return bet.revision() == now.expected() ? null : new Rejected(BrokenRule.STALE);
  }

  private static @Nullable Rejected locked(Circumstances now) {
    if (!now.by().role().mayGrade()) {
      return new Rejected(BrokenRule.LOCKED);
    }
    return now.reason() == null ? new Rejected(BrokenRule.REASON_MISSING) : null;
  }

  private static boolean touchesLocked(LoggedBet bet, Slip slip, long nowMs) {
    if (slip.legs().stream().anyMatch(leg -> leg.isLockedAt(nowMs) && !isAmong(leg, bet))) {
      return true;
    }
    if (!bet.isLockedAt(nowMs) && !bet.isGraded()) {
      return false;
    }
    Slip before = bet.slip();
    boolean sameFrame =
        before.kind().equals(slip.kind())
            && before.stake().equals(slip.stake())
            && before.legs().size() == slip.legs().size()
            && Objects.equals(before.points(), slip.points())
            && Objects.equals(before.teaserOdds(), slip.teaserOdds());
    if (!sameFrame) {
      return true;
    }
    for (int leg = 0; leg < before.legs().size(); leg++) {
      Leg old = before.legs().get(leg);
      boolean closed = old.isLockedAt(nowMs) || bet.isGraded();
      if (closed && !old.equals(slip.legs().get(leg))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAmong(Leg leg, LoggedBet bet) {
    return bet.slip().legs().stream().anyMatch(leg::isSameBetAs);
  }
}
