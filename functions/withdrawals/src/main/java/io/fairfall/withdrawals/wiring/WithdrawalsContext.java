package io.fairfall.withdrawals.wiring;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.ethereumrpc.WalletChain;
import io.fairfall.ethereumrpc.WalletNode;
import io.fairfall.ethereumsignatures.Address;
import io.fairfall.ethereumsignatures.TransactionSigner;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.UnaskedGame;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.money.Wei;
import io.fairfall.payouts.NonceJournal;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutPolicy;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.payouts.SealedPayouts;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.withdrawals.nodes.WalletNodes;
import io.fairfall.withdrawals.sending.Halts;
import io.fairfall.withdrawals.sending.HoldDesk;
import io.fairfall.withdrawals.sending.LedgerDesk;
import io.fairfall.withdrawals.sending.Payments;
import io.fairfall.withdrawals.sending.PayoutSigner;
import io.fairfall.withdrawals.sending.Sender;
import io.fairfall.withdrawals.sending.SenderLease;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Everything that the function is made of.
 *
 * @param accountJournals the accounts' journals and the receipts of withdrawals
 */
public record WithdrawalsContext(
    Environment environment,
    Metrics metrics,
    Accounts accounts,
    Journals accountJournals,
    SettingsJournal settings,
    PayoutQueue queue,
    Payments.Parts parts,
    Sender sender,
    SenderLease lease,
    InstantSource clock) {
  private static final int MAX_ATTEMPTS = 64;

  /**
   * Whether nothing is paid from here: outside of the local mode, as long as no key is configured.
   * The play function refuses to take withdrawals there.
   */
  public static boolean isOff(Environment environment) {
    return Signers.areNone(environment);
  }

  /** As deployed: tables and nodes as the environment names them. */
  public static WithdrawalsContext of(Environment environment, InstantSource clock) {
    return of(environment, new AwsClients(environment).dynamoDb(), nodes(environment), clock);
  }

  static List<WalletChain> nodes(Environment environment) {
    return Arrays.stream(environment.require("ETHEREUM_RPC_URL").split(",", -1))
        .<WalletChain>map(url -> new WalletNode(url.strip()))
        .toList();
  }

  /** The same with other clients. */
  public static WithdrawalsContext of(
      Environment environment,
      DynamoDbClient dynamo,
      List<WalletChain> nodes,
      InstantSource clock) {
    TransactionSigner signer = Signers.of(environment, wallet(environment), clock);
    return of(environment, dynamo, nodes, signer, clock);
  }

  static String wallet(Environment environment) {
    return new Address(environment.require("HOT_WALLET_ADDRESS").toLowerCase(Locale.ROOT))
        .lowerCase();
  }

  /** The same with another signer. */
  public static WithdrawalsContext of(
      Environment environment,
      DynamoDbClient dynamo,
      List<WalletChain> nodes,
      TransactionSigner signer,
      InstantSource clock) {
    String wallet = wallet(environment);
    long chainId = environment.requireNumber("CHAIN_ID");
    int confirmations = Math.toIntExact(environment.requireNumber("WITHDRAWAL_CONFIRMATIONS"));
    PayoutPolicy policy = policy(environment);
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    Journals accountJournals = new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE"));
    MacKeySource keys = LedgerMacKeys.of(environment, clock);
    Journals payoutJournals =
        new SealedPayouts(new DynamoJournals(dynamo, environment.require("PAYOUTS_TABLE")), keys);
    Metrics metrics = new Metrics(environment, clock);
    ConflictMetric conflicts = new ConflictMetric(metrics);
    SettingsJournal settings = new SettingsJournal(new SealedJournals(events, keys), clock);
    LedgerPorts ports =
        new LedgerPorts(accountJournals, new UnaskedGame(BetEntryCodec.INSTANCE), settings, keys);
    Accounts accounts = new Accounts(ports, clock, ThreadLocalRandom::current, conflicts);
    WalletNodes wallets = new WalletNodes(nodes, chainId, wallet, confirmations);
    PayoutQueue queue = new PayoutQueue(dynamo, environment.require("PAYOUT_QUEUE_TABLE"));
    PayoutJournal payouts = new PayoutJournal(payoutJournals, AppendLoop.inRealTime(conflicts));
    LedgerDesk ledger = new LedgerDesk(accounts, accountJournals, BetEntryCodec.INSTANCE, keys);
    PlayerWithdrawals lists = new PlayerWithdrawals(payoutJournals);
    Payments.Parts parts =
        new Payments.Parts(
            payouts,
            new NonceJournal(payoutJournals, chainId, wallet),
            queue,
            ledger,
            new HoldDesk(ledger, accountJournals, settings, payouts, lists, clock),
            wallets,
            new PayoutSigner(signer, wallets, policy));
    Halts halts = new Halts(settings);
    return new WithdrawalsContext(
        environment,
        metrics,
        accounts,
        accountJournals,
        settings,
        queue,
        parts,
        new Sender(parts, policy, confirmations, halts::now, clock),
        new SenderLease(dynamo, environment.require("WORK_TABLE")),
        clock);
  }

  /** What the template lays down about sending. */
  static PayoutPolicy policy(Environment environment) {
    return new PayoutPolicy(
        Math.toIntExact(environment.requireNumber("WITHDRAWALS_IN_FLIGHT")),
        Wei.parse(environment.require("WITHDRAWAL_MAX_FEE")),
        environment.requireNumber("WITHDRAWAL_GAS_BOUND"),
        environment.requireNumber("WITHDRAWAL_BUMP_AFTER"),
        environment.requireNumber("WITHDRAWAL_RESEND_AFTER"),
        MAX_ATTEMPTS);
  }
}
