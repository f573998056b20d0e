package io.fairfall.crashapi;

import io.fairfall.crash.CrashDisclosure;
import io.fairfall.crash.bets.CrashRejection;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemCode;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Balance;
import io.fairfall.ledger.LedgerRejection;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.ledger.Rejection;
import io.fairfall.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** The one place where the ledger's rejections become the problems that clients see. */
final class RejectionProblems {
  private static final String ACCOUNT = "account";

  private RejectionProblems() {}

  static Problem of(Answer.No no) {
    return new Problem(code(no.rejection()), detail(no.rejection()), members(no));
  }

  /**
   * A cashout that was refused.
   *
   * @param clampedByMs by how much its arrival was clamped: who was refused by that is told so
   */
  static Problem ofCashout(Answer.No no, long clampedByMs) {
    return no.rejection() == CrashRejection.ALREADY_CRASHED && clampedByMs > 0
        ? new Problem(
            GameCode.ALREADY_CRASHED,
            "The round crashed before your request counted as arrived: it was on its way inside the"
                + " house for longer than the "
                + CrashDisclosure.MAX_STAMP_LAG_MS
                + " ms that are granted, and counts "
                + clampedByMs
                + " ms after its stamp.",
            members(no))
        : of(no);
  }

  /**
   * A withdrawal that was refused.
   *
   * @param settings that count now: who asked for too little or too much is told the bound
   */
  static Problem ofWithdrawal(Answer.No no, Settings settings) {
    Problem problem = of(no);
    if (no.rejection() == LedgerRejection.WITHDRAWAL_TOO_SMALL) {
      return with(problem, no, Map.of("minimum", settings.withdrawalMinimum().toString()));
    }
    return no.rejection() == LedgerRejection.WITHDRAWAL_TOO_LARGE
        ? settings
            .withdrawalMaximum()
            .map(most -> with(problem, no, Map.of("maximum", most.toString())))
            .orElse(problem) // it was raised just now: asked for again it is taken
        : problem;
  }

  private static Problem with(Problem problem, Answer.No no, Map<String, String> bound) {
    Map<String, Object> all = new HashMap<>(bound);
    all.put(ACCOUNT, Balance.of(no.account()));
    return new Problem(problem.code(), problem.detail(), Map.copyOf(all));
  }

  /** Who is excluded is told until when. */
  private static Map<String, Object> members(Answer.No no) {
    Balance balance = Balance.of(no.account());
    PlayerLimits limits = no.account().protection();
    long untilMs = Math.max(limits.coolOffUntilMs(), limits.excludedUntilMs());
    return no.rejection() == LedgerRejection.EXCLUDED && untilMs > 0
        ? Map.of(ACCOUNT, balance, "until", untilMs)
        : Map.of(ACCOUNT, balance);
  }

  /** Asking a little later, with the same key, will be answered. */
  static Problem tooSoon(Answer.RateLimited limited) {
    return new Problem(
        CommonCode.RATE_LIMITED,
        "You are too fast, or your account has not come to the version that your key names: ask"
            + " again in a second, with the same key.",
        Map.of(ACCOUNT, Balance.of(limited.account())));
  }

  /** An outcome that is unknown is said to be unknown; everything else is our mistake. */
  static Problem explain(RuntimeException failure) {
    return switch (failure) {
      case UnknownCashoutException cashout -> explain(cashout);
      case StoreUnavailableException unanswered ->
          Problem.of(
              CommonCode.UNAVAILABLE, "Nobody knows yet whether it happened: ask again, same key.");
      case AccountContendedException conflicts ->
          Problem.of(CommonCode.UNAVAILABLE, "Your account is busy: ask again with the same key.");
      default ->
          Problem.of(CommonCode.INTERNAL, "This is our mistake; ask again with the same key.");
    };
  }

  private static Problem explain(UnknownCashoutException cashout) {
    Problem problem = explain(cashout.failure());
    return cashout
        .stamp()
        .map(
            stamp ->
                new Problem(
                    problem.code(),
                    "Nobody knows yet whether it happened: ask again and present this stamp, which"
                        + " keeps your time of arrival.",
                    Map.of("stamp", stamp)))
        .orElse(problem);
  }

