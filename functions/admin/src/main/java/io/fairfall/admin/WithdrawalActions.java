package io.fairfall.admin;

import io.avaje.jsonb.Json;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.json.BrokenStoreException;
import io.fairfall.payouts.BrokenPayoutException;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Approved;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Cancelling;
import io.fairfall.payouts.PayoutEvent.Mined;
import io.fairfall.payouts.PayoutEvent.Paid;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.PayoutQueue.Item;
import io.fairfall.payouts.PayoutQueue.Progress;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PayoutTerms;
import io.fairfall.payouts.Step;
import io.fairfall.platform.Log;
import io.fairfall.treasury.adjustments.Operator;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What operators say about payouts. Each word is an entry of the payout's journal, after which the
 * sender carries it out with its next look; what is said again is no second entry. Members are
 * texts, for each of them is signed.
 */
final class WithdrawalActions {
  /** The longest name of an operator that a payout's journal takes, in characters. */
  private static final int MAX_BY = 200;

  private final PayoutJournal payouts;
  private final PayoutQueue queue;
  private final OperatorProof operators;
  private final InstantSource clock;

  WithdrawalActions(
      PayoutJournal payouts, PayoutQueue queue, OperatorProof operators, InstantSource clock) {
    this.payouts = payouts;
    this.queue = queue;
    this.operators = operators;
    this.clock = clock;
  }

  /**
   * A payout as it is shown.
   *
   * @param amount in wei
   * @param at when the withdrawal was asked for
   * @param approvals how many must approve it
   * @param until when it may go on by itself, where an instant is known
   * @param approvedBy in alphabetical order
   * @param attempts transactions that were signed
   * @param word what it waits for or how it stands, as the sender noted; {@code paid}, {@code
   *     refunded} or {@code broken}; absent where nobody has looked yet
   * @param hash of the transaction that decided it, or that was sent last
   * @param reason why it was refunded, or what is broken about it
   * @param refundedBy the operator who denied it
   */
  @Json
  record ShownPayout(
      String id,
      @Nullable String amount,
      @Nullable String to,
      @Nullable Long at,
      @Nullable Long notBefore,
      @Nullable Long until,
      int approvals,
      List<String> approvedBy,
      @Nullable Long nonce,
      int attempts,
      @Nullable String cancelledBy,
      @Nullable String cancelReason,
      @Nullable String word,
      @Nullable String hash,
      int confirmations,
      @Nullable String reason,
      @Nullable String refundedBy) {}

  /** {@code withdrawals.list}: those that may have something left to do, by their names. */
  Map<String, Object> list(AdminCommand command) {
    command.only("after");
    String after = command.members().containsKey("after") ? id(command, "after").text() : null;
    PayoutQueue.Listing part = queue.list(after);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("withdrawals", part.items().stream().map(this::shown).toList());
    if (part.after() != null) {
      page.put("next", part.after());
    }
    return page;
  }

  /** {@code withdrawals.show}. */
  Map<String, Object> show(AdminCommand command) {
    command.only("id");
    PayoutId id = id(command, "id");
    ShownPayout shown = shown(new Item(id, queue.find(id).orElse(null)));
    if (shown.amount() == null && !"broken".equals(shown.word())) {
      throw unknown(id);
    }
    return Map.of("withdrawal", shown);
  }

  /** {@code withdrawals.approve}: one operator counts once, in however many sessions. */
  Map<String, Object> approve(AdminCommand command) {
    command.only("id", "by", SignedOperators.PROOF);
    Approved approved = new Approved(by(command));
    PayoutState state = read(id(command, "id"));
    boolean isWaited = queue.find(state.id()).filter(WithdrawalActions::isForApproval).isPresent();
    if (state.assigned() == null
        && !state.isEnded()
        && state.approvalsMissing() == 0
        && !isWaited
        && !state.approvedBy().contains(approved.by())) {
      throw Problem.of(
              WithdrawalCode.NO_APPROVAL_NEEDED, state.id().text() + " waits for no approval.")
          .refusal();
    }
    return said(state.id(), approved, "withdrawal_approved", approved.by(), "");
  }

  /** {@code withdrawals.deny}: it is given back, if it has no nonce yet. */
  Map<String, Object> deny(AdminCommand command) {
    command.only("id", "reason", "by", SignedOperators.PROOF);
    String by = by(command);
    Refunded denied = new Refunded(Refunded.DENIED, by, null);
    return said(read(id(command, "id")).id(), denied, "withdrawal_denied", by, command.reason());
  }

  /** {@code withdrawals.cancel}: its nonce is taken by a transaction that sends nothing. */
  Map<String, Object> cancel(AdminCommand command) {
    command.only("id", "reason", "by", SignedOperators.PROOF);
    String by = by(command);
    String reason = command.reason();
    return said(
        read(id(command, "id")).id(),
        new Cancelling(by, reason),
        "withdrawal_cancelling",
        by,
        reason);
  }

