package io.fairfall.crashapi;

import io.avaje.jsonb.Json;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.http.Request;
import io.fairfall.http.RequestJson;
import io.fairfall.http.Response;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.Balance;
import io.fairfall.ledger.Operation;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutId;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Taking ether home: asking for it, and seeing what becomes of it. */
final class WithdrawalsEndpoint {
  private static final int DEFAULT_WITHDRAWALS = 10;
  private static final int MAX_WITHDRAWALS = 20;

  /** Its receipt, its payout and its place in the queue. */
  private static final int READS_OF_ONE = 3;

  private static final String NOBODY_SIGNS =
      "This house cannot pay withdrawals yet, for it has no key to sign them: your money stays in your account.";

  private static final Pattern WALLET = Pattern.compile("0x[0-9a-f]{40}");

  private final Accounts accounts;
  private final WithdrawalRequests withdrawals;
  private final SettingsJournal settings;
  private final HistoryRate rate;
  private final int confirmations;
  private final boolean isPaying;

  /**
   * @param confirmations that make a payment final
   * @param isPaying whether anybody signs payments here: otherwise nothing is taken out of an
   *     account, for it would wait for ever
   */
  WithdrawalsEndpoint(
      Accounts accounts,
      WithdrawalRequests withdrawals,
      SettingsJournal settings,
      HistoryRate rate,
      int confirmations,
      boolean isPaying) {
    this.accounts = accounts;
    this.withdrawals = withdrawals;
    this.settings = settings;
    this.rate = rate;
    this.confirmations = confirmations;
    this.isPaying = isPaying;
  }

  /** What a client asks for; the key and the attempt are headers. */
  @Json
  record Form(@Nullable String amount, @Nullable Long expectedVersion) {}

  /** The answer. */
  @Json
  record Requested(WithdrawalView withdrawal, Balance account) {}

  /**
   * The terms that count now, and withdrawals, newest first.
   *
   * @param to absent for who has no wallet
   * @param maximum absent where there is no bound
   * @param needed confirmations that make a payment final
   * @param next the {@code before} of the next page, absent on the last
   */
  @Json
  record Page(
      @Nullable String to,
      Wei minimum,
      @Nullable Wei maximum,
      Wei fee,
      int needed,
      boolean paused,
      List<WithdrawalView> withdrawals,
      @Nullable Long next) {}

  /** A retry answers the withdrawal that its first attempt made, as it stands by now. */
  Response withdraw(Request request) {
    String player = request.requirePlayer();
    if (!isPaying) {
      throw Problem.of(CommonCode.PAUSED, NOBODY_SIGNS).refusal();
    }
    Form form = RequestJson.read(Form.class, request.body());
    Operation.Withdrawal withdrawal =
        new Operation.Withdrawal(
            RequestFields.operationId(request.header("idempotency-key")),
            amount(form.amount()),
            requireWallet(player),
            RequestFields.expectedVersion(form.expectedVersion()),
            request.arrivedAtMs());
    return switch (accounts.withdraw(player, withdrawal, RequestFields.isFirstAttempt(request))) {
      case Answer.Ok ok -> Response.created(requested(player, ok.entry()));
      case Answer.No no -> throw RejectionProblems.ofWithdrawal(no, current()).refusal();
      case Answer.RateLimited limited -> throw RejectionProblems.tooSoon(limited).refusal();
      case Answer.Nothing nothing ->
          throw new IllegalStateException("a withdrawal is never nothing");
    };
  }

  private Requested requested(String player, AccountEntry entry) {
    PayoutId id = new PayoutId(player, entry.version());
    WithdrawalView view =
        withdrawals
            .find(id)
            .orElseThrow(() -> new IllegalStateException("a withdrawal has its receipt"));
    if (!view.hasEnded()) {
      withdrawals.announce(id, view);
    }
    return new Requested(view, Balance.of(entry.after()));
  }

  Response list(Request request) {
    String player = request.requirePlayer();
    long before = request.queryNumber("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) request.queryNumber("limit", DEFAULT_WITHDRAWALS, 1, MAX_WITHDRAWALS);
    rate.take(player, limit * READS_OF_ONE);
    List<PayoutId> page = withdrawals.latest(player, before, limit);
    Settings now = current();
    return Response.ok(
        new Page(
            isWallet(player) ? player : null,
            now.withdrawalMinimum(),
            now.withdrawalMaximum().orElse(null),
            WithdrawalView.FEE,
            confirmations,
            now.withdrawalsPaused() || !isPaying,
            page.stream().flatMap(id -> withdrawals.find(id).stream()).toList(),
            page.size() < limit ? null : page.getLast().version()));
  }

  Response one(Request request) {
    String player = request.requirePlayer();
    long version = RequestFields.version("withdrawalId", request.pathParameter("withdrawalId"));
    rate.take(player, READS_OF_ONE);
    Optional<WithdrawalView> found = withdrawals.find(new PayoutId(player, version));
    return Response.ok(
        found.orElseThrow(
            () ->
                Problem.of(CommonCode.NOT_FOUND, "Your account has no such withdrawal.")
                    .refusal()));
  }

  private Settings current() {
    return settings.current(0, false).settings();
  }

  private static boolean isWallet(String player) {
    return WALLET.matcher(player).matches();
  }

  /** Where it goes: a player is named by the wallet that signs in. */
  private static String requireWallet(String player) {
    if (!isWallet(player)) {
      throw Problem.of(
              CommonCode.NO_WALLET,
              "Withdrawals go to the wallet that you sign in with, and you have none here: sign in"
                  + " with it.")
          .refusal();
    }
    return player;
  }

  private static Wei amount(@Nullable String amount) {
    if (amount == null) {
      throw ProblemException.invalid("amount is missing: wei as a decimal string.");
    }
    Wei wei;
    try {
      wei = Wei.parse(amount);
    } catch (IllegalArgumentException malformed) {
      throw ProblemException.invalid(
          "amount must be wei as a decimal string without sign or fraction.");
    }
    if (wei.isZero()) {
      throw ProblemException.invalid("amount must be more than 0.");
    }
    return wei;
  }
}
