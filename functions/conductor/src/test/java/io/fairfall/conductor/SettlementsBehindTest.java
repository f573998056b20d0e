package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.settlement.SettlementReconciler;
import io.fairfall.conductor.settlement.SettlementReconciler.Slice;
import io.fairfall.crash.GameJournal;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.DueSettlements;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.ledger.Accounts;
import io.fairfall.treasury.SettlerCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Accounts that cannot be settled hold up no other, and none of them is forgotten. */
@Tag("integration")
class SettlementsBehindTest {
  private static final int ROUNDS_OF_A_LOOK = 200;
  private static final Slice SMALL = new Slice(1, 1_000, 2, 1_000);

  private final ConductorFixture house = ConductorFixture.forThreads(1);
  private final Journals events = new MemoryJournals();
  private final Broken accounts = new Broken(new MemoryJournals());
  private final FixturePlayers players = new FixturePlayers(house, accounts, events);

  /** Accounts that nobody can read for a while, and that take their time to say so. */
  private final class Broken extends ForwardingJournals {
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private volatile long slowMs;

    Broken(Journals journals) {
      super(journals);
    }

    @Override
    public Append append(Entry entry) {
      if (Accounts.playerOf(entry.journal()).filter(broken::contains).isPresent()) {
        house.time.pass(slowMs);
        throw new IllegalStateException("broken in a test");
      }
      return super.append(entry);
    }
  }

  /** Above a thousand accounts nothing was looked at any more from the round of the last one on. */
  @ParameterizedTest
  @ValueSource(ints = {SettlerCursor.MAX_FAILED, SettlerCursor.MAX_FAILED + 1})
  void moreAccountsThanCanWaitHoldNoOtherUp(int failing) {
    List<String> broken = lost(failing, "dead");
    List<String> sound = new ArrayList<>(lost(1, "beef"));
    for (int i = 0; i < ROUNDS_OF_A_LOOK + 50; i++) {
      sound.addAll(lost(1, "c0de%04x".formatted(i)));
    }
    accounts.broken.addAll(broken);
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    SettlerCursor cursor = SettlerCursor.ofAccounts(house.dynamo(), house.name + "work");
    for (int minutes = 0; minutes < 4; minutes++) {
      tick(cursor, Slice.PRODUCTION);
    }
    assertEquals(List.of(), open(sound));
    assertEquals(failing, open(broken).size());
    accounts.broken.clear();
    for (int minutes = 0; minutes < 4; minutes++) {
      tick(cursor, Slice.PRODUCTION);
    }
    assertEquals(List.of(), open(broken));
    assertEquals(Set.of(), cursor.read().failed());
    assertFalse(cursor.read().isBehind(), cursor.read()::toString);
  }

  /** The same with room for two and slices of two, so that each bound is met again and again. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20})
  void theSameWithBoundsThatAreSmall(int rounds) {
    List<String> broken = new ArrayList<>();
    List<String> sound = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      long round = players.open();
      broken.addAll(bets(round, 2, "dead%02x".formatted(i)));
      sound.addAll(bets(round, 1, "beef%02x".formatted(i)));
      players.crash(round, 250);
    }
    accounts.broken.addAll(broken);
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    SettlerCursor cursor = SettlerCursor.ofAccounts(house.dynamo(), house.name + "work", 2);
    for (int minutes = 0; minutes <= rounds; minutes++) {
      tick(cursor, SMALL);
      assertTrue(cursor.read().failed().size() <= 2);
    }
    assertEquals(List.of(), open(sound));
    assertEquals(broken, open(broken));
    accounts.broken.clear();
    for (int minutes = 0; minutes < 10 + 3 * rounds; minutes++) {
      tick(cursor, SMALL);
    }
    assertEquals(List.of(), open(broken));
    assertEquals(Set.of(), cursor.read().failed());
    assertFalse(cursor.read().isBehind(), cursor.read()::toString);
  }

  /** Accounts that take seconds to fail take the time of their slice, and nobody else's. */
  @Test
  void accountsThatAreSlowToFailHoldNoOtherUp() {
    long round = players.open();
    List<String> broken = bets(round, 40, "dead");
    List<String> sound = new ArrayList<>(bets(round, 3, "beef"));
    players.crash(round, 250);
    sound.addAll(lost(1, "c0de"));
    accounts.broken.addAll(broken);
    accounts.slowMs = 2_000;
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    for (int room : new int[] {3, SettlerCursor.MAX_FAILED}) {
      SettlerCursor cursor = SettlerCursor.ofAccounts(house.dynamo(), house.name + "work", room);
      for (int minutes = 0; minutes < 20; minutes++) {
        long startedAtMs = house.time.millis();
        tick(cursor, Slice.PRODUCTION);
        // sixteen may be at it when the time is over, each for two seconds here
        assertTrue(house.time.millis() - startedAtMs < 60_000 + 29_000 + 4 * 16 * 2_000L);
      }
      assertEquals(List.of(), open(sound));
    }
    assertEquals(40, open(broken).size());
  }