  private static ProblemCode code(Rejection rejection) {
    return switch (rejection) {
      case LedgerRejection own -> code(own);
      case CrashRejection crash -> code(crash);
      default -> throw new IllegalStateException("no code tells of " + rejection.name());
    };
  }

  private static ProblemCode code(LedgerRejection rejection) {
    return switch (rejection) {
      case VALIDATION -> CommonCode.VALIDATION;
      case NOT_FOUND -> CommonCode.NOT_FOUND;
      case VERSION_CONFLICT -> CommonCode.VERSION_CONFLICT;
      case IDEMPOTENCY_MISMATCH -> CommonCode.IDEMPOTENCY_MISMATCH;
      case KEY_EXPIRED -> CommonCode.KEY_EXPIRED;
      case LIMIT_REACHED -> CommonCode.LIMIT_REACHED;
      case INSUFFICIENT_FUNDS -> CommonCode.INSUFFICIENT_FUNDS;
      case WITHDRAWAL_TOO_SMALL -> CommonCode.WITHDRAWAL_TOO_SMALL;
      case WITHDRAWAL_TOO_LARGE -> CommonCode.WITHDRAWAL_TOO_LARGE;
      case PAUSED -> CommonCode.PAUSED;
      case EXCLUDED -> CommonCode.EXCLUDED;
      case PLAYER_LIMIT -> CommonCode.PLAYER_LIMIT;
      case ALREADY_FINAL -> CommonCode.ALREADY_FINAL;
    };
  }

  private static ProblemCode code(CrashRejection rejection) {
    return switch (rejection) {
      case ROUND_CLOSED -> GameCode.ROUND_CLOSED;
      case SEAT_TAKEN -> GameCode.SEAT_TAKEN;
      case HOUSE_UNFUNDED -> GameCode.HOUSE_UNFUNDED;
      case STAKE_OUT_OF_BOUNDS -> GameCode.STAKE_OUT_OF_BOUNDS;
      case NOT_FLYING -> GameCode.NOT_FLYING;
      case ALREADY_CRASHED -> GameCode.ALREADY_CRASHED;
    };
  }

  private static String detail(Rejection rejection) {
    return switch (rejection) {
      case LedgerRejection own -> detail(own);
      case CrashRejection crash -> detail(crash);
      default -> throw new IllegalStateException("no sentence tells of " + rejection.name());
    };
  }

  private static String detail(LedgerRejection rejection) {
    return switch (rejection) {
      case VALIDATION ->
          "The key names an account version that your account has not reached, or a number is out"
              + " of bounds: read it again.";
      case NOT_FOUND -> "Your account has no such bet.";
      case VERSION_CONFLICT -> "Your account has a newer version: look at it and decide again.";
      case IDEMPOTENCY_MISMATCH -> "This key stands for another request: make a new key.";
      case KEY_EXPIRED -> "This key was made on an old account version: make a new key.";
      case LIMIT_REACHED -> "You have as many open bets as one may have: wait for a round to end.";
      case INSUFFICIENT_FUNDS -> "Your available balance does not cover this: choose less.";
      case WITHDRAWAL_TOO_SMALL -> "This is less than the house sends: minimum is the smallest.";
      case WITHDRAWAL_TOO_LARGE ->
          "This is more than the house sends one player at a time: maximum is the largest; ask for"
              + " the rest later.";
      case PAUSED -> "The house has paused this for now: your money is safe; try again later.";
      case EXCLUDED ->
          "You have excluded yourself from betting: until says how long. Winnings are still paid.";
      case PLAYER_LIMIT -> "This would go past a limit that you have set: choose less.";
      case ALREADY_FINAL -> "This has ended in another way already.";
    };
  }

  private static String detail(CrashRejection rejection) {
    return switch (rejection) {
      case ROUND_CLOSED -> "This round takes no bets any more: bet on the next one.";
      case SEAT_TAKEN -> "You have a bet on this seat: take the other one.";
      case HOUSE_UNFUNDED ->
          "The house has no bankroll that this round could be paid from: bet again once it has.";
      case STAKE_OUT_OF_BOUNDS -> "Choose a stake between the round's minStake and maxStake.";
      case NOT_FLYING -> "There is nothing to cash out of: the round is not flying.";
      case ALREADY_CRASHED -> "The round crashed before your request arrived.";
    };
  }
}
