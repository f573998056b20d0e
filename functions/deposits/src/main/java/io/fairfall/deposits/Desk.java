package io.fairfall.deposits;

import io.fairfall.chain.Providers;
import io.fairfall.chain.Standings;
import io.fairfall.edge.Aws;
import io.fairfall.edge.ConflictMetric;
import io.fairfall.edge.Environment;
import io.fairfall.edge.Metrics;
import io.fairfall.game.bets.BetEntryCodec;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.keys.LedgerKeys;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Sources;
import io.fairfall.ledger.UnaskedGame;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Everything that the functions of this artefact share, wired from their environment.
 *
 * @param accountJournals the accounts' journals and the receipts of deposits
 */
record Desk(
    Environment environment,
    Configuration configuration,
    DynamoDbClient dynamo,
    Journals events,
    Journals accountJournals,
    Accounts accounts,
    SettingsJournal settings,
    Wallets wallets,
    Unattributed unattributed,
    Telling telling,
    InstantSource clock) {

  static Desk of(Environment environment, InstantSource clock) {
    return of(environment, new Aws(environment).dynamoDb(), clock);
  }

  static Desk of(Environment environment, DynamoDbClient dynamo, InstantSource clock) {
    Configuration configuration = Configuration.of(environment);
    Journals events = new DynamoJournals(dynamo, environment.require("EVENTS_TABLE"));
    Journals accounts = new DynamoJournals(dynamo, environment.require("ACCOUNTS_TABLE"));
    SettingsJournal settings = new SettingsJournal(events, clock);
    AppendLoop loop = AppendLoop.inRealTime(new ConflictMetric(new Metrics(environment, clock)));
    Sources sources =
        new Sources(
            accounts,
            new UnaskedGame(BetEntryCodec.INSTANCE),
            settings,
            LedgerKeys.of(environment, clock));
    return new Desk(
        environment,
        configuration,
        dynamo,
        events,
        accounts,
        new Accounts(sources, clock, ThreadLocalRandom::current),
        settings,
        new Wallets(events),
        new Unattributed(events, clock, loop),
        new Telling(events, configuration.walk().confirmations(), clock, loop),
        clock);
  }

  CursorTable cursors() {
    return new CursorTable(dynamo, environment.require("WORK_TABLE"));
  }

  Visitors visitors() {
    return new Visitors(dynamo, environment.require("WORK_TABLE"));
  }

  /** The nodes, the one that is asked first being the first. */
  Providers nodes(Standings before) {
    return Providers.at(
        environment.require("ETHEREUM_RPC_URL"), configuration.deposits().chainId(), before, clock);
  }

  Carrier carrier() {
    return new Carrier(accounts, unattributed, wallets, telling);
  }
}
