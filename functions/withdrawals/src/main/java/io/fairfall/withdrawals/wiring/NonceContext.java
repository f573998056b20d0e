package io.fairfall.withdrawals.wiring;

import io.fairfall.journal.DynamoJournals;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.withdrawals.nodes.WalletNodes;
import io.fairfall.withdrawals.sending.NonceDesk;
import java.time.InstantSource;

/** What operators need for the hot wallet's nonces: the journal and the nodes, and no key. */
public final class NonceContext {
  private NonceContext() {}

  /** As deployed: table and nodes as the environment names them. */
  public static NonceDesk of(Environment environment, InstantSource clock) {
    long chainId = environment.requireNumber("CHAIN_ID");
    String wallet = WithdrawalsContext.wallet(environment);
    SealedPayouts journals =
        new SealedPayouts(
            new DynamoJournals(
                new AwsClients(environment).dynamoDb(), environment.require("PAYOUTS_TABLE")),
            LedgerMacKeys.of(environment, clock));
    return new NonceDesk(
        new NonceJournal(journals, chainId, wallet),
        new WalletNodes(
            WithdrawalsContext.nodes(environment),
            chainId,
            wallet,
            Math.toIntExact(environment.requireNumber("WITHDRAWAL_CONFIRMATIONS"))),
        clock);
  }
}
