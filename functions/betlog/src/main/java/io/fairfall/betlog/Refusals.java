package io.fairfall.betlog;

import io.fairfall.edge.Code;
import io.fairfall.edge.CommonCode;
import io.fairfall.edge.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place that turns what a change came to into problems. */
final class Refusals {
  private Refusals() {}

  /** The problem of an outcome that is none of success. */
  static Problem of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> throw new IllegalStateException("this is no refusal");
      case Outcome.Refused refused -> refused(refused);
      case Outcome.Unknown(String betId) ->
          new Problem(
              CommonCode.NOT_FOUND, "There is no such bet in this week.", Map.of("betId", betId));
      case Outcome.Mismatch() ->
          Problem.of(
              CommonCode.IDEMPOTENCY_MISMATCH,
              "This id was used for another change. Choose a new one for a new wish.");
      case Outcome.Full() ->
          Problem.of(
              CommonCode.LIMIT_REACHED,
              "A week holds "
                  + Weeks.MAX_BETS
                  + " bets, and a bet is changed "
                  + StoredBet.MAX_CHANGES
                  + " times at most.");
      case Outcome.Busy() ->
          Problem.of(CommonCode.UNAVAILABLE, "Many change this week just now. Please try again.");
    };
  }

  private static Problem refused(Outcome.Refused refused) {
    Bet bet = refused.current();
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
      case LEGS_DIFFER ->
          about(
              CommonCode.VALIDATION,
              "bet_status is one status for each leg, in the legs' order.",
              bet);
      case STALE -> stale(refused);
    };
  }

  /** The current bet goes with it, so that a person can compare and choose. */
  private static Problem stale(Outcome.Refused refused) {
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

  private static Problem about(Code code, String detail, @Nullable Bet bet) {
    return new Problem(code, detail, bet == null ? Map.of() : Map.of("betId", bet.betId()));
  }
}
