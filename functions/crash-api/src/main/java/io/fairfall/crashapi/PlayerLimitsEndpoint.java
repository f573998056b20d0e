package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.money.Wei;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How a player protects themselves: what counts, and changing it. */
final class PlayerLimitsEndpoint {
  private final Accounts accounts;
  private final InstantSource clock;

  PlayerLimitsEndpoint(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * What a client asks for: everything as it shall be. What is absent shall not be, but for a
   * cool-off and an exclusion, which go on.
   */
  @Json
  record Form(
      @Nullable Bounds limits,
      @Nullable Integer coolOffDays,
      @Nullable Integer excludeDays,
      @Nullable Integer reminderMinutes) {}

  /** Limits as a client writes them, in wei. */
  @Json
  record Bounds(
      @Nullable String dayStake,
      @Nullable String weekStake,
      @Nullable String dayLoss,
      @Nullable String weekLoss) {}

  Response read(Request request) {
    String player = request.requirePlayer();
    return Response.ok(PlayerLimitsView.of(accounts.read(player), clock.millis()));
  }

  /** A retry answers what its first attempt did: as of the entry, whatever came after. */
  Response change(Request request) {
    String player = request.requirePlayer();
    Operation.ChangePlayerLimits changePlayerLimits =
        new Operation.ChangePlayerLimits(
            RequestFields.operationId(request.header("idempotency-key")),
            change(RequestJson.read(Form.class, request.body())),
            request.arrivedAtMs());
    return switch (accounts.protect(
        player, changePlayerLimits, RequestFields.isFirstAttempt(request))) {
      case Answer.Ok ok ->
          Response.ok(PlayerLimitsView.of(ok.entry().after(), ok.entry().stampMs()));
      case Answer.No no -> throw RejectionProblems.of(no).refusal();
      case Answer.RateLimited limited -> throw RejectionProblems.tooSoon(limited).refusal();
      case Answer.Nothing nothing -> throw new IllegalStateException("a change is never nothing");
    };
  }

  private static PlayerLimits.Change change(Form form) {
    Bounds bounds = form.limits();
    if (bounds == null) {
      throw ProblemException.invalid("limits is missing: all four as they shall be, {} for none.");
    }
    Limits limits =
        new Limits(
            limit("dayStake", bounds.dayStake()),
            limit("weekStake", bounds.weekStake()),
            limit("dayLoss", bounds.dayLoss()),
            limit("weekLoss", bounds.weekLoss()));
    try {
      return new PlayerLimits.Change(
          limits,
          orZero(form.coolOffDays()),
          orZero(form.excludeDays()),
          orZero(form.reminderMinutes()));
    } catch (IllegalArgumentException outOfBounds) {
      throw ProblemException.invalid(String.valueOf(outOfBounds.getMessage()));
    }
  }

  private static @Nullable Wei limit(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Wei limit;
    try {
      limit = Wei.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.invalid(
          "limits." + name + " must be wei as a decimal string without sign or fraction.");
    }
    if (Limits.MAX.isLessThan(limit)) {
      throw ProblemException.invalid(
          "limits." + name + " is at most " + Limits.MAX + " wei; leave it out.");
    }
    return limit;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
