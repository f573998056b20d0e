package io.fairfall.betlog;

import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.weeks.ChangeOutcome;
import io.fairfall.betlog.weeks.StoredBet;
import io.fairfall.betlog.weeks.WeekService;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place that turns what a change came to into problems. */
final class ChangeProblems {
  private ChangeProblems() {}

  /** The problem of an outcome that is none of success. */
  static Problem of(ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Done done -> throw new IllegalStateException("this is no refusal");
      case ChangeOutcome.Refused refused -> refused(refused);
      case ChangeOutcome.Unknown(String betId) ->
          new Problem(
              CommonCode.NOT_FOUND, "There is no such bet in this week.", Map.of("betId", betId));
      case ChangeOutcome.Mismatch() ->
          Problem.of(
              CommonCode.IDEMPOTENCY_MISMATCH,
              "This id was used for another change. Choose a new one for a new wish.");
      case ChangeOutcome.Full() ->
          Problem.of(
              CommonCode.LIMIT_REACHED,
              "A week holds "
                  + WeekService.MAX_BETS
                  + " bets, deleted ones among them, and a bet is changed "
                  + StoredBet.MAX_CHANGES
                  + " times at most.");
      case ChangeOutcome.FullOfTheirs() ->
          Problem.of(
              CommonCode.LIMIT_REACHED,
              "You have added "
                  + WeekService.MAX_BETS_BY_MEMBER
                  + " bets to this week, deleted ones among them, which is the most for a member."
                  + " A grader can add more.");
      case ChangeOutcome.Busy() ->
          Problem.of(CommonCode.UNAVAILABLE, "Many change this week just now. Please try again.");
    };
  }

  private static Problem refused(ChangeOutcome.Refused refused) {
    LoggedBet bet = refused.current();
    return switch (refused.rule()) {
      case READ_ONLY -> Problem.of(CommonCode.FORBIDDEN, "You may read this pool, and no more.");
      case FOREIGN_BET -> about(CommonCode.FORBIDDEN, "This is somebody else's bet.", bet);
      case NOT_A_GRADER ->
          Problem.of(CommonCode.FORBIDDEN, "Only a grader or the owner grades bets.");
      case LOCKED ->
          about(
              CommonCode.LOCKED, "It is locked since its kickoff. Ask a grader to change it.", bet);
      case REASON_MISSING ->
          about(CommonCode.VALIDATION, "It is locked since its kickoff. Give a reason.", bet);
      case OTHER_WEEK -> about(CommonCode.VALIDATION, "The first kickoff is in another week.", bet);
      case INCOMPLETE ->
          about(
              CommonCode.VALIDATION,
              "A spread and a total name their selection and their line.",
              bet);
      case TOO_LARGE ->
          about(
              CommonCode.VALIDATION,
              "The bet is too large: shorten its notes or its names, or split it.",
              bet);
      case LEGS_DIFFER ->
          about(
              CommonCode.VALIDATION,
              "bet_status is one status for each leg, in the legs' order.",
              bet);
      case STALE -> stale(refused);
    };
  }

  /** The current bet goes with it, so that a person can compare and choose. */
  private static Problem stale(ChangeOutcome.Refused refused) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (refused.current() != null) {
      members.put("bet", refused.current());
    }
    members.put("deleted", refused.deleted());
    return new Problem(
        CommonCode.VERSION_CONFLICT,
        refused.deleted()
            ? "This bet has been deleted meanwhile."
            : "Somebody else has changed this bet meanwhile.",
        members);
  }

  private static Problem about(ProblemCode code, String detail, @Nullable LoggedBet bet) {
    return new Problem(code, detail, bet == null ? Map.of() : Map.of("betId", bet.betId()));
  }
}
