package io.fairfall.play;

import io.avaje.jsonb.Json;
import io.fairfall.edge.Refusal;
import io.fairfall.edge.Request;
import io.fairfall.edge.Response;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.AccountView.Balance;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Close;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cashing out, over either API. The effective stamp is fixed before anything else is done. */
final class Cashouts {
  private final Accounts accounts;
  private final ArrivalStamp stamp;

  Cashouts(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.stamp = new ArrivalStamp(clock);
  }

  /** What a client asks for over a WebSocket; over HTTP a cashout has no body. */
  @Json
  record Form(@Nullable String requestId, @Nullable String betId) {}

  /** The answer; type and requestId over a WebSocket only. */
  @Json
  record CashedOut(
      @Nullable String type,
      @Nullable String requestId,
      String betId,
      Multiplier multiplier,
      Wei payout,
      Balance account) {}

  Response overHttp(Request request) {
    long stampMs = stamp.effective(request.arrivedAtMs());
    if (!request.body().isBlank()) {
      throw Refusal.invalid("A cashout has no body.");
    }
    long betId = Fields.version("betId", request.pathParameter("betId"));
    return Response.ok(cashOut(request.requirePlayer(), betId, stampMs, null, null));
  }

  Response overSocket(Request request) {
    long stampMs = stamp.effective(request.arrivedAtMs());
    Form form = io.fairfall.edge.Json.fromClient(Form.class, request.body());
    String requestId = Fields.requestId(form.requestId());
    long betId = Fields.version("betId", form.betId());
    return Response.ok(cashOut(request.requirePlayer(), betId, stampMs, "cashout_ack", requestId));
  }

  private CashedOut cashOut(
      String player, long betId, long stampMs, @Nullable String type, @Nullable String requestId) {
    return switch (accounts.cashOut(player, new Operation.Cashout(betId, stampMs))) {
      case Answer.Ok ok -> cashedOut(ok.entry(), betId, type, requestId);
      case Answer.No no -> throw Refusals.of(no).refusal();
      case Answer.Nothing nothing -> throw new IllegalStateException("a cashout is never nothing");
    };
  }

  private static CashedOut cashedOut(
      AccountEntry entry, long betId, @Nullable String type, @Nullable String requestId) {
    Close close = entry.closeOf(betId).orElseThrow();
    return new CashedOut(
        type,
        requestId,
        Long.toString(betId),
        Objects.requireNonNull(close.multiplier(), "a paid bet has a multiplier"),
        close.payout(),
        Balance.of(entry.after()));
  }
}
