package io.fairfall.betlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.betlog.bets.Grading;
import io.fairfall.betlog.bets.LegStatus;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlog.bets.Slip;
import io.fairfall.betlog.weeks.BetRevisions;
import io.fairfall.betlog.weeks.StoredBet;
import io.fairfall.betlog.weeks.WeekEntry;
import io.fairfall.betlog.weeks.WeekStore;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The journals of weeks, and the bets that follow from them, as they were stored before. */
class WeekGoldenTest {
  private static final Set<String> WAYS =
      Set.of("manual", "import", "edit", "grade", "bulk_grade", "delete", "bulk_delete");

  private final Set<String> ways = new TreeSet<>();
  private final Set<String> statuses = new TreeSet<>();
  private final Set<String> results = new TreeSet<>();
  private final Set<String> kinds = new TreeSet<>();

  /** An entry, and what its data says: a bet, what is new of several, or which are gone. */
  private record Change(WeekEntry entry, Object data) {}

  @Test
  void everyChangeOfAWeekIsReadAndWrittenAsItWas() {
    GoldenFile.named("week")
        .showing(WeekEntry.class, WeekGoldenTest::withoutData)
        .replayEntries(this::change, WeekGoldenTest::said)
        .covers();
    assertEquals(new TreeSet<>(WAYS), ways, "each way of changing a week is in some line");
    assertStatuses();
  }

  private Change change(Entry entry) {
    WeekEntry body = WeekStore.body(entry);
    ways.add(body.updateType());
    Object data =
        switch (body.updateType()) {
          case "delete", "bulk_delete" -> JsonCodec.membersFromStore(body.data());
          case "bulk_grade" -> JsonCodec.fromStore(BetRevisions.Patches.class, body.data());
          default -> JsonCodec.fromStore(LoggedBet.class, body.data());
        };
    if (data instanceof LoggedBet bet) {
      note(bet);
    }
    if (data instanceof BetRevisions.Patches patches) {
      patches.bets().forEach(patch -> statuses.addAll(patch.betStatus()));
    }
    return new Change(body, data);
  }

  private static Said said(Change change) {
    WeekEntry was = change.entry();
    WeekEntry again =
        new WeekEntry(
            was.type(),
            JsonCodec.write(change.data()),
            was.weekKey(),
            was.timestamp(),
            was.updateType(),
            was.by(),
            was.player(),
            was.reason(),
            was.changeId(),
            was.asked(),
            was.count());
    return new Said(again.type(), JsonCodec.write(again));
  }

  private static Map<String, Object> withoutData(WeekEntry entry) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("type", entry.type());
    shown.put("weekKey", entry.weekKey());
    shown.put("timestamp", entry.timestamp());
    shown.put("updateType", entry.updateType());
    shown.put("by", entry.by());
    shown.put("player", entry.player());
    if (entry.reason() != null) {
      shown.put("reason", entry.reason());
    }
    shown.put("changeId", entry.changeId());
    shown.put("asked", entry.asked());
    shown.put("count", entry.count());
    return shown;
  }

  @Test
  void everyBetIsReadAndWrittenAsItWas() {
    GoldenFile.named("bet")
        .replay(
            stored -> {
              StoredBet read = StoredBet.of(stored);
              note(read.bet());
              return read;
            },
            (bet, stored) -> bet.item(text(stored, "pk")))
        .covers();
    assertStatuses();
    assertEquals(
        Arrays.stream(Grading.Result.values())
            .map(Grading.Result::word)
            .collect(Collectors.toCollection(TreeSet::new)),
        results);
    assertEquals(new TreeSet<>(Set.of(Slip.STRAIGHT, Slip.PARLAY, Slip.TEASER)), kinds);
  }

  private void note(LoggedBet bet) {
    statuses.addAll(bet.betStatus());
    results.add(bet.payoutData().result());
    kinds.add(bet.slip().kind());
  }

  private void assertStatuses() {
    assertEquals(
        Arrays.stream(LegStatus.values())
            .map(LegStatus::word)
            .collect(Collectors.toCollection(TreeSet::new)),
        statuses);
  }

  private static String text(Map<String, AttributeValue> stored, String name) {
    return Objects.requireNonNull(stored.get(name)).s();
  }
}
