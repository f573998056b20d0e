package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.fairfall.conductor.settlement.HousePostings;
import io.fairfall.conductor.settlement.PostingReconciler;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.AppendListener;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.platform.Environment;
import io.fairfall.platform.Metrics;
import io.fairfall.resilience.Backoff;
import io.fairfall.settings.Breaker;
import io.fairfall.settings.SettingsJournal;
import io.fairfall.treasury.Exposure;
import io.fairfall.treasury.ExposureReader;
import io.fairfall.treasury.ExposureReading;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.LowBankroll;
import io.fairfall.treasury.SettlerCursor;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Rounds that somebody lost a wei on, and the minute's look that posts them. */
final class PostingHouse {
  static final String PLAYER = "0xa11ce";
  private static final AppendLoop LOOP =
      new AppendLoop(
          AppendLoop.MAX_TRIES,
          new Backoff(AppendLoop.DELAYS, () -> new Random(1), ms -> {}),
          AppendListener.NONE);

  final ConductorFixture fixture = ConductorFixture.forThreads(1);
  final Journals events;
  private final int maxFailed;
  private final PostingReconciler.Slice slice;
  private long gameVersion;

  /**
   * @param events where everything is stored but the cursor
   */
  PostingHouse(Journals events, int maxFailed, PostingReconciler.Slice slice) {
    this.events = events;
    this.maxFailed = maxFailed;
    this.slice = slice;
  }

  /** As above, on the store that the cursor is in. */
  PostingHouse(int maxFailed, PostingReconciler.Slice slice) {
    this.events = fixture.events();
    this.maxFailed = maxFailed;
    this.slice = slice;
  }

  /** A round that is over, on which the player lost a wei. */
  long lost() {
    long id = over();
    tell(id, bet(id), end(id));
    return id;
  }

  /** A round that is over, on which the player won or lost an amount that nobody has. */
  void ended(Wei stake, Wei payout) {
    long id = over();
    tell(
        id,
        new PublicBetEvent(
            PLAYER, 2 * id, Kind.BET, Long.toString(2 * id), 1, stake, null, null, null, 1),
        new PublicBetEvent(
            PLAYER,
            2 * id + 1,
            Kind.CLOSE,
            Long.toString(2 * id),
            1,
            stake,
            null,
            null,
            payout,
            1));
  }

  /** A round that is over, on which a bet of the player has no end yet. */
  long open() {
    long id = over();
    tell(id, bet(id));
    return id;
  }

  /** The end of that bet. */
  void tellEnd(long id) {
    tell(id, end(id));
  }

  /** A minute later everyone is settled; two more, and what has no end is posted without it. */
  void passUntilAllIsDue() {
    fixture.time.pass(DueSettlements.EVERYONE_AFTER_MS + HousePostings.ANYWAY_AFTER_MS);
  }

  void tick() {
    tick(fixture.dynamo(), events);
  }

  /** The minute's look of a settler with a store of its own. */
  void tick(DynamoDbClient dynamo, Journals journals) {
    fixture.time.pass(60_000);
    SettlerCursor cursor = cursor(dynamo);
    Metrics metrics = new Metrics(new Environment(fixture.environment()), fixture.time);
    SettingsJournal settings = new SettingsJournal(journals, fixture.time);
    HousePostings postings =
        new HousePostings(
            books(journals),
            journals,
            new LowBankroll(settings, new Breaker(settings, metrics::count)),
            cursor,
            metrics,
            fixture.time);
    new PostingReconciler(cursor, new GameJournal(journals), postings, metrics, fixture.time, slice)
        .run();
  }

  SettlerCursor cursor() {
    return cursor(fixture.dynamo());
  }

  private SettlerCursor cursor(DynamoDbClient dynamo) {
    return SettlerCursor.ofPostings(dynamo, fixture.name + "work", maxFailed);
  }

  HouseJournal books() {
    return books(events);
  }

  private HouseJournal books(Journals journals) {
    return new HouseJournal(journals, fixture.time, LOOP);
  }

  ExposureReading exposure() {
    return new ExposureReader(books(), new GameJournal(events), events, cursor()::unposted).read();
  }

  /** The bankroll at the worst, which somebody knows. */
  void assertAtWorst(long wei) {
    Exposure exposure = assertInstanceOf(ExposureReading.Known.class, exposure()).exposure();
    assertEquals(wei, exposure.bankrollAtWorst().longValueExact(), exposure::toString);
  }

  void assertPosted(long wei) {
    assertEquals(wei, books().bankroll().longValueExact());
  }

  private long over() {
    long id = gameVersion + 1;
    long now = fixture.time.millis();
    GameJournal game = new GameJournal(events);
    game.append(
        id,
        new RoundEvent.Opened(
            "c", 1, "0".repeat(64), now, now + 1, now + 2, Wei.of(1), Wei.of(9), Wei.of(9), 1),
        now);
    game.append(id + 1, new RoundEvent.Started(now + 2), now);
    game.append(id + 2, new RoundEvent.Crashed(new Multiplier(300), now + 3, "0".repeat(64)), now);
    gameVersion += 3;
    return id;
  }

  private void tell(long id, PublicBetEvent... facts) {
    long slot = events.head(RoundFacts.journalOf(id)).map(Entry::version).orElse(0L) + 1;
    events.append(RoundFacts.write(id, slot, List.of(facts), fixture.time.millis()));
  }

  private static PublicBetEvent bet(long id) {
    return fact(id, 2 * id, Kind.BET, null);
  }

  private static PublicBetEvent end(long id) {
    return fact(id, 2 * id + 1, Kind.CLOSE, Wei.ZERO);
  }

  private static PublicBetEvent fact(
      long id, long version, Kind kind, @org.jspecify.annotations.Nullable Wei payout) {
    return new PublicBetEvent(
        PLAYER, version, kind, Long.toString(2 * id), 1, Wei.of(1), null, null, payout, 1);
  }
}
