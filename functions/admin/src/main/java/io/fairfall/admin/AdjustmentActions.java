package io.fairfall.admin;

import io.avaje.jsonb.Json;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.journal.Entry;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.AccountContendedException;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.platform.Log;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.adjustments.AdjustmentProposal;
import io.fairfall.treasury.adjustments.Operator;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJournal;
import io.fairfall.treasury.adjustments.ProposalJson;
import io.fairfall.treasury.adjustments.ProposalState;
import io.fairfall.treasury.adjustments.ProposalState.Status;
import io.fairfall.treasury.adjustments.SoloBound;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adjusting accounts: proposed by one operator, above a bound approved by another, and carried out
 * once under the id. Whatever is repeated answers as it did first; where a function was stopped in
 * between, the repeated command does the rest. Members are texts, for each of them is signed.
 */
final class AdjustmentActions {
  private static final int DEFAULT_LISTED = 20;
  private static final int MAX_LISTED = 100;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,22}");

  private final ProposalJournal journal;
  private final SettingsJournal settings;
  private final Accounts accounts;
  private final OperatorProof operators;
  private final InstantSource clock;

  AdjustmentActions(
      ProposalJournal journal,
      SettingsJournal settings,
      Accounts accounts,
      OperatorProof operators,
      InstantSource clock) {
    this.journal = journal;
    this.settings = settings;
    this.accounts = accounts;
    this.operators = operators;
    this.clock = clock;
  }

  /**
   * A proposal as it is shown.
   *
   * @param needsSecond whether one operator is not enough
   * @param approvedBy the second operator
   * @param entry the version of the account's entry, once it is done
   * @param code why the account's rules refused it
   */
  @Json
  record Shown(
      String id,
      String player,
      String amount,
      String reason,
      String by,
      long at,
      boolean needsSecond,
      long expiresAt,
      String status,
      @Nullable String approvedBy,
      @Nullable String rejectedBy,
      @Nullable String rejection,
      @Nullable Long entry,
      @Nullable String code) {}

  /** {@code adjust.propose}: carried out at once where one operator is enough. */
  Map<String, Object> propose(AdminCommand command) {
    command.only("id", "player", "amount", "reason", "by", SignedOperators.PROOF);
    Operator by = operators.of(command);
    AdjustmentProposal asked = asked(command, by);
    ProposalState state =
        stands(
            journal.propose(
                asked,
                () -> SoloBound.inForce(settings, clock.millis()),
                () -> accounts.read(asked.player()).version()));
    log("adjustment_proposed", state, by);
    return answer(state.status(clock.millis()) == Status.APPROVED ? carriedOut(state) : state);
  }

  /** {@code adjust.approve}: carried out at once. */
  Map<String, Object> approve(AdminCommand command) {
    command.only("id", "by", SignedOperators.PROOF);
    Operator by = operators.of(command);
    String id = id(command);
    ProposalState state =
        stands(
            journal.approve(
                id,
                by,
                () -> accounts.read(journal.find(id).orElseThrow().proposal().player()).version()));
    log("adjustment_approved", state, by);
    return answer(state.status(clock.millis()) == Status.APPROVED ? carriedOut(state) : state);
  }

  /** {@code adjust.reject}. */
  Map<String, Object> reject(AdminCommand command) {
    command.only("id", "reason", "by", SignedOperators.PROOF);
    Operator by = operators.of(command);
    ProposalState state = stands(journal.reject(id(command), by, command.reason()));
    log("adjustment_rejected", state, by);
    return answer(state);
  }

  /** {@code adjust.show}. */
  Map<String, Object> show(AdminCommand command) {
    command.only("id");
    ProposalState state =
        journal
            .find(id(command))
            .orElseThrow(
                () -> Problem.of(CommonCode.NOT_FOUND, "There is no such proposal.").refusal());
    return Map.of("adjustment", shown(state));
  }

  /** {@code adjust.list}: newest first. */
  Map<String, Object> list(AdminCommand command) {
    command.only("before", "limit");
    long before = command.number("before", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    int limit = (int) command.number("limit", DEFAULT_LISTED, 1, MAX_LISTED);
    List<Entry> entries = journal.latest(before, limit);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("bound", SoloBound.inForce(settings, clock.millis()).toString());
    page.put("adjustments", entries.stream().map(this::state).map(this::shown).toList());
    if (!entries.isEmpty() && entries.getLast().version() > 1) {
      page.put("next", entries.getLast().version());
    }
    return page;
  }

  private ProposalState state(Entry listed) {
    ProposalEvent.Proposed proposed = (ProposalEvent.Proposed) ProposalJson.read(listed);
    return journal.find(proposed.proposal().id()).orElseThrow();
  }

  /** Adjusts the account, or finds that it was, and tells how that ended. */
  private ProposalState carriedOut(ProposalState state) {
    String player = state.proposal().player();
    ProposalEvent end;
    try {
      end =
          switch (accounts.adjust(player, state.operation(), false)) {
            case Answer.Ok ok -> new ProposalEvent.Done(ok.entry().version());
            case Answer.No no -> new ProposalEvent.Refused(no.rejection().name());
            case Answer.RateLimited unknown -> throw unknown(null);
            case Answer.Nothing nothing ->
                throw new IllegalStateException("an adjustment is something");
          };
    } catch (StoreUnavailableException | AccountContendedException unanswered) {
      throw unknown(unanswered);
    }
    ProposalState ended = stands(journal.end(state.proposal().id(), end));
    Log.info(
        "adjustment_carried_out",
        Map.of("id", ended.proposal().id(), "status", ended.status(clock.millis()).word()));
    return ended;
  }

  private static ProblemException unknown(@Nullable RuntimeException failure) {
    if (failure != null) {
      Log.failure("adjustment_unanswered", failure, Map.of());
    }
    return Problem.of(
            CommonCode.UNAVAILABLE,
            "Nobody knows whether the account is adjusted: repeat the command, with the same id.")
        .refusal();
  }

  private static AdjustmentProposal asked(AdminCommand command, Operator by) {
    BigInteger amount = command.amount("take");
    String player = command.text("player", AdjustmentProposal.MAX_REASON, "whose account it is");
    try {
      return new AdjustmentProposal(id(command), player, amount, command.reason(), by, null, 0);
    } catch (IllegalArgumentException broken) {
      throw ProblemException.invalid("Nothing was changed: " + broken.getMessage() + ".");
    }
  }

  private static String id(AdminCommand command) {
    if (command.members().get("id") instanceof String id && ID.matcher(id).matches()) {
      return id;
    }
    throw ProblemException.invalid(
        "id must name the adjustment, so that it happens once: 8 to 22 of A-Z a-z 0-9 _ -.");
  }

  private static ProposalState stands(ProposalJournal.Answer answer) {
    return switch (answer) {
      case ProposalJournal.Answer.Stands(ProposalState state) -> state;
      case ProposalJournal.Answer.OtherUnderThisId(ProposalState state) ->
          throw Problem.of(
                  CommonCode.IDEMPOTENCY_MISMATCH,
                  "Under the id %s stands another one, of %s wei for %s by %s. Take another id."
                      .formatted(
                          state.proposal().id(),
                          state.proposal().amount(),
                          state.proposal().player(),
                          state.proposal().by().name()))
              .refusal();
      case ProposalJournal.Answer.NotPossible(ProposalState _, String why) ->
          throw Problem.of(CommonCode.ALREADY_FINAL, why).refusal();
      case ProposalJournal.Answer.SameOperator(ProposalState state) ->
          throw Problem.of(
                  CommonCode.FORBIDDEN,
                  "You proposed it: it takes another operator than "
                      + state.proposal().by().identity())
              .refusal();
      case ProposalJournal.Answer.NoSuchProposal none ->
          throw Problem.of(CommonCode.NOT_FOUND, "There is no such proposal.").refusal();
    };
  }

  private Map<String, Object> answer(ProposalState state) {
    Shown shown = shown(state);
    String code = shown.code();
    if (code != null) {
      throw Problem.of(CommonCode.valueOf(code), refusal(code)).refusal();
    }
    return Map.of("adjustment", shown);
  }

  private static String refusal(String code) {
    return switch (code) {
      case "INSUFFICIENT_FUNDS" -> "The player has not so much: nothing was taken, for good.";
      case "KEY_EXPIRED" ->
          "The account went on too far before it was carried out: propose it anew, with another id.";
      default -> "The account's rules refuse it for good.";
    };
  }

  private Shown shown(ProposalState state) {
    AdjustmentProposal proposal = state.proposal();
    ProposalEvent last = state.steps().isEmpty() ? null : state.steps().getLast();
    return new Shown(
        proposal.id(),
        proposal.player(),
        proposal.amount().toString(),
        proposal.reason(),
        proposal.by().name(),
        state.proposedAtMs(),
        !proposal.isAlone(),
        proposal.expiresAtMs(),
        state.status(clock.millis()).word(),
        state.approved().map(approved -> approved.by().name()).orElse(null),
        last instanceof ProposalEvent.Rejected rejected ? rejected.by().name() : null,
        last instanceof ProposalEvent.Rejected rejected ? rejected.reason() : null,
        last instanceof ProposalEvent.Done done ? done.version() : null,
        last instanceof ProposalEvent.Refused refused ? refused.code() : null);
  }

  private static void log(String event, ProposalState state, Operator by) {
    Log.info(
        event,
        Map.of(
            "id", state.proposal().id(),
            "player", state.proposal().player(),
            "amount", state.proposal().amount().toString(),
            "by", by.name()));
  }
}