  /** Nobody knows who bet on it; everybody knows who bet on the next. */
  @Test
  void aRoundWhoseFactsCannotBeReadHoldsNoOtherUp() {
    long unreadable = players.open();
    List<String> lost = bets(unreadable, 1, "dead");
    String facts = RoundFacts.journalOf(unreadable);
    events.append(new Entry(facts, 2, "bets", house.time.millis(), "{\"facts\":[{\"x\":1}]}"));
    players.crash(unreadable, 250);
    List<String> sound = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sound.addAll(lost(1, "beef%02x".formatted(i)));
    }
    house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
    SettlerCursor cursor = cursor(house.dynamo());
    for (int minutes = 0; minutes < 5; minutes++) {
      tick(cursor, SMALL);
    }
    assertEquals(List.of(), open(sound));
    assertEquals(lost, open(lost));
    assertEquals(unreadable, cursor.read().nextRoundId());
  }

  /** What a look did not come to is not forgotten by it, wherever it is stopped. */
  @Test
  void aLookThatStopsAfterAnyCallForgetsNobody() {
    List<String> all = new ArrayList<>();
    int calls = 0;
    boolean wasStopped = true;
    while (wasStopped) {
      calls++;
      List<String> broken = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        broken.addAll(lost(1, "dead%03x%01x".formatted(calls, i)));
        all.addAll(lost(1, "beef%03x%01x".formatted(calls, i)));
      }
      all.addAll(broken);
      accounts.broken.addAll(broken);
      house.time.pass(DueSettlements.EVERYONE_AFTER_MS);
      wasStopped = stops(calls);
      tick(cursor(house.dynamo()), SMALL);
      accounts.broken.clear();
      for (int minutes = 0; minutes < 20; minutes++) {
        tick(cursor(house.dynamo()), SMALL);
      }
      assertEquals(List.of(), open(all), "stopped after call " + calls);
    }
    assertTrue(calls >= 5, "calls of a look: " + calls);
  }

  private SettlerCursor cursor(DynamoDbClient dynamo) {
    return SettlerCursor.ofAccounts(dynamo, house.name + "work", 2);
  }

  private boolean stops(int calls) {
    try {
      tick(cursor(MortalClient.killedAfter(house.dynamo(), calls)), SMALL);
      return false;
    } catch (MortalClient.Killed stopped) {
      return true;
    }
  }

  private void tick(SettlerCursor cursor, Slice slice) {
    house.time.pass(60_000);
    new SettlementReconciler(
            cursor, new GameJournal(events), events, players.settlement(), house.time, slice)
        .run();
  }

  /** A round that is over, on which so many players lost a bet of an ether. */
  private List<String> lost(int many, String names) {
    long round = players.open();
    List<String> bettors = bets(round, many, names);
    players.crash(round, 250);
    return bettors;
  }

  private List<String> bets(long round, int many, String names) {
    List<PublicBetEvent> facts =
        IntStream.range(0, many)
            .mapToObj(i -> players.bet("0x" + names + "%06x".formatted(i), round, 1, null))
            .toList();
    for (int from = 0; from < facts.size(); from += 80) {
      players.project(
          round,
          facts.subList(from, Math.min(facts.size(), from + 80)).toArray(PublicBetEvent[]::new));
    }
    return facts.stream().map(PublicBetEvent::player).toList();
  }

  private List<String> open(List<String> some) {
    return some.stream()
        .filter(player -> !AccountBets.of(players.account(player)).isEmpty())
        .toList();
  }
}
