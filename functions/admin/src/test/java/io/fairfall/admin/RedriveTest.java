package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.GameJournal;
import io.fairfall.crash.RoundEvent;
import io.fairfall.crash.bets.Bet;
import io.fairfall.crash.bets.CrashGame;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.ledger.Accounts;
import io.fairfall.ledger.Answer;
import io.fairfall.ledger.LedgerPorts;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.ledger.Witness;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Bets whose facts were never projected, on a real store. */
@Tag("integration")
class RedriveTest {
  private static final String ALICE = "0xa11ce00000000000000000000000000000000001";
  private static final String BOB = "0xb0b0000000000000000000000000000000000002";
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final long ROUND = 1;

  @AutoClose private final AdminFixture desk = new AdminFixture();

  private final InstantSource clock = InstantSource.system();
  private final Random random = new Random(20_261_121);
  private final long began = clock.millis();

  @BeforeEach
  void twoPlayersBet() {
    Journals events = desk.events();
    GameJournal game = new GameJournal(events);
    append(game, ROUND, opened(ROUND, began));
    Accounts accounts =
        new Accounts(
            new LedgerPorts(
                desk.accounts(),
                new CrashGame(game),
                new SettingsJournal(events, clock),
                () -> KEYS),
            clock,
            () -> random);
    bet(accounts, ALICE);
    bet(accounts, BOB);
  }

  @Test
  void factsThatRoundsLackAreAppendedOnce() {
    AdminFixture.Answer first = redrive(began);
    assertEquals("4 2 2", summary(first));
    assertEquals(
        Set.of(ALICE, BOB),
        RoundFacts.all(desk.events(), ROUND).stream()
            .map(PublicBetEvent::player)
            .collect(Collectors.toSet()));
    assertEquals("4 2 0", summary(redrive(began)));
    assertEquals(2, RoundFacts.all(desk.events(), ROUND).size());
  }

  @Test
  void adjustmentsThatHaveNoWitnessGetOneOnce() {
    String witness = "witness:" + ALICE + ":1";
    assertEquals(List.of(), desk.events().range(witness, 1, Long.MAX_VALUE));
    redrive(began);
    redrive(began);
    List<Entry> stands = desk.events().range(witness, 1, Long.MAX_VALUE);
    assertEquals(1, stands.size());
    Entry adjustment = desk.accounts().range(Accounts.journalOf(ALICE), 1, 1).getFirst();
    assertTrue(Witness.isOf(stands.getFirst(), adjustment));
  }

  @Test
  void adjustmentsThatNoBooksHaveArePostedOnce() {
    assertEquals(List.of(), desk.events().range("house", 1, Long.MAX_VALUE));
    redrive(began);
    List<Entry> books = desk.events().range("house", 1, Long.MAX_VALUE);
    assertEquals(2, books.size());
    redrive(began);
    assertEquals(books, desk.events().range("house", 1, Long.MAX_VALUE));
    Set<String> own =
        Set.of(ALICE, BOB).stream()
            .flatMap(player -> desk.events().range("adjusted:" + player + ":1", 1, 1).stream())
            .map(Entry::body)
            .collect(Collectors.toSet());
    assertEquals(books.stream().map(Entry::body).collect(Collectors.toSet()), own);
  }

  @Test
  void whatIsOlderIsLeftAlone() {
    assertEquals("0 0 0", summary(redrive(clock.millis() + 60_000)));
  }

  @Test
  void itGoesOnWhereTheAnswerBeforeSaid() {
    String after =
        "{\"action\":\"feed.redrive\",\"since\":0,\"after\":{\"journal\":\"%s\",\"version\":1}}"
            .formatted(Accounts.journalOf(ALICE));
    AdminFixture.Answer answer = desk.send(after);
    assertTrue(answer.ok());
    assertTrue(Long.parseLong(answer.text("entries")) < 4, "one entry at least was read before");
  }

