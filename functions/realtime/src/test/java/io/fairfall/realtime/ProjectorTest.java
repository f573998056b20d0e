package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static io.fairfall.realtime.RealtimeFixture.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.fairfall.crash.bets.PublicBetEvent;
import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.crash.bets.RoundFacts;
import io.fairfall.crash.bets.RoundProjection;
import io.fairfall.dynamodb.EmbeddedSecrets;
import io.fairfall.journal.Append;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.ledger.Witness;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class ProjectorTest {
  private static final Wei STAKE = Wei.of(1_000);

  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  @Test
  void betsCashoutsAndClosesBecomeFactsOfTheirRounds() {
    house.fund(ALICE, 1);
    house.fund(BOB, 1);
    long first = house.openRound();
    house.bet(ALICE, first, 1, STAKE, null);
    house.bet(BOB, first, 1, STAKE, new Multiplier(200));
    house.bet(BOB, first, 2, STAKE, null);
    house.startRound(first);
    house.cashOut(ALICE, 2, 8_000);
    house.crashRound(first);
    long second = house.openRound();
    house.bet(BOB, second, 1, STAKE, null);
    project(house.events, house.accountEntries(ALICE));
    project(house.events, house.accountEntries(BOB));
    assertEquals(
        List.of(
            "0xa11c bet 2 seat 1",
            "0xa11c cashout 2 seat 1 1.61 1610",
            "0xb0b0 bet 2 seat 1",
            "0xb0b0 bet 3 seat 2",
            "0xb0b0 close 2 seat 1 2.00 2000",
            "0xb0b0 close 3 seat 2 - 0"),
        told(house.events, first));
    assertEquals(List.of("0xb0b0 bet 4 seat 1"), told(house.events, second));
    assertEquals(2, house.events.head(RoundFacts.journalOf(first)).orElseThrow().version());
  }

  @Test
  void anAutomaticTargetIsWrittenDownForTheSettler() {
    house.fund(ALICE, 1);
    long round = house.openRound();
    house.bet(ALICE, round, 1, STAKE, new Multiplier(200));
    project(house.events, house.accountEntries(ALICE));
    assertEquals(new Multiplier(200), RoundFacts.all(house.events, round).getFirst().auto());
  }

  @Test
  void aVoidRoundRefunds() {
    house.fund(ALICE, 1);
    long round = house.openRound();
    house.bet(ALICE, round, 1, STAKE, null);
    house.voidRound();
    house.accounts.settle(ALICE);
    project(house.events, house.accountEntries(ALICE));
    assertEquals(
        List.of("0xa11c bet 2 seat 1", "0xa11c refund 2 seat 1 1.00 1000"),
        told(house.events, round));
  }

  @Test
  void recordsThatComeAgainChangeNothing() {
    house.fund(ALICE, 1);
    long round = house.openRound();
    house.bet(ALICE, round, 1, STAKE, null);
    house.bet(ALICE, round, 2, STAKE, null);
    Projector warm = projector(house.events);
    List<Entry> entries = house.accountEntries(ALICE);
    project(warm, entries.subList(0, 2));
    project(warm, entries);
    project(warm, entries);
    project(projector(house.events), entries);
    assertEquals(2, house.events.head(RoundFacts.journalOf(round)).orElseThrow().version());
    assertEquals(2, facts(house.events, round).size());
  }

  @Test
  void whatNothingElseTellsHasAWitnessOutsideOfTheAccountsOnce() {
    house.fund(ALICE, 1);
    long round = house.openRound();
    house.bet(ALICE, round, 1, STAKE, null);
    List<Entry> entries = house.accountEntries(ALICE);
    project(house.events, entries);
    project(house.events, entries);
    String adjusted = "witness:" + ALICE + ":1";
    List<Entry> witnesses = house.events.range(adjusted, 1, Long.MAX_VALUE);
    assertEquals(1, witnesses.size());
    assertTrue(Witness.isOf(witnesses.getFirst(), entries.getFirst()));
    assertFalse(Witness.isOf(witnesses.getFirst(), entries.getLast()));
    assertEquals(List.of(), house.events.range("witness:" + ALICE + ":2", 1, 1));
  }

  @Test
  void aWitnessThatCannotBeWrittenFailsFromItsRecordOn() {
    house.fund(ALICE, 1);
    long round = house.openRound();
    house.bet(ALICE, round, 1, STAKE, null);
    Journals broken = new Refusing(house.events, "witness:" + ALICE + ":1");
    StreamsEventResponse response = project(projector(broken), house.accountEntries(ALICE));
    assertEquals(List.of("0"), RealtimeFixture.failures(response));
  }

  @Test
  void anAdjustmentIsPostedOnceHoweverOftenItIsDelivered() {
    house.fund(ALICE, 7);
    house.fund(ALICE, 5);
    List<Entry> entries = house.accountEntries(ALICE);
    project(house.events, entries);
    project(house.events, entries);
    project(house.events, entries.subList(1, 2));
    List<Entry> books = house.events.range("house", 1, Long.MAX_VALUE);
    assertEquals(2, books.size());
    for (int version = 1; version <= 2; version++) {
      String journal = "adjusted:" + ALICE + ":" + version;
      List<Entry> own = house.events.range(journal, 1, Long.MAX_VALUE);
      assertEquals(1, own.size());
      assertEquals(books.get(version - 1).body(), own.getFirst().body());
    }
    assertEquals(1, house.events.range("adjusted", 1, Long.MAX_VALUE).size());
  }

  /** Whatever call of the store breaks off: the record is delivered again, and is posted once. */
  @Test
  void anAdjustmentIsPostedOnceWhereverTheStoreFails() {
    int calls = 0;
    for (boolean isAnswerLost : new boolean[] {false, true}) {
      boolean hasFailed = true;
      for (int failing = 1; hasFailed; failing++) {
        calls++;
        house.fund(ALICE, calls);
        Entry newest = house.accountEntries(ALICE).getLast();
        FailingJournals store = new FailingJournals(house.events, failing, isAnswerLost);
        StreamsEventResponse response = project(projector(store), List.of(newest));
        hasFailed = store.hasFailed;
        assertEquals(hasFailed ? List.of("0") : List.of(), RealtimeFixture.failures(response));
        project(house.events, List.of(newest));
        assertEquals(calls, house.events.range("house", 1, Long.MAX_VALUE).size());
      }
    }
    assertTrue(calls > 6, "the store is asked at least for witness, posting and books");
  }

  @Test
  void theSampleOfTheStreamIsTwoFacts() {
    StreamsEventResponse response =
        new Projector(house.environment())
            .handleRequest(
                RealtimeFixture.streamSample("accounts-stream.json"), RealtimeFixture.noContext());
    assertEquals(List.of(), RealtimeFixture.failures(response));
    assertEquals(
        List.of("0xf39f bet 2 seat 1", "0xf39f cashout 2 seat 1 1.50 150000000000000000"),
        told(house.events, 1));
    Entry first = house.events.range(RoundFacts.journalOf(1), 1, 1).getFirst();
    MacKey key = new MacKey(1, 0, EmbeddedSecrets.KEY);
    MacChain.verify(first, MacChain.NONE, new MacKeys(List.of(key)));
  }

  @Test
  void manyProjectorsOfOneRoundLoseAndDoubleNothing() throws Exception {
    int shards = 6;
    int bets = 20;
    long round = house.openRound();
    List<List<Entry>> batches = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      List<Entry> batch = new ArrayList<>();
      for (int i = 0; i < bets; i++) {
        String player = "0x%040x".formatted(shard * bets + i + 1);
        house.fund(player, 1);
        house.bet(player, round, 1, STAKE, null);
        batch.addAll(house.accountEntries(player));
      }
      batches.add(batch);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(shards)) {
      List<Future<?>> running = new ArrayList<>();
      for (List<Entry> batch : batches) {
        running.add(
            threads.submit(
                () -> {
                  Projector projector = projector(house.events);
                  for (int at = 0; at < batch.size(); at += 4) {
                    project(projector, batch.subList(at, Math.min(at + 4, batch.size())));
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    assertEquals(shards * bets, facts(house.events, round).size());
  }

  @Test
  void whatDoesNotFitIntoOneEntryTakesSeveral() {
    MemoryJournals journals = new MemoryJournals();
    List<PublicBetEvent> facts = new ArrayList<>();
    for (int i = 0; i < RoundFacts.MAX_FACTS_PER_ENTRY * 2 + 1; i++) {
      facts.add(new PublicBetEvent("0x" + i, 1, Kind.BET, "1", 1, STAKE, null, null, null, 1));
    }
    assertTrue(
        new RoundProjection(journals, 7, InstantSource.system(), AppendLoop.inRealTime())
            .add(facts));
    assertEquals(3, journals.head("round:7").orElseThrow().version());
    assertEquals(facts, RoundFacts.all(journals, 7));
  }

  @Test
  void aRoundThatCannotBeWrittenFailsFromItsFirstRecordOn() {
    house.fund(ALICE, 1);
    long first = house.openRound();
    house.bet(ALICE, first, 1, STAKE, null);
    house.startRound(first);
    house.crashRound(first);
    long second = house.openRound();
    house.bet(ALICE, second, 1, STAKE, null);
    Journals broken = new Refusing(house.events, RoundFacts.journalOf(second));
    List<Entry> entries = house.accountEntries(ALICE);
    StreamsEventResponse response = project(projector(broken), entries);
    assertEquals(List.of("2"), RealtimeFixture.failures(response));
    assertEquals(2, facts(house.events, first).size());
    assertEquals(0, facts(house.events, second).size());
    project(house.events, entries.subList(2, 3));
    assertEquals(2, facts(house.events, first).size());
    assertEquals(1, facts(house.events, second).size());
  }

  @Test
  void eachWithdrawalIsAnnouncedAndOneThatCouldNotBeIsTriedAgain() {
    house.fund(ALICE, 1);
    house.withdraw(ALICE, STAKE);
    house.fund(ALICE, 1);
    house.withdraw(ALICE, STAKE);
    List<Entry> entries = house.accountEntries(ALICE);
    List<String> told = new ArrayList<>();
    Projector projector =
        new Projector(
            house.events,
            InstantSource.system(),
            AppendLoop.inRealTime(),
            (id, amount, to, atMs) -> {
              told.add(id.text() + " " + amount + " to " + to);
              if (told.size() == 2) {
                throw new StoreUnavailableException("a test", new IllegalStateException());
              }
            });
    StreamsEventResponse response = project(projector, entries);
    assertEquals(List.of("3"), RealtimeFixture.failures(response));
    String second = ALICE + ":4 1000 to " + ALICE;
    assertEquals(List.of(ALICE + ":2 1000 to " + ALICE, second), told);
    assertEquals(List.of(), RealtimeFixture.failures(project(projector, entries.subList(3, 4))));
    assertEquals(second, told.getLast());
    assertEquals(3, told.size());
  }

  @Test
  void aWithdrawalThatNothingCanBeSentToHoldsUpNobody() {
    house.fund(ALICE, 1);
    house.withdraw(ALICE, STAKE);
    Projector projector =
        new Projector(
            house.events,
            InstantSource.system(),
            AppendLoop.inRealTime(),
            (id, amount, to, atMs) -> {
              throw new IllegalArgumentException("no address");
            });
    StreamsEventResponse response = project(projector, house.accountEntries(ALICE));
    assertEquals(List.of(), RealtimeFixture.failures(response));
  }

  @Test
  void whatCannotBeReadFailsWithoutHoldingUpWhatStandsBeforeIt() {
    house.fund(ALICE, 1);
    long round = house.openRound();
    house.bet(ALICE, round, 1, STAKE, null);
    List<Entry> entries = new ArrayList<>(house.accountEntries(ALICE));
    entries.add(new Entry("account:" + ALICE, 3, "bet", 1, "{\"s\":"));
    StreamsEventResponse response = project(projector(house.events), entries);
    assertEquals(List.of("2"), RealtimeFixture.failures(response));
    assertEquals(1, facts(house.events, round).size());
  }

  private static Projector projector(Journals journals) {
    return new Projector(journals, InstantSource.system(), AppendLoop.inRealTime());
  }

  private static void project(Journals journals, List<Entry> entries) {
    assertEquals(List.of(), RealtimeFixture.failures(project(projector(journals), entries)));
  }

  private static StreamsEventResponse project(Projector projector, List<Entry> entries) {
    return projector.handleRequest(RealtimeFixture.stream(entries), RealtimeFixture.noContext());
  }

  /** Every fact in a round's journal, also one that stands there twice. */
  private static List<PublicBetEvent> facts(Journals journals, long round) {
    return journals.range(RoundFacts.journalOf(round), 1, Long.MAX_VALUE).stream()
        .flatMap(entry -> RoundFacts.read(entry).stream())
        .toList();
  }

  private static List<String> told(Journals journals, long round) {
    return facts(journals, round).stream()
        .map(
            fact ->
                "%s %s %s seat %d"
                        .formatted(
                            fact.player().substring(0, 6),
                            fact.kind().word(),
                            fact.betId(),
                            fact.seat())
                    + (fact.payout() == null
                        ? ""
                        : " %s %s"
                            .formatted(
                                fact.multiplier() == null ? "-" : fact.multiplier(),
                                fact.payout())))
        .toList();
  }

  /** A store in which one journal does not answer. */
  private static final class Refusing extends ForwardingJournals {
    private final String refused;

    Refusing(Journals real, String refused) {
      super(real);
      this.refused = refused;
    }

    @Override
    public Append append(Entry entry) {
      if (entry.journal().equals(refused)) {
        throw new StoreUnavailableException("no answer", new IllegalStateException("test"));
      }
      return super.append(entry);
    }
  }
}
