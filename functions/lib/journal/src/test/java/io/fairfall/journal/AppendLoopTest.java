package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.resilience.Backoff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every outcome of a try, and what comes of it. */
class AppendLoopTest {
  private static final String JOURNAL = "loop";
  private static final int TRIES = 5;
  private static final Backoff.Delays DELAYS = new Backoff.Delays(8, 32);
  private static final TransactionalAppend WRITTEN = new TransactionalAppend.Written();
  private static final TransactionalAppend TAKEN = new TransactionalAppend.SlotsTaken(List.of());
  private static final TransactionalAppend CONTENDED = new TransactionalAppend.Contended();

  private final List<Long> waits = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<AppendLoop.Try> tries = new ArrayList<>();
  private final Queue<TransactionalAppend> outcomes = new ArrayDeque<>();

  @Test
  void whatNeedsNoWriteIsAnsweredAtOnce() {
    assertEquals("done", loop(1).run(JOURNAL, attempt -> 7, (head, attempt) -> answer("done")));
    assertEquals(List.of(), waits);
    assertEquals(List.of(), told);
  }

  @Test
  void whatIsWrittenIsAnsweredOnceItStands() {
    assertEquals("written", put(WRITTEN));
    assertEquals(List.of(new AppendLoop.Try(1, false)), tries);
    assertEquals(List.of("decided 1"), told);
    assertEquals(List.of(), waits);
  }

  @Test
  void whoLosesASlotWaitsAndReadsAnew() {
    AtomicInteger reads = new AtomicInteger();
    List<Integer> heads = new ArrayList<>();
    outcomes.addAll(List.of(TAKEN, TAKEN, WRITTEN));
    loop(1)
        .run(
            JOURNAL,
            attempt -> reads.incrementAndGet(),
            (head, attempt) -> {
              heads.add(head);
              return next();
            });
    assertEquals(List.of(1, 2, 3), heads);
    assertEquals(2, waits.size());
    assertEquals(List.of("decided 1", "decided 2", "decided 3", "lost 2 of loop"), told);
  }

  @Test
  void onlyTheFirstTryMayBuildOnSomethingRemembered() {
    put(TAKEN, TAKEN, WRITTEN);
    assertEquals(List.of(true, false, false), tries.stream().map(AppendLoop.Try::isFirst).toList());
  }

  @Test
  void afterATransactionEveryTryKnowsThatAPutMayBeUnderWay() {
    put(TAKEN, CONTENDED, TAKEN, WRITTEN);
    assertEquals(
        List.of(false, false, true, true),
        tries.stream().map(AppendLoop.Try::mayBeUnderWay).toList());
  }

  /** Then its refusal, which is the answer of a fence, is written like anything else. */
  @Test
  void theAnswerOfAWriteMayBeARefusal() {
    outcomes.addAll(List.of(CONTENDED, WRITTEN));
    String answer =
        loop(1)
            .run(
                JOURNAL,
                attempt -> 0,
                (head, attempt) ->
                    attempt.mayBeUnderWay()
                        ? new Proposal.Write<>(outcomes::remove, () -> "no, and fenced")
                        : new Proposal.Write<>(outcomes::remove, () -> "yes"));
    assertEquals("no, and fenced", answer);
  }

  @Test
  void whoLooksAgainWaitsForNothingButIsBounded() {
    AtomicInteger looks = new AtomicInteger();
    assertThrows(
        TooManyConflictsException.class,
        () ->
            loop(1)
                .run(
                    JOURNAL,
                    attempt -> looks.incrementAndGet(),
                    (head, attempt) -> new Proposal.LookAgain<String>()));
    assertEquals(TRIES, looks.get());
    assertEquals(List.of(), waits);
    assertEquals(List.of(), told, "no slot was lost");
  }

  @Test
  void theLastTryCounts() {
    assertEquals("written", put(TAKEN, TAKEN, TAKEN, TAKEN, WRITTEN));
  }

  @Test
  void afterTheLastTryTheAnswerIsUnknown() {
    StoreUnavailableException unknown =
        assertThrows(
            StoreUnavailableException.class, () -> put(TAKEN, CONTENDED, TAKEN, TAKEN, TAKEN));
    assertInstanceOf(TooManyConflictsException.class, unknown);
    assertEquals(TRIES, tries.size());
    assertEquals(TRIES - 1, waits.size(), "nobody waits for a try that does not come");
    assertEquals("lost 5 of loop", told.getLast());
  }

  @Test
  void anUnansweredPutEndsTheLoop() {
    StoreUnavailableException lost =
        new StoreUnavailableException("lost", new IllegalStateException());
    List<StoreUnavailableException> thrown = new ArrayList<>();
    AtomicInteger puts = new AtomicInteger();
    try {
      loop(1)
          .run(
              JOURNAL,
              attempt -> 0,
              (head, attempt) ->
                  new Proposal.Write<>(
                      () -> {
                        if (puts.incrementAndGet() == 2) {
                          throw lost;
                        }
                        return TAKEN;
                      },
                      () -> "written"));
    } catch (StoreUnavailableException unknown) {
      thrown.add(unknown);
    }
    assertEquals(List.of(lost), thrown);
    assertEquals(2, puts.get());
    assertEquals("lost 1 of loop", told.getLast());
  }

