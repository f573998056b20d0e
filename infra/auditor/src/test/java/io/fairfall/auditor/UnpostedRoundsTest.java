package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.auditor.Auditor.Options;
import io.fairfall.auditor.Auditor.Report;
import io.fairfall.auditor.Auditor.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rounds that are not posted do to the bankroll that later rounds count on. */
class UnpostedRoundsTest {
  private static final String ALICE = ReferenceHistory.ALICE;
  private static final int STOP_EVERY = 17;

  @TempDir private Path folder;
  private final ReferenceHouse house = new ReferenceHouse();

  @BeforeEach
  void begin() {
    house.pass(120_000);
    house.fund("opening", 10_000);
    house.deposit(ALICE, "deposit:1:0xa:N", 1_000_000);
  }

  /** A win that stays unposted: three hundred rounds later the house still counts on it. */
  @Test
  void aWinThatWaitsToBePostedCountsHoweverManyRoundsAreNewer() throws IOException {
    house.nameBankrolls();
    long waiting = lose(500);
    house.leaveUnposted(waiting);
    house.settle();
    play(320);
    house.settle();
    play(45);
    house.postAll();
    Forgery export = Forgery.of(house);
    assertEquals(Map.of(), judge(export).byRule());
    assertEquals(Map.of(), judgeInParts(export).byRule());
    // the house did not own one wei more
    export.edit(
        export.line("game", last(export)), "\"bankroll\":\"10500\"", "\"bankroll\":\"10501\"");
    assertEquals(Map.of("terms", 1L, "mac", 1L), judge(export).byRule());
    assertEquals(Map.of("terms", 1L, "mac", 1L), judgeInParts(export).byRule());
  }

  /** Then the house counts on nothing, and what it owned is unknown until they are posted. */
  @Test
  void whereMoreRoundsThanCountAreNotPostedNothingIsKnown() throws IOException {
    for (int i = 0; i < 342; i++) {
      house.leaveUnposted(lose(10));
    }
    house.settle();
    house.nameBankrolls();
    play(1);
    house.postAll();
    house.pass(120_000);
    play(3);
    Report report = judge(Forgery.of(house));
    assertEquals(Map.of(), report.byRule());
    assertEquals(List.of(1L), tooMany(report));
    assertEquals(List.of(1L), tooMany(judgeInParts(Forgery.of(house))));
  }

  private static List<Long> tooMany(Report report) {
    return report.unknown().stream()
        .filter(one -> one.sentence().startsWith("more rounds were not posted than count"))
        .map(Unknown::times)
        .toList();
  }

  private static long last(Forgery export) {
    return export.last("game").version() - 2;
  }

  private long lose(long stake) {
    long round = house.open(crash -> crash < 110);
    house.bet(ALICE, round, 1, stake, 1_000_000);
    house.start(round);
    house.crash(round);
    return round;
  }

  private void play(int rounds) {
    for (int i = 0; i < rounds; i++) {
      long round = house.open(crash -> true);
      house.start(round);
      house.crash(round);
    }
  }

  private Report judge(Forgery forged) throws IOException {
    try (Auditor.Export export = new Auditor.Export(forged.write(folder.resolve("export")))) {
      return export.judge(options());
    }
  }

  private Report judgeInParts(Forgery forged) throws IOException {
    try (Auditor.Export export = new Auditor.Export(forged.write(folder.resolve("export")))) {
      Options options = options();
      Auditor[] reading = {new Auditor(export, options)};
      int[] stops = {0};
      export.each(
          item -> {
            reading[0].take(item);
            if (item.version() % STOP_EVERY == 0 && reading[0].mayPause()) {
              stops[0]++;
              reading[0] = Auditor.restore(reading[0].save(), export, options);
            }
          });
      assertTrue(stops[0] > 50, "it was stopped " + stops[0] + " times");
      return reading[0].report();
    }
  }

  private Options options() throws IOException {
    long now = Long.parseLong(Exports.NOW);
    return new Options(
        now,
        now,
        Optional.of(Auditor.Keys.parse(Files.readString(Path.of(Exports.options(folder)[1])))),
        List.of(),
        0,
        Optional.empty(),
        Set.of(),
        10);
  }
}