  @Test
  void theSettlersCursorsAreSetBackAndNeverForward() {
    cursor("cursor:settler", 900);
    cursor("cursor:house", 1);
    AdminFixture.Answer answer = desk.send("{\"action\":\"feed.settle\",\"since\":0}");
    assertEquals("1 true", answer.text("fromRound") + " " + answer.text("moved"));
    assertEquals("1", cursor("cursor:settler"));
    assertEquals("1", cursor("cursor:house"));
  }

  /** Rounds of one to three slots, and instants before, at and after the opening of each. */
  @Test
  void theRoundOfAnInstantIsFoundHoweverLongAgoItWas() {
    GameJournal game = new GameJournal(desk.events());
    List<Long> ids = new ArrayList<>(List.of(ROUND));
    List<Long> openings = new ArrayList<>(List.of(began));
    long slot = ROUND + 1;
    for (int i = 1; i <= 40; i++) {
      long opensAt = began + i * 10_000L;
      append(game, slot, opened(slot, opensAt));
      ids.add(slot++);
      openings.add(opensAt);
      if (i % 3 > 0) {
        append(game, slot++, new RoundEvent.Started(opensAt + 7_000));
      }
      if (i % 3 > 1) {
        append(
            game,
            slot++,
            new RoundEvent.Crashed(new Multiplier(100), opensAt + 7_000, "%064x".formatted(1)));
      }
    }
    for (int i = 0; i < ids.size(); i++) {
      for (long offMs : List.of(-5_000L, 0L, 5_000L)) {
        long since = openings.get(i) + offMs;
        long expected = ids.getFirst();
        for (int j = 0; j < ids.size(); j++) {
          expected = openings.get(j) < since ? ids.get(j) : expected;
        }
        AdminFixture.Answer answer =
            desk.send("{\"action\":\"feed.settle\",\"since\":" + since + "}");
        assertEquals(Long.toString(expected), answer.text("fromRound"), i + " " + offMs);
      }
    }
  }

  @Test
  void anInstantMustBeSaid() {
    assertEquals("VALIDATION", desk.send("{\"action\":\"feed.redrive\"}").code());
    assertEquals(
        "VALIDATION", desk.send("{\"action\":\"feed.redrive\",\"since\":0,\"after\":{}}").code());
  }

  private static RoundEvent.Opened opened(long game, long opensAt) {
    return new RoundEvent.Opened(
        "c1",
        game,
        "%064x".formatted(1),
        opensAt,
        opensAt + 60_000,
        opensAt + 61_000,
        Wei.of(1),
        Wei.ofEther(10),
        Wei.ofEther(100),
        1);
  }

  private static void append(GameJournal game, long slot, RoundEvent event) {
    assertTrue(game.append(slot, event, 1) instanceof Append.Written);
  }

  private AdminFixture.Answer redrive(long since) {
    return desk.send("{\"action\":\"feed.redrive\",\"since\":" + since + "}");
  }

  private static String summary(AdminFixture.Answer answer) {
    return answer.text("entries") + " " + answer.text("facts") + " " + answer.text("appended");
  }

  private void bet(Accounts accounts, String player) {
    Operation.Adjustment credit =
        new Operation.Adjustment(id(0), Wei.ofEther(2).value(), "play ether", "test");
    assertTrue(accounts.adjust(player, credit, true) instanceof Answer.Ok);
    Bet bet = new Bet(id(1), ROUND, 1, Wei.ofEther(1), null, OptionalLong.empty(), clock.millis());
    assertTrue(accounts.play(player, bet, true) instanceof Answer.Ok);
  }

  private OperationId id(long version) {
    return OperationId.parse(version + ".r%010d".formatted(random.nextInt(1_000_000_000)))
        .orElseThrow();
  }

  private void cursor(String cursor, long round) {
    desk.client()
        .putItem(
            put ->
                put.tableName("work")
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS(cursor),
                            "nextRound", AttributeValue.fromN(Long.toString(round)))));
  }

  private String cursor(String cursor) {
    return desk.client()
        .getItem(get -> get.tableName("work").key(Map.of("pk", AttributeValue.fromS(cursor))))
        .item()
        .getOrDefault("nextRound", AttributeValue.fromN("-1"))
        .n();
  }
}
