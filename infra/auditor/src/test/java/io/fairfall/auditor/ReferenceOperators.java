package io.fairfall.auditor;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.AdjustmentJournal;
import io.fairfall.treasury.adjustments.AdjustmentProposal;
import io.fairfall.treasury.adjustments.Operator;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJournal;
import io.fairfall.treasury.adjustments.ProposalState;
import io.fairfall.treasury.adjustments.SoloBound;
import java.math.BigInteger;
import java.time.InstantSource;

/** Two operators of a {@link ReferenceHouse}, who adjust accounts as they agree. */
final class ReferenceOperators {
  static final Operator FIRST = new Operator("operator", "local:operator");
  static final Operator SECOND = new Operator("another", "local:another");

  private final SettingsJournal settings;
  private final Accounts accounts;
  private final InstantSource clock;
  private final ProposalJournal proposals;
  private final AdjustmentJournal postings;
  private int ids;

  ReferenceOperators(
      Journals events,
      SettingsJournal settings,
      Accounts accounts,
      InstantSource clock,
      AppendLoop loop) {
    this.settings = settings;
    this.accounts = accounts;
    this.clock = clock;
    this.proposals = new ProposalJournal(events, clock, loop);
    this.postings = new AdjustmentJournal(events, clock, loop);
  }

  /** The first operator proposes. Answers with the name of it. */
  String propose(String player, long wei) {
    String id = "adjusted-%04d".formatted(++ids);
    AdjustmentProposal asked =
        new AdjustmentProposal(
            id, player, BigInteger.valueOf(wei), "a gift, or not", FIRST, null, 0);
    proposals.propose(
        asked,
        () -> SoloBound.inForce(settings, clock.millis()),
        () -> accounts.read(player).version());
    return id;
  }

  void approve(String id) {
    ProposalState state = proposals.find(id).orElseThrow();
    proposals.approve(id, SECOND, () -> accounts.read(state.proposal().player()).version());
  }

  void reject(String id) {
    proposals.reject(id, SECOND, "no");
  }

  /** Carries out what was agreed on, or writes down that the account refuses it. */
  void carryOut(String id) {
    ProposalState state = proposals.find(id).orElseThrow();
    Answer answer = accounts.adjust(state.proposal().player(), state.operation(), true);
    ProposalEvent end =
        answer instanceof Answer.Ok ok
            ? new ProposalEvent.Done(ok.entry().version())
            : new ProposalEvent.Refused("INSUFFICIENT_FUNDS");
    proposals.end(id, end);
  }

  /** What the projector does with an adjustment. */
  void post(Entry entry) {
    AccountEntry read = BetEntryCodec.INSTANCE.read(entry);
    AdjustmentJournal.of(entry, read).ifPresent(postings::post);
  }
}
