package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.crash.bets.Seats;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Balance;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import org.jspecify.annotations.Nullable;

/** Placing a bet, over either API. */
final class BetHandler {
  private static final long MIN_AUTO_CASHOUT_HUNDREDTHS = 101;
  private static final long MAX_AUTO_CASHOUT_HUNDREDTHS = 1_000_000_000;

  private final Accounts accounts;

  BetHandler(Accounts accounts) {
    this.accounts = accounts;
  }

  /** What a client asks for over HTTP, where the key and the attempt are headers. */
  @Json
  record Form(
      @Nullable String roundId,
      @Nullable Integer seat,
      @Nullable String stake,
      @Nullable Long autoCashout,
      @Nullable Long expectedVersion) {}

  /**
   * What a client asks for over a WebSocket.
   *
   * @param action has brought the message here
   */
  @Json
  record Message(
      @Nullable String action,
      @Nullable String requestId,
      @Nullable String key,
      @Nullable Integer attempt,
      @Nullable String roundId,
      @Nullable Integer seat,
      @Nullable String stake,
      @Nullable Long autoCashout,
      @Nullable Long expectedVersion) {
    Form form() {
      return new Form(roundId, seat, stake, autoCashout, expectedVersion);
    }
  }

  /** The answer; type and requestId over a WebSocket only. */
  @Json
  record Placed(
      @Nullable String type,
      @Nullable String requestId,
      String betId,
      String roundId,
      int seat,
      Wei stake,
      @Nullable Multiplier autoCashout,
      Balance account) {}

  Response overHttp(Request request) {
    Form form = RequestJson.read(Form.class, request.body());
    Bet bet = bet(form, request.header("idempotency-key"), request.arrivedAtMs());
    boolean first = RequestFields.isFirstAttempt(request);
    return Response.created(place(request.requirePlayer(), bet, first, null, null));
  }

  Response overSocket(Request request) {
    Message message = RequestJson.read(Message.class, request.body());
    Bet bet = bet(message.form(), message.key(), request.arrivedAtMs());
    boolean first = RequestFields.isFirstAttempt(message.attempt());
    String requestId = RequestFields.requestId(message.requestId());
    return Response.ok(place(request.requirePlayer(), bet, first, "bet_ack", requestId));
  }

  private Placed place(
      String player, Bet bet, boolean first, @Nullable String type, @Nullable String requestId) {
    return switch (accounts.play(player, bet, first)) {
      case Answer.Ok ok -> placed(ok.entry(), type, requestId);
      case Answer.No no -> throw RejectionProblems.of(no).refusal();
      case Answer.RateLimited limited -> throw RejectionProblems.tooSoon(limited).refusal();
      case Answer.Nothing nothing -> throw new IllegalStateException("a bet is never nothing");
    };
  }

  private static Placed placed(
      AccountEntry entry, @Nullable String type, @Nullable String requestId) {
    OpenBet bet = AccountBets.placed(entry).orElseThrow();
    return new Placed(
        type,
        requestId,
        Long.toString(bet.id()),
        Long.toString(bet.roundId()),
        bet.seat(),
        bet.stake(),
        bet.autoCashout(),
        Balance.of(entry.after()));
  }

  private static Bet bet(Form form, @Nullable String key, long stampMs) {
    return new Bet(
        RequestFields.operationId(key),
        RequestFields.version("roundId", form.roundId()),
        seat(form.seat()),
        stake(form.stake()),
        autoCashout(form.autoCashout()),
        RequestFields.expectedVersion(form.expectedVersion()),
        stampMs);
  }

  private static int seat(@Nullable Integer seat) {
    if (seat == null || seat < 1 || seat > Seats.LAST_SEAT) {
      throw ProblemException.invalid("seat must be 1 or 2.");
    }
    return seat;
  }

  private static Wei stake(@Nullable String stake) {
    if (stake == null) {
      throw ProblemException.invalid("stake is missing: wei as a decimal string.");
    }
    Wei wei;
    try {
      wei = Wei.parse(stake);
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.invalid(
          "stake must be wei as a decimal string without sign or fraction.");
    }
    if (wei.isZero()) {
      throw ProblemException.invalid("stake must be more than 0.");
    }
    return wei;
  }

  private static @Nullable Multiplier autoCashout(@Nullable Long hundredths) {
    if (hundredths == null) {
      return null;
    }
    if (hundredths < MIN_AUTO_CASHOUT_HUNDREDTHS || hundredths > MAX_AUTO_CASHOUT_HUNDREDTHS) {
      throw ProblemException.invalid(
          "autoCashout is in hundredths, between "
              + MIN_AUTO_CASHOUT_HUNDREDTHS
              + " and "
              + MAX_AUTO_CASHOUT_HUNDREDTHS
              + ".");
    }
    return new Multiplier(hundredths);
  }
}
