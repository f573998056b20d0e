package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.conductor.settlement.PostingReconciler;
import io.fairfall.conductor.settlement.PostingReconciler.Slice;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.money.Wei;
import io.fairfall.treasury.ExposureReading;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.SettlerCursor;
import io.fairfall.treasury.UnpostedRounds;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Postings recover however far they are behind, and what is not posted is never forgotten. */
@Tag("integration")
class PostingsBehindTest {
  private static final Pattern BEHIND =
      Pattern.compile("\"" + PostingReconciler.METRIC + "\":(\\d+)");

  /** A store that takes no postings of some rounds for a while. */
  private static final class Closed extends ForwardingJournals {
    private final Set<Long> rounds;
    private boolean isClosed = true;

    /** Of all rounds. */
    Closed(Journals journals) {
      this(journals, Set.of());
    }

    /**
     * Of some rounds.
     *
     * @param rounds none for all
     */
    Closed(Journals journals, Set<Long> rounds) {
      super(journals);
      this.rounds = rounds;
    }

    @Override
    public TransactionalAppend appendTogether(List<Entry> entries) {
      long round = HouseJournal.roundOf(entries.getLast().journal()).orElse(0);
      if (isClosed && (rounds.isEmpty() || rounds.contains(round))) {
        throw new StoreUnavailableException("closed in a test", new IllegalStateException());
      }
      return super.appendTogether(entries);
    }
  }

  /** 999 recovered and 1,001 never did; nothing rang. */
  @ParameterizedTest
  @ValueSource(ints = {999, 1_001, 5_000})
  void roundsWhosePostingFailedArePostedHoweverManyTheyAre(int rounds) {
    Closed store = new Closed(new MemoryJournals());
    PostingHouse house = new PostingHouse(store, SettlerCursor.MAX_FAILED, Slice.PRODUCTION);
    for (int i = 0; i < rounds; i++) {
      house.lost();
    }
    house.passUntilAllIsDue();
    for (int minutes = 0; minutes < 12; minutes++) {
      house.tick();
    }
    house.assertPosted(0);
    assertInstanceOf(ExposureReading.Unknown.class, house.exposure());
    assertTrue(behindSeconds() >= 600, "the alarm rings: " + behindSeconds());
    store.isClosed = false;
    int minutes = 0;
    while (house.books().bankroll().intValueExact() < rounds && minutes < 100) {
      house.tick();
      minutes++;
    }
    house.assertPosted(rounds);
    assertTrue(minutes <= 2 + rounds / 500, "after minutes: " + minutes);
    house.tick();
    assertEquals(new UnpostedRounds(3L * rounds + 1, Set.of()), house.cursor().unposted());
    assertEquals(0, behindSeconds());
    house.assertAtWorst(rounds);
  }

  /** The same with room for three and slices of two, so that each bound is met again and again. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 20})
  void theSameWithBoundsThatAreSmall(int rounds) {
    Closed store = new Closed(new MemoryJournals());
    PostingHouse house = new PostingHouse(store, 3, new Slice(2, 1_000, 2, 1_000));
    for (int i = 0; i < rounds; i++) {
      house.lost();
    }
    house.passUntilAllIsDue();
    for (int minutes = 0; minutes < 5; minutes++) {
      house.tick();
      house.assertAtWorst(rounds);
    }
    assertTrue(house.cursor().read().failed().size() <= 3);
    store.isClosed = false;
    for (int minutes = 0; minutes < 5 + rounds; minutes++) {
      house.tick();
      house.assertAtWorst(rounds);
    }
    house.assertPosted(rounds);
    assertEquals(new UnpostedRounds(3L * rounds + 1, Set.of()), house.cursor().unposted());
  }

  @Test
  void roundsThatStayBrokenHoldNoOtherUpAndAreNeverForgotten() {
    Closed store = new Closed(new MemoryJournals(), Set.of(1L, 4L, 7L));
    PostingHouse house = new PostingHouse(store, 2, new Slice(100, 1_000, 1, 1_000));
    for (int i = 0; i < 53; i++) {
      house.lost();
    }
    house.passUntilAllIsDue();
    for (int minutes = 0; minutes < 5; minutes++) {
      house.tick();
      house.assertAtWorst(53);
    }
    house.assertPosted(50);
    UnpostedRounds unposted = house.cursor().unposted();
    for (long broken = 1; broken <= 7; broken += 3) {
      assertTrue(
          unposted.before().contains(broken) || broken >= unposted.from(), unposted::toString);
    }
    assertTrue(behindSeconds() > 0);
  }

  /** A loss whose end nobody tells was out of sight after forty rounds, and after three minutes. */
  @Test
  void aBetWhoseEndIsNotToldCountsAtItsWorstUntilItIs() {
    PostingHouse house =
        new PostingHouse(new MemoryJournals(), SettlerCursor.MAX_FAILED, Slice.PRODUCTION);
    long open = house.open();
    house.assertAtWorst(-2);
    house.passUntilAllIsDue();
    house.tick();
    for (int i = 0; i < 60; i++) {
      house.lost();
    }
    house.passUntilAllIsDue();
    house.tick();
    house.assertPosted(60);
    house.assertAtWorst(60 - 2);
    assertEquals(Set.of(open), house.cursor().unposted().before());
    house.tellEnd(open);
    house.assertAtWorst(61);
    house.tick();
    house.assertPosted(61);
    assertEquals(Set.of(), house.cursor().unposted().before());
  }

