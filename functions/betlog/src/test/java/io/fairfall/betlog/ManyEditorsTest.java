package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.weeks.BetRevisions;
import io.fairfall.betlog.weeks.WeekEntry;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fifty people on one week at once, each with a function of their own. The property {@code
 * betlog.seconds} says for how long; {@code betlog.seed} repeats what they wish.
 */
@Tag("integration")
class ManyEditorsTest {
  private static final int EDITORS = 50;
  private static final int BETS = 60;
  private static final int MAX_THINKING_MS = 1_000;
  private static final List<LegStatus> STATUSES = List.of(LegStatus.values());
  private static final PoolWeek WEEK = new PoolWeek(League.POOL, League.WEEK);

  @AutoClose private final League league = new League().founded();

  private final Duration time = Duration.ofSeconds(Long.getLong("betlog.seconds", 4));
  private final long seed = Long.getLong("betlog.seed", ThreadLocalRandom.current().nextLong());
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger conflicts = new AtomicInteger();
  private final Queue<String> askedToComeBack = new ConcurrentLinkedQueue<>();

  /** A change that was answered as done. */
  private record Acknowledged(String betId, long revision, String changeId) {}

  @Test
  void revisionsAreDenseAndEveryAcknowledgedEditIsPresent() throws Exception {
    for (int i = 0; i < BETS; i++) {
      assertEquals(201, league.add(League.GRADER, id(i), League.slip("-110", "1", "")).status());
    }
    List<BetLogHandler> functions = new ArrayList<>();
    for (int editor = 0; editor < EDITORS; editor++) {
      functions.add(league.newFunction());
    }
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService editors = Executors.newFixedThreadPool(EDITORS)) {
      Instant end = Instant.now().plus(time);
      for (int editor = 0; editor < EDITORS; editor++) {
        int number = editor;
        all.add(editors.submit(() -> edit(number, functions.get(number), end)));
      }
    }
    for (Future<?> editor : all) {
      editor.get();
    }
    List<Entry> journal = journal();
    System.out.printf(
        "%d editors, %d s, seed %d: %d changes, %d conflicts shown, %d asked to come back%n",
        EDITORS,
        time.toSeconds(),
        seed,
        acknowledged.size(),
        conflicts.get(),
        askedToComeBack.size());
    assertFalse(acknowledged.isEmpty(), "somebody got somewhere");
    assertNothingElseIsPresent(journal);
    assertAcknowledgedArePresent(journal);
    assertEquals(replayed(journal), stored());
  }

  private void edit(int editor, BetLogHandler log, Instant end) {
    Random random = new Random(seed + editor);
    Map<String, Long> known = new HashMap<>();
    for (int turn = 0; Instant.now().isBefore(end); turn++) {
      int bet = random.nextInt(BETS);
      String betId = id(bet);
      String changeId = "change-" + editor + "-" + turn;
      long revision = known.getOrDefault(betId, bet + 1L);
      boolean grades = random.nextInt(4) == 0;
      League.Answer answer =
          grades
              ? grade(log, betId, revision, changeId, STATUSES.get(random.nextInt(STATUSES.size())))
              : change(log, betId, revision, changeId, random.nextInt(1000));
      if (answer.status() == 409) {
        conflicts.incrementAndGet();
        known.put(betId, answer.revision());
      } else if (answer.status() == 503) {
        askedToComeBack.add(changeId);
      } else {
        assertEquals(200, answer.status(), answer.text());
        long now = ((Number) answer.body().getOrDefault("revision", 0)).longValue();
        // a grading that changes nothing answers the week's revision, and is no change; the bet may
        // have that revision already
        boolean isNew = now > revision && answer.text().contains(bet(now));
        if (!grades || isNew) {
          acknowledged.add(new Acknowledged(betId, now, changeId));
        }
        known.put(betId, now);
      }
      think(random);
    }
  }

  /** The words of an answer about a bet that has a revision. */
  private static String bet(long revision) {
    return "\"revision\":" + revision + ",\"createdAt\"";
  }

  /** People look at what they have done. */
  private static void think(Random random) {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(MAX_THINKING_MS)).toNanos());
  }

  private static League.Answer change(
      BetLogHandler log, String betId, long revision, String changeId, int word) {
    return League.ask(
        log,
        League.GRADER,
        "POST /v1/pools/{pool}/weeks/{week}/bets/{betId}",
        League.bet(betId),
        Map.of(),
        Map.of(),
        JsonCodec.write(
            Map.of(
                "changeId",
                changeId,
                "revision",
                revision,
                "reason",
                "a test",
                "bet_data",
                League.slip("-110", "1", changeId + " " + word))));
  }

  private static League.Answer grade(
      BetLogHandler log, String betId, long revision, String changeId, LegStatus status) {
    return League.ask(
        log,
        League.GRADER,
        "POST /v1/pools/{pool}/weeks/{week}/grades",
        League.inWeek(),
        Map.of(),
        Map.of(),
        JsonCodec.write(
            Map.of(
                "changeId",
                changeId,
                "bets",
                List.of(
                    Map.of(
                        "betId", betId,
                        "revision", revision,
                        "bet_status", List.of(status.word()))))));
  }

  private void assertAcknowledgedArePresent(List<Entry> journal) {
    for (Acknowledged one : acknowledged) {
      WeekEntry entry = WeekStore.body(journal.get((int) one.revision() - 1));
      assertEquals(one.changeId(), entry.changeId());
      assertTrue(entry.data().contains(one.betId()));
    }
  }

  /** Whoever is asked to come back has not been told that nothing was written. */
  private void assertNothingElseIsPresent(List<Entry> journal) {
    Set<String> known = new HashSet<>(askedToComeBack);
    acknowledged.forEach(one -> known.add(one.changeId()));
    for (Entry entry : journal.subList(BETS, journal.size())) {
      String changeId = WeekStore.body(entry).changeId();
      assertTrue(known.remove(changeId), () -> changeId + " stands there twice, or was refused");
    }
    known.removeAll(askedToComeBack);
    assertEquals(Set.of(), known);
  }

  private List<Entry> journal() {
    List<Entry> all = new ArrayList<>();
    long head = league.sheet().revision(WEEK);
    while (all.size() < head) {
      List<Entry> page = league.sheet().entries(WEEK, all.size() + 1, head);
      assertFalse(page.isEmpty());
      for (Entry entry : page) {
        assertEquals(all.size() + 1, entry.version());
        all.add(entry);
      }
    }
    return all;
  }

  private static Map<String, LoggedBet> replayed(List<Entry> journal) {
    Map<String, LoggedBet> bets = new HashMap<>();
    for (Entry entry : journal) {
      WeekEntry body = WeekStore.body(entry);
      String betId = String.valueOf(League.object(body.data()).get("betId"));
      LoggedBet after = BetRevisions.after(bets.get(betId), betId, body);
      if (after == null) {
        bets.remove(betId);
      } else {
        bets.put(betId, after);
      }
    }
    return bets;
  }

  private Map<String, LoggedBet> stored() {
    Map<String, LoggedBet> bets = new HashMap<>();
    league.sheet().bets(WEEK).forEach(bet -> bets.put(bet.betId(), bet));
    return bets;
  }

  private static String id(int number) {
    return "bet-%04d".formatted(number);
  }
}
