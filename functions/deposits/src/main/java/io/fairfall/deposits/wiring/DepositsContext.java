package io.fairfall.deposits.wiring;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.outbox.DepositNotifier;
import io.fairfall.deposits.outbox.OutboxProcessor;
import io.fairfall.deposits.outbox.PlayerWallets;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.ethereumrpc.RpcProviders;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.CoordinationItem;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.SealedJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.UnaskedGame;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.platform.AwsClients;
import io.fairfall.platform.ConflictMetric;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import io.fairfall.platform.RequestRate;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Everything that the functions of this artefact share, wired from their environment.
 *
 * @param accountJournals the accounts' journals and the receipts of deposits
 */
public record DepositsContext(
    Environment environment,
    IndexerConfiguration configuration,
    DynamoDbClient dynamo,
    Journals events,
    Journals accountJournals,
    Accounts accounts,
    SettingsJournal settings,
    PlayerWallets wallets,
    UnattributedFunds unattributed,
    DepositNotifier telling,
    InstantSource clock) {
  /** Each asks every node for a block and its traces. */
  public static final int MAX_CLAIMS = 30;

  public static final long CLAIMS_WINDOW_MS = 10_000;

  public static DepositsContext of(Environment environment, InstantSource clock) {
    return of(environment, new AwsClients(environment).dynamoDb(), clock);
  }

  public static DepositsContext of(
      Environment environment, DynamoDbClient dynamo, InstantSource clock) {
    IndexerConfiguration configuration = IndexerConfiguration.of(environment);
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    Journals accounts = new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE"));
    MacKeySource keys = LedgerMacKeys.of(environment, clock);
    SettingsJournal settings = new SettingsJournal(new SealedJournals(events, keys), clock);
    ConflictMetric conflicts = new ConflictMetric(new Metrics(environment, clock));
    AppendLoop loop = AppendLoop.inRealTime(conflicts);
    LedgerPorts ports =
        new LedgerPorts(accounts, new UnaskedGame(BetEntryCodec.INSTANCE), settings, keys);
    return new DepositsContext(
        environment,
        configuration,
        dynamo,
        events,
        accounts,
        new Accounts(ports, clock, ThreadLocalRandom::current, conflicts),
        settings,
        new PlayerWallets(events),
        new UnattributedFunds(events, clock, loop),
        new DepositNotifier(events, configuration.walk().confirmations(), clock, loop),
        clock);
  }

  public CursorTable cursors() {
    return new CursorTable(dynamo, environment.require("WORK_TABLE"));
  }

  public PresenceMarker visitors() {
    return new PresenceMarker(dynamo, environment.require("WORK_TABLE"));
  }

  /** How often each player may have the chain asked for a transaction. */
  public RequestRate claims() {
    String table = environment.require("WORK_TABLE");
    return new RequestRate(
        key -> new CoordinationItem(dynamo, table, key),
        new RequestRate.Budget("rate:claims:", MAX_CLAIMS, CLAIMS_WINDOW_MS),
        clock);
  }

  /** The nodes, the one that is asked first being the first. */
  public RpcProviders nodes(ProviderHealthSnapshot before) {
    return RpcProviders.at(
        environment.require("ETHEREUM_RPC_URL"), configuration.deposits().chainId(), before, clock);
  }

  public OutboxProcessor carrier() {
    return new OutboxProcessor(accounts, unattributed, wallets, telling);
  }
}
