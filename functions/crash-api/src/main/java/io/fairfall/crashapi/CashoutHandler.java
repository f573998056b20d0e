package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.Cashout;
import io.fairfall.crash.bets.Close;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Balance;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cashing out, over either API. The effective stamp is fixed before anything else is done, unless
 * the request presents the signed stamp of an earlier one; and nothing is decided on a stamp before
 * it may show what became of it.
 */
final class CashoutHandler {
  /** What presenting a stamp counts for: twenty in ten seconds are more than any client needs. */
  private static final int ENTRIES_OF_A_STAMP = HistoryRate.MAX_ENTRIES / 20;

  private final Accounts accounts;
  private final ArrivalStamp arrivals;
  private final SignedStamps stamps;
  private final HistoryRate rate;
  private final DisclosureDelay delay;

  CashoutHandler(
      Accounts accounts,
      SignedStamps stamps,
      HistoryRate rate,
      Metrics metrics,
      InstantSource clock) {
    this.accounts = accounts;
    this.arrivals = new ArrivalStamp(clock, metrics);
    this.stamps = stamps;
    this.rate = rate;
    this.delay = new DisclosureDelay(clock, Thread::sleep);
  }

  /** What is asked for, and by how much its arrival was clamped; 0 with a signed stamp. */
  private record Asked(Cashout cashout, long clampedByMs) {}

  /**
   * What a client asks for over a WebSocket; over HTTP a cashout has no body.
   *
   * @param action has brought the message here
   */
  @Json
  record Message(
      @Nullable String action,
      @Nullable String requestId,
      @Nullable String betId,
      @Nullable String stamp) {}

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
    ArrivalStamp.Arrival arrival = arrivals.arrival(request.arrivedAtMs());
    if (!request.body().isEmpty()) {
      throw ProblemException.invalid("A cashout has no body.");
    }
    long betId = RequestFields.version("betId", request.pathParameter("betId"));
    Asked asked = asked(request, betId, request.header("cashout-stamp"), arrival);
    return Response.ok(cashOut(request.requirePlayer(), asked, null, null));
  }

  Response overSocket(Request request) {
    ArrivalStamp.Arrival arrival = arrivals.arrival(request.arrivedAtMs());
    Message message = RequestJson.read(Message.class, request.body());
    String requestId = RequestFields.requestId(message.requestId());
    long betId = RequestFields.version("betId", message.betId());
    Asked asked = asked(request, betId, message.stamp(), arrival);
    return Response.ok(cashOut(request.requirePlayer(), asked, "cashout_ack", requestId));
  }

  /**
   * An accepted stamp was within reason when it was signed, and is not judged by its age again. How
   * its bet ended may have to be looked up far back, so that presenting one counts as reading.
   */
  private Asked asked(
      Request request, long betId, @Nullable String presented, ArrivalStamp.Arrival arrival) {
    if (presented == null) {
      return new Asked(new Cashout(betId, arrival.effectiveMs()), arrival.clampedByMs());
    }
    String player = request.requirePlayer();
    long stampMs = stamps.accept(presented, player, betId, arrival.effectiveMs());
    rate.take(player, ENTRIES_OF_A_STAMP);
    return new Asked(new Cashout(betId, stampMs), 0);
  }

  private CashedOut cashOut(
      String player, Asked asked, @Nullable String type, @Nullable String requestId) {
    return switch (decided(player, asked.cashout())) {
      case Answer.Ok ok -> cashedOut(ok.entry(), asked.cashout().betId(), type, requestId);
      case Answer.No no -> throw RejectionProblems.ofCashout(no, asked.clampedByMs()).refusal();
      case Answer.RateLimited limited -> throw RejectionProblems.tooSoon(limited).refusal();
      case Answer.Nothing nothing -> throw new IllegalStateException("a cashout is never nothing");
    };
  }

  private Answer decided(String player, Cashout cashout) {
    try {
      delay.await(cashout.stampMs());
      return accounts.play(player, cashout, true);
    } catch (AccountContendedException busy) {
      // a player's own operations can bring that about
      throw busy;
    } catch (RuntimeException failure) {
      throw new UnknownCashoutException(failure, signed(player, cashout));
    }
  }

  /** What failed may be the keys; the player then hears of the failure without a stamp. */
  private Optional<String> signed(String player, Cashout cashout) {
    try {
      return Optional.of(stamps.sign(player, cashout.betId(), cashout.stampMs()));
    } catch (RuntimeException unsigned) {
      Log.failure("stamp_not_signed", unsigned, Map.of());
      return Optional.empty();
    }
  }

  private static CashedOut cashedOut(
      AccountEntry entry, long betId, @Nullable String type, @Nullable String requestId) {
    Close close = AccountBets.closeOf(entry, betId).orElseThrow();
    return new CashedOut(
        type,
        requestId,
        Long.toString(betId),
        Objects.requireNonNull(close.multiplier(), "a paid bet has a multiplier"),
        close.payout(),
        Balance.of(entry.after()));
  }
}
