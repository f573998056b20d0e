package io.fairfall.play;

import io.avaje.jsonb.Json;
import io.fairfall.edge.ClientJson;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Limits;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.Protection;
import io.fairfall.money.Wei;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** How a player protects themselves: what counts, and changing it. */
final class ProtectionPages {
  private final Accounts accounts;
  private final InstantSource clock;

  ProtectionPages(Accounts accounts, InstantSource clock) {
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
    return Response.ok(ProtectionView.of(accounts.read(player), clock.millis()));
  }

  /** A retry answers what its first attempt did: as of the entry, whatever came after. */
  Response change(Request request) {
    String player = request.requirePlayer();
    Operation.Protect protect =
        new Operation.Protect(
            Fields.operationId(request.header("idempotency-key")),
            change(ClientJson.read(Form.class, request.body())),
            request.arrivedAtMs());
    return switch (accounts.protect(player, protect, Fields.isFirstAttempt(request))) {
      case Answer.Ok ok -> Response.ok(ProtectionView.of(ok.entry().after(), ok.entry().stampMs()));
      case Answer.No no -> throw Refusals.of(no).refusal();
      case Answer.TooSoon tooSoon -> throw Refusals.tooSoon(tooSoon).refusal();
      case Answer.Nothing nothing -> throw new IllegalStateException("a change is never nothing");
    };
  }

  private static Protection.Change change(Form form) {
    Bounds bounds = form.limits();
    if (bounds == null) {
      throw Refusal.invalid("limits is missing: all four as they shall be, {} for none.");
    }
    Limits limits =
        new Limits(
            limit("dayStake", bounds.dayStake()),
            limit("weekStake", bounds.weekStake()),
            limit("dayLoss", bounds.dayLoss()),
            limit("weekLoss", bounds.weekLoss()));
    try {
      return new Protection.Change(
          limits,
          orZero(form.coolOffDays()),
          orZero(form.excludeDays()),
          orZero(form.reminderMinutes()));
    } catch (IllegalArgumentException outOfBounds) {
      throw Refusal.invalid(String.valueOf(outOfBounds.getMessage()));
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
      throw Refusal.invalid(
          "limits." + name + " must be wei as a decimal string without sign or fraction.");
    }
    if (Limits.MAX.isLessThan(limit)) {
      throw Refusal.invalid("limits." + name + " is at most " + Limits.MAX + " wei; leave it out.");
    }
    return limit;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
