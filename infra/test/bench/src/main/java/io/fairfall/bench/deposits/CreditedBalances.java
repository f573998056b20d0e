package io.fairfall.bench.deposits;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.load.Tree;
import io.fairfall.mackeys.LedgerMacKeys;
import io.fairfall.money.Wei;
import io.fairfall.platform.Environment;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Who owns what after a catch-up, by the ledger's own entries. */
final class CreditedBalances {
  private static final String KEPT = "unattributed";

  private final Journals events;
  private final Accounts accounts;

  CreditedBalances(EmbeddedDynamo dynamo, Environment environment) {
    InstantSource clock = InstantSource.system();
    this.events = new DynamoJournals(dynamo.client(), environment.require("EVENTS_TABLE"));
    this.accounts =
        new Accounts(
            new LedgerPorts(
                new DynamoJournals(dynamo.client(), environment.require("ACCOUNTS_TABLE")),
                new CrashGame(new GameJournal(events)),
                new SettingsJournal(events, clock),
                LedgerMacKeys.of(environment, clock)),
            clock,
            ThreadLocalRandom::current);
  }

  /** Notes that a wallet's key was shown once, as sign-in does. */
  void signIn(String player) {
    events.append(new Entry("wallet:" + player, 1, "signed_in", 1, "{}"));
  }

  /** A house has had rounds: whoever asks for the newest reads it once and then remembers it. */
  void openRound() {
    new GameJournal(events)
        .append(
            1,
            new RoundEvent.Opened(
                "bench", 1, "", 0, 1, 2, Wei.of(1), Wei.of(1_000), Wei.of(100_000), 1),
            1);
  }

  /** What a player was credited, in wei. */
  BigInteger credited(String player) {
    return accounts.read(player).available().value();
  }

  /** What is kept for somebody to claim, in wei, by who sent it. */
  Map<String, BigInteger> kept() {
    Map<String, BigInteger> kept = new HashMap<>();
    long next = 1;
    List<Entry> page;
    do {
      page = events.range(KEPT, next, Long.MAX_VALUE); // as many as one read brings
      for (Entry entry : page) {
        Tree transfer = Tree.read(entry.body());
        kept.merge(transfer.text("from"), transfer.wei("amount"), BigInteger::add);
        next = entry.version() + 1;
      }
    } while (!page.isEmpty());
    return kept;
  }
}
