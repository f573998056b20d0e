package io.fairfall.withdrawals.wiring;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.ethereumrpc.WalletChain;
import io.fairfall.ethereumsignatures.TextSigner;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import io.fairfall.solvency.SolvencyJournal;
import io.fairfall.solvency.SolvencyTrees;
import io.fairfall.withdrawals.nodes.WalletNodes;
import io.fairfall.withdrawals.sending.SenderLease;
import io.fairfall.withdrawals.solvency.DrawSource;
import io.fairfall.withdrawals.solvency.OwedBooks;
import io.fairfall.withdrawals.solvency.RelayedDraws;
import io.fairfall.withdrawals.solvency.StatementMaker;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the function is made of that states what the house owes and has. */
public record SolvencyContext(
    Metrics metrics,
    StatementMaker.Parts parts,
    StatementMaker maker,
    SenderLease lease,
    InstantSource clock) {
  /** The lease's key in the work table. */
  public static final String LEASE = "lease:solvency";

  /** A statement's block is not judged by its depth: its hash says which one it was. */
  private static final int DEPTH = 1;

  /** As deployed: tables, nodes, relays and the key as the environment names them. */
  public static SolvencyContext of(Environment environment, InstantSource clock) {
    return of(
        environment,
        new AwsClients(environment).dynamoDb(),
        WithdrawalsContext.nodes(environment),
        RelayedDraws.of(environment),
        clock);
  }

  /** The same with other clients. */
  public static SolvencyContext of(
      Environment environment,
      DynamoDbClient dynamo,
      List<WalletChain> nodes,
      DrawSource draws,
      InstantSource clock) {
    String wallet = WithdrawalsContext.wallet(environment);
    long chainId = environment.requireNumber("CHAIN_ID");
    StatementMaker.Parts parts =
        new StatementMaker.Parts(
            draws,
            new WalletNodes(nodes, chainId, wallet, DEPTH),
            new OwedBooks(
                dynamo,
                environment.require("ACCOUNTS_TABLE"),
                BetEntryCodec.INSTANCE,
                LedgerMacKeys.of(environment, clock)),
            new SolvencyTrees(dynamo, environment.require("SECRETS_TABLE")),
            new SolvencyJournal(new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"))),
            new TextSigner(Signers.of(environment, wallet, clock)),
            chainId);
    return new SolvencyContext(
        new Metrics(environment, clock),
        parts,
        new StatementMaker(parts, clock),
        new SenderLease(dynamo, environment.require("WORK_TABLE"), LEASE),
        clock);
  }
}
