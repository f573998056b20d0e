package io.fairfall.audit;

import io.fairfall.journal.AppendLoop;
import io.fairfall.ledger.Answer;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutId;
import io.fairfall.settings.SettingKeys;
import io.fairfall.treasury.adjustments.AdjustmentProposal;
import io.fairfall.treasury.adjustments.Operator;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJournal;
import io.fairfall.treasury.adjustments.ProposalState;
import io.fairfall.treasury.adjustments.SoloBound;
import java.math.BigInteger;

/** Operators of an {@link AuditedHouse}: what they agree on, and what is taken back of deposits. */
final class AuditedOperators {
  private static final Operator ANN = new Operator("ann", "local:ann");
  private static final Operator BOB = new Operator("bob", "local:bob");

  private final AuditedHouse house;
  private final ProposalJournal proposals;
  private int ids;

  AuditedOperators(AuditedHouse house) {
    this.house = house;
    this.proposals = new ProposalJournal(house.written, house, AppendLoop.inRealTime());
  }

  /**
   * An adjustment that has been proposed.
   *
   * @param version of the account's entry, 0 if there is none
   */
  record Done(String id, String player, long version) {}

  /** From now on one operator moves so much alone within a day. */
  void bound(long wei) {
    house.settings.change(
        now -> now.with(SettingKeys.SECOND_OPERATOR_ABOVE, Wei.of(wei)), "as agreed", "ann");
    house.pass(86_400_000 + 1);
  }

  Done alone(String player, long wei) {
    return carryOut(propose(player, wei));
  }

  Done together(String player, long wei) {
    ProposalState state = propose(player, wei);
    house.pass(120_000);
    proposals.approve(state.proposal().id(), BOB, () -> house.accounts.read(player).version());
    return carryOut(state);
  }

  Done rejected(String player, long wei) {
    ProposalState state = propose(player, wei);
    proposals.reject(state.proposal().id(), BOB, "no");
    return new Done(state.proposal().id(), player, 0);
  }

  /** A deposit of 500 wei that is spent in part before it leaves the chain, in two takings. */
  String reversed(String player) {
    String key = "deposit:1:0x0e:N";
    house.deposit(player, key, 500);
    Wei rest = house.accounts.read(player).available();
    Wei spent = new Wei(rest.value().subtract(BigInteger.valueOf(310)));
    PayoutId ignored = house.payouts.ask(player, spent).orElseThrow();
    house.accounts.takeBack(key, "indexer", "it left the chain");
    house.pass(5_000);
    house.deposit(player, "deposit:1:0x0f:N", 1_000);
    house.accounts.takeBack(key, "indexer", "it left the chain");
    return key;
  }

  private ProposalState propose(String player, long wei) {
    house.pass(5_000);
    String id = "adjusted-%04d".formatted(++ids);
    ProposalJournal.Answer answer =
        proposals.propose(
            new AdjustmentProposal(id, player, BigInteger.valueOf(wei), "a mistake", ANN, null, 0),
            () -> SoloBound.inForce(house.settings, house.millis()),
            () -> house.accounts.read(player).version());
    if (answer instanceof ProposalJournal.Answer.Stands(ProposalState state)) {
      return state;
    }
    throw new AssertionError("expected a proposal, got " + answer);
  }

  private Done carryOut(ProposalState asked) {
    String id = asked.proposal().id();
    ProposalState state = proposals.find(id).orElseThrow();
    String player = state.proposal().player();
    Answer answer = house.accounts.adjust(player, state.operation(), true);
    if (!(answer instanceof Answer.Ok ok)) {
      throw new AssertionError("expected ok, got " + answer);
    }
    proposals.end(id, new ProposalEvent.Done(ok.entry().version()));
    return new Done(id, player, ok.entry().version());
  }
}
