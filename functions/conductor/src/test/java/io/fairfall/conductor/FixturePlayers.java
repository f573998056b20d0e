package io.fairfall.conductor;

import io.fairfall.conductor.settlement.Settlement;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.Round;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.Append;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Players who bet on rounds that a test conducts by hand, and the facts that tell of it. */
final class FixturePlayers {
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, EmbeddedSecrets.KEY)));
  static final Wei MAX_PROFIT = Wei.ofEther(50);

  final ConductorFixture house;
  final Journals journals;
  private final Journals events;
  private final Accounts accounts;
  private final GameJournal game;
  private final Random random = new Random(20_261_120);
  private long gameVersion;

  FixturePlayers(ConductorFixture house) {
    this(house, new DynamoJournals(house.dynamo(), house.name + "accounts"), house.events());
  }

  /** Where everything is stored elsewhere. */
  FixturePlayers(ConductorFixture house, Journals accountJournals, Journals events) {
    this.house = house;
    this.journals = accountJournals;
    this.events = events;
    this.game = new GameJournal(events);
    this.accounts =
        new Accounts(
            new LedgerPorts(
                journals, new CrashGame(game), new SettingsJournal(events, house.time), () -> KEYS),
            house.time,
            () -> random);
  }

  long open() {
    long now = house.time.millis();
    tell(
        new RoundEvent.Opened(
            "c1",
            gameVersion + 1,
            "%064x".formatted(1),
            now,
            now + 6_000,
            now + 7_000,
            Wei.of(1),
            Wei.ofEther(10),
            MAX_PROFIT,
            1));
    return gameVersion;
  }

  /** Flies and crashes the round at a multiplier; the crash's own entry. */
  Entry crash(long roundId, long hundredths) {
    long startsAt = game.round(roundId).orElseThrow().opened().startsAt();
    house.time.pass(startsAt - house.time.millis());
    tell(new RoundEvent.Started(startsAt));
    house.time.pass(1_000);
    return tell(new Crashed(new Multiplier(hundredths), house.time.millis(), "%064x".formatted(2)));
  }

  Entry voidRound() {
    house.time.pass(10_000);
    return tell(new RoundEvent.Voided("%064x".formatted(2), "late"));
  }

  private Entry tell(RoundEvent event) {
    gameVersion++;
    if (game.append(gameVersion, event, house.time.millis()) instanceof Append.Written written) {
      return written.entry();
    }
    throw new AssertionError("the test conducts alone");
  }

  /** Funds a player with 20 ether and bets one or more of them; the fact of it. */
  PublicBetEvent bet(String player, long roundId, long ether, @Nullable Multiplier auto) {
    ok(
        accounts.adjust(
            player,
            new Operation.Adjustment(id(player), Wei.ofEther(20).value(), "play", "test"),
            true));
    Bet bet =
        new Bet(
            id(player),
            roundId,
            1,
            Wei.ofEther(ether),
            auto,
            OptionalLong.empty(),
            house.time.millis());
    long version = ok(accounts.play(player, bet, true));
    return new PublicBetEvent(
        player,
        version,
        PublicBetEvent.Kind.BET,
        Long.toString(version),
        1,
        Wei.ofEther(ether),
        auto,
        null,
        null,
        house.time.millis());
  }

  /** What the projector writes. */
  Entry project(long roundId, PublicBetEvent... facts) {
    long slot = events.head(RoundFacts.journalOf(roundId)).map(Entry::version).orElse(0L) + 1;
    Entry entry = RoundFacts.write(roundId, slot, List.of(facts), house.time.millis());
    events.append(entry);
    return entry;
  }

  /** Whoever settles these accounts, with the house's clock. */
  Settlement settlement() {
    return new Settlement(accounts);
  }

  Account account(String player) {
    return accounts.read(player);
  }

  Round round(long id) {
    return game.round(id).orElseThrow();
  }

  private OperationId id(String player) {
    return OperationId.parse(
            accounts.read(player).version() + ".r%010d".formatted(random.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  private static long ok(Answer answer) {
    if (answer instanceof Answer.Ok done) {
      return done.entry().version();
    }
    throw new AssertionError("expected ok, got " + answer);
  }
}