  @Test
  void whoIsStoppedBetweenDecidingAndPuttingHasWrittenNothing() {
    Journals journals = new MemoryJournals();
    AppendListener strike =
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            throw new IllegalStateException("stopped");
          }
        };
    AppendLoop loop = new AppendLoop(TRIES, Backoff.of(DELAYS), strike);
    assertThrows(IllegalStateException.class, () -> number(loop, journals, "a"));
    assertTrue(journals.head(JOURNAL).isEmpty());
  }

  @Test
  void whoIsInterruptedBetweenTwoTriesDoesNotKnow() {
    outcomes.addAll(List.of(TAKEN, WRITTEN));
    AppendLoop loop =
        new AppendLoop(
            TRIES,
            new Backoff(
                DELAYS,
                () -> new Random(1),
                ms -> {
                  throw new InterruptedException("stop");
                }),
            AppendListener.NONE);
    assertThrows(
        TooManyConflictsException.class,
        () -> loop.run(JOURNAL, attempt -> 0, (head, attempt) -> next()));
    assertTrue(Thread.interrupted());
    assertEquals(1, outcomes.size());
  }

  @Test
  void theWaitsFollowFromTheSeed() {
    List<Long> first = waitsOf(1);
    assertEquals(first, waitsOf(1));
    assertNotEquals(first, waitsOf(2));
    for (int lost = 1; lost < TRIES; lost++) {
      assertTrue(first.get(lost - 1) <= DELAYS.boundMs(lost), first.toString());
    }
  }

  @Test
  void severalEntriesStandTogetherOrNotAtAll() {
    Journals journals = new MemoryJournals();
    journals.append(entry("other", 1, "taken"));
    AppendLoop loop = loop(1);
    assertThrows(
        TooManyConflictsException.class,
        () ->
            loop.run(
                JOURNAL,
                attempt -> 1L,
                (head, attempt) ->
                    Proposal.write(
                        journals,
                        List.of(entry(JOURNAL, 1, "x"), entry("other", 1, "y")),
                        () -> true)));
    assertTrue(journals.head(JOURNAL).isEmpty());
    long written =
        loop.run(
            JOURNAL,
            attempt -> 2L,
            (head, attempt) ->
                Proposal.write(
                    journals,
                    List.of(entry(JOURNAL, 1, "x"), entry("other", head, "y")),
                    () -> head));
    assertEquals(2, written);
    assertEquals("x", journals.head(JOURNAL).orElseThrow().body());
  }

  /** As many as {@link AppendLoop#MAX_TRIES} is meant for. */
  @Test
  void fiftyWritersAtOnceAllGetTheirTurnOnce() throws Exception {
    Journals journals = new MemoryJournals();
    int writers = 50;
    AtomicInteger lost = new AtomicInteger();
    AppendListener counting =
        new AppendListener() {
          @Override
          public void conflicts(String journal, int slots) {
            lost.addAndGet(slots);
          }
        };
    List<Callable<Long>> work = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      String body = "writer " + writer;
      work.add(() -> number(AppendLoop.inRealTime(counting), slow(journals), body));
    }
    Set<Long> slots = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> slot : threads.invokeAll(work)) {
        slots.add(slot.get());
      }
    }
    assertEquals(
        new HashSet<>(IntStream.rangeClosed(1, writers).mapToObj(Long::valueOf).toList()), slots);
    assertEquals(
        writers,
        journals.range(JOURNAL, 1, Long.MAX_VALUE).stream().map(Entry::body).distinct().count());
    assertTrue(lost.get() > 0, "they did contend");
  }

  @Test
  void aLoopWithoutATryIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new AppendLoop(0, Backoff.of(DELAYS), AppendListener.NONE));
    assertFalse(new AppendLoop.Try(2, false).isFirst());
  }

  private List<Long> waitsOf(long seed) {
    waits.clear();
    outcomes.clear();
    outcomes.addAll(List.of(TAKEN, TAKEN, TAKEN, TAKEN, WRITTEN));
    loop(seed).run(JOURNAL, attempt -> 0, (head, attempt) -> next());
    return List.copyOf(waits);
  }

  private String put(TransactionalAppend... scripted) {
    outcomes.addAll(List.of(scripted));
    return loop(1).run(JOURNAL, attempt -> tries.add(attempt), (head, attempt) -> next());
  }

  private Proposal<String> next() {
    return new Proposal.Write<>(outcomes::remove, () -> "written");
  }

  private static Proposal<String> answer(String text) {
    return Proposal.answer(text);
  }

  /** Appends an entry, whatever stands before it; its slot. */
  private static long number(AppendLoop loop, Journals journals, String body) {
    return loop.run(
        JOURNAL,
        attempt -> journals.head(JOURNAL).map(Entry::version).orElse(0L) + 1,
        (slot, attempt) -> Proposal.write(journals, entry(JOURNAL, slot, body), () -> slot));
  }

  /** A store in which others can come between a read and a write, as in every real one. */
  private static Journals slow(Journals journals) {
    return new ForwardingJournals(journals) {
      @Override
      public Append append(Entry entry) {
        LockSupport.parkNanos(500_000);
        return super.append(entry);
      }
    };
  }

  private AppendLoop loop(long seed) {
    Random random = new Random(seed);
    return new AppendLoop(
        TRIES,
        new Backoff(DELAYS, () -> random, waits::add),
        new AppendListener() {
          @Override
          public void decided(String journal, int number) {
            told.add("decided " + number);
          }

          @Override
          public void conflicts(String journal, int lost) {
            told.add("lost " + lost + " of " + journal);
          }
        });
  }

  private static Entry entry(String journal, long version, String body) {
    return new Entry(journal, version, "test", 0, body);
  }
}
