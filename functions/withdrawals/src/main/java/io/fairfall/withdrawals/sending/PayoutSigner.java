package io.fairfall.withdrawals.sending;

import io.fairfall.ethereumsignatures.EtherPayment;
import io.fairfall.ethereumsignatures.TransactionSigner;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Attempt;
import io.fairfall.payouts.PayoutEvent.Kind;
import io.fairfall.payouts.PayoutPolicy;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.Step;
import io.fairfall.withdrawals.nodes.WalletNodes;
import java.util.Objects;

/** Makes attempts: transactions that are signed and not sent yet. */
public final class PayoutSigner {
  private static final long BARE_GAS = 21_000;

  /** What an estimate is given beyond itself: a quarter. */
  private static final long MARGIN = 4;

  private final TransactionSigner signer;
  private final WalletNodes nodes;
  private final PayoutPolicy policy;

  public PayoutSigner(TransactionSigner signer, WalletNodes nodes, PayoutPolicy policy) {
    this.signer = signer;
    this.nodes = nodes;
    this.policy = policy;
  }

  /**
   * Signs an attempt with the payout's nonce, wallet and chain.
   *
   * @throws io.fairfall.ethereumsignatures.SignerUnavailableException if nothing was signed
   * @throws IllegalStateException if the key is not that of the wallet that owns the nonce
   */
  public Attempt sign(PayoutState state, Step.Sign step) {
    Asked asked = Objects.requireNonNull(state.asked());
    Assigned assigned = Objects.requireNonNull(state.assigned());
    if (!signer.address().equals(assigned.wallet())) {
      throw new IllegalStateException("the key is not that of the wallet " + assigned.wallet());
    }
    boolean pays = step.kind() == Kind.PAY;
    String to = pays ? asked.to() : assigned.wallet();
    Wei amount = pays ? asked.amount() : Wei.ZERO;
    long gas = pays ? gas(state, to, amount) : BARE_GAS;
    EtherPayment.Signed signed =
        new EtherPayment(
                assigned.chainId(),
                assigned.nonce(),
                step.fees().tip().value(),
                step.fees().max().value(),
                gas,
                to,
                amount.value())
            .signedBy(signer);
    return new Attempt(step.number(), step.kind(), signed.hash(), signed.raw(), step.fees(), gas);
  }

  /**
   * What the recipient's code needs, and a quarter more, within the bound. Where no node says, the
   * bound: what is not used costs nothing, and only the chain says that a recipient refuses.
   */
  private long gas(PayoutState state, String to, Wei amount) {
    if (state.newest().isPresent() && state.newest().get().kind() == Kind.PAY) {
      return state.newest().get().gas();
    }
    long estimate = nodes.gasOf(to, amount).orElse(policy.gasBound());
    long withMargin = estimate == BARE_GAS ? estimate : estimate + estimate / MARGIN;
    return Math.min(policy.gasBound(), Math.max(BARE_GAS, withMargin));
  }
}