  /** Whether the sender has found that it waits for operators. */
  private static boolean isForApproval(Progress progress) {
    return progress.word().equals(Step.Reason.APPROVAL.word());
  }

  private Map<String, Object> said(
      PayoutId id, PayoutEvent event, String log, String by, String reason) {
    PayoutJournal.Changed changed = payouts.change(id, event, clock.millis());
    if (changed.refusal().isPresent()) {
      throw refusal(changed.state(), changed.refusal().get()).refusal();
    }
    Log.info(log, Map.of("payout", id.text(), "by", by, "reason", reason));
    return Map.of("withdrawal", shown(changed.state(), queue.find(id).orElse(null)));
  }

  private static Problem refusal(PayoutState state, String rule) {
    String sentence = "%s: %s.".formatted(state.id().text(), rule);
    if (state.isEnded()) {
      return Problem.of(CommonCode.ALREADY_FINAL, sentence);
    }
    if (state.cancelling() != null) {
      return Problem.of(WithdrawalCode.CANCELLED_ALREADY, sentence);
    }
    return Problem.of(
        state.assigned() == null ? WithdrawalCode.HAS_NO_NONCE : WithdrawalCode.HAS_NONCE,
        sentence);
  }

  /** A payout that somebody asked for. */
  private PayoutState read(PayoutId id) {
    try {
      PayoutState state = payouts.read(id);
      if (state.asked() == null) {
        throw unknown(id);
      }
      return state;
    } catch (BrokenPayoutException | BrokenStoreException broken) {
      throw Problem.of(WithdrawalCode.BROKEN_RECORDS, String.valueOf(broken.getMessage()))
          .refusal();
    }
  }

  private ShownPayout shown(Item item) {
    try {
      return shown(payouts.read(item.id()), item.progress());
    } catch (BrokenPayoutException | BrokenStoreException broken) {
      return new ShownPayout(
          item.id().text(),
          null,
          null,
          null,
          null,
          null,
          0,
          List.of(),
          null,
          0,
          null,
          null,
          "broken",
          null,
          0,
          String.valueOf(broken.getMessage()),
          null);
    }
  }

  private static ShownPayout shown(PayoutState state, @Nullable Progress progress) {
    Asked asked = state.asked();
    Cancelling cancelling = state.cancelling();
    Mined mined = mined(state);
    Refunded refunded = state.end() instanceof Refunded end ? end : null;
    String noted = progress == null ? null : progress.word();
    String last = state.newest().map(PayoutEvent.Attempt::hash).orElse(null);
    return new ShownPayout(
        state.id().text(),
        asked == null ? null : asked.amount().toString(),
        asked == null ? null : asked.to(),
        asked == null ? null : asked.at(),
        asked == null || asked.notBefore() == 0 ? null : asked.notBefore(),
        progress == null ? null : progress.until(),
        approvals(state, asked, progress),
        List.copyOf(new TreeSet<>(state.approvedBy())),
        state.assigned() == null ? null : state.assigned().nonce(),
        state.attempts().size(),
        cancelling == null ? null : cancelling.by(),
        cancelling == null ? null : cancelling.reason(),
        state.end() == null ? noted : state.end().type(),
        mined == null ? last : mined.hash(),
        progress == null ? 0 : progress.confirmations(),
        refunded == null ? null : refunded.reason(),
        refunded == null ? null : refunded.by());
  }

  private static int approvals(
      PayoutState state, @Nullable Asked asked, @Nullable Progress progress) {
    int needed = Math.max(asked == null ? 0 : asked.approvals(), state.approvedBy().size());
    boolean isWaited =
        progress != null
            && state.assigned() == null
            && !state.isEnded()
            && isForApproval(progress)
            && state.approvalsMissing() == 0;
    return isWaited ? Math.max(needed, PayoutTerms.OPERATORS) : needed;
  }

  private static @Nullable Mined mined(PayoutState state) {
    return switch (state.end()) {
      case Paid(Mined by) -> by;
      case Refunded refunded -> refunded.mined();
      case null, default -> null;
    };
  }

  /** What two operators never share. */
  private String by(AdminCommand command) {
    return fitting(operators.of(command));
  }

  /** The identity, as journals of payouts and nonces take it. */
  static String fitting(Operator operator) {
    if (operator.identity().length() > MAX_BY) {
      throw ProblemException.invalid(
          "Your identity is longer than " + MAX_BY + " characters: " + operator.identity());
    }
    return operator.identity();
  }

  private static PayoutId id(AdminCommand command, String name) {
    if (command.members().get(name) instanceof String text) {
      return PayoutId.parse(text).orElseThrow(() -> noId(name));
    }
    throw noId(name);
  }

  private static ProblemException noId(String name) {
    return ProblemException.invalid(
        name + " must name a withdrawal: the player, a colon, and the version of its entry.");
  }

  private static ProblemException unknown(PayoutId id) {
    return Problem.of(CommonCode.NOT_FOUND, "Nobody has asked for " + id.text() + ".").refusal();
  }
}