  /** What is more than a graph can show is shown as its end, and posted as it is. */
  @Test
  void aMetricEndsAtTheLargestNumberAndTheBooksDoNot() {
    Wei most = new Wei(BigInteger.TEN.pow(40));
    PostingHouse house =
        new PostingHouse(new MemoryJournals(), SettlerCursor.MAX_FAILED, Slice.PRODUCTION);
    house.ended(most, Wei.ZERO);
    house.passUntilAllIsDue();
    house.tick();
    assertEquals(BigInteger.TEN.pow(40), house.books().bankroll());
    String printed = ConductorFixture.PRINTED.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("\"BankrollGwei\":9223372036854775807"), "the largest");
    house.ended(Wei.of(1), new Wei(BigInteger.TEN.pow(41)));
    house.passUntilAllIsDue();
    house.tick();
    printed = ConductorFixture.PRINTED.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("\"BankrollGwei\":-9223372036854775807"), "the smallest");
  }

  /** A cursor that has no room goes back rather than forget a round. */
  @Test
  void whereNoMoreCanWaitTheCursorGoesBack() {
    PostingHouse house = new PostingHouse(2, Slice.PRODUCTION);
    SettlerCursor cursor = house.cursor();
    cursor.advance(1, 100);
    cursor.keep(10);
    cursor.keep(13);
    cursor.keep(10);
    assertEquals(new UnpostedRounds(100, Set.of(10L, 13L)), cursor.unposted());
    cursor.advanceWhileThereIsRoom(100, 103);
    assertEquals(100, cursor.unposted().from());
    cursor.keep(40);
    assertEquals(new UnpostedRounds(40, Set.of(10L, 13L)), cursor.unposted());
    cursor.removeFailed(Set.of("10"));
    cursor.advanceWhileThereIsRoom(40, 103);
    assertEquals(new UnpostedRounds(103, Set.of(13L)), cursor.unposted());
  }

  /** At every instant the bankroll at the worst is what everything comes to in the end. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSettlerThatStopsAfterAnyCallLeavesNothingOutAndNothingTwice(boolean isKilled) {
    PostingHouse house = new PostingHouse(1, new Slice(3, 1_000, 2, 1_000));
    long lost = 0;
    int calls = 0;
    boolean wasStopped = true;
    while (wasStopped) {
      for (int i = 0; i < 3; i++) {
        house.lost();
      }
      long broken = house.lost();
      lost += 4;
      house.passUntilAllIsDue();
      calls++;
      wasStopped = stops(house, calls, isKilled, Set.of(broken - 3, broken));
      house.assertAtWorst(lost);
      for (int minutes = 0; minutes < 8; minutes++) {
        house.tick();
        house.assertAtWorst(lost);
      }
      house.assertPosted(lost);
    }
    assertTrue(calls > 20, "calls of a look: " + calls);
  }

  /** Runs a look whose store fails after a call; whether it came to that call. */
  private static boolean stops(PostingHouse house, int calls, boolean isKilled, Set<Long> broken) {
    DynamoDbClient sound = house.fixture.dynamo();
    boolean[] met = {false};
    DynamoDbClient client =
        MortalClient.observed(
            sound,
            (call, method) -> {
              if (isKilled ? call >= calls : call == calls) {
                met[0] = true;
                if (isKilled) {
                  throw new MortalClient.Killed(call);
                }
                throw SdkClientException.create("lost after call " + call);
              }
            });
    try {
      DynamoJournals events = new DynamoJournals(client, house.fixture.name + "events");
      house.tick(client, new Closed(events, broken));
    } catch (MortalClient.Killed | StoreUnavailableException stopped) {
      assertTrue(met[0]);
    }
    return met[0];
  }

  /** What the newest line says. */
  private static long behindSeconds() {
    Matcher lines = BEHIND.matcher(ConductorFixture.PRINTED.toString(StandardCharsets.UTF_8));
    long seconds = -1;
    while (lines.find()) {
      seconds = Long.parseLong(lines.group(1));
    }
    return seconds;
  }
}
