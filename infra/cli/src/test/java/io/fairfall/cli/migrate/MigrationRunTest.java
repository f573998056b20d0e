package io.fairfall.cli.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.money.Wei;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A run with tellers that answer whatever a test wants. */
class MigrationRunTest {
  private static final OpeningOutcome UNKNOWN = new OpeningOutcome.Unknown("nobody is there");

  private final CountDownLatch stop = new CountDownLatch(1);
  @TempDir private Path folder;

  @Test
  void theReportHasTheLedgersRefusalsAndTheFilesInTheOrderOfTheFile() throws IOException {
    OpeningClient teller =
        openings ->
            openings.stream()
                .<OpeningOutcome>map(
                    row ->
                        row.line() % 40 == 0
                            ? new OpeningOutcome.Refused("OTHER_AMOUNT", "it has 2")
                            : new OpeningOutcome.Opened())
                .toList();
    MigrationSummary summary = run(teller, rows(200) + "bad,1\n" + "0x" + "f".repeat(40) + ",1");
    assertEquals(MigrationSummary.SOME_REJECTED, summary.exitCode());
    assertEquals(196, summary.tally().opened().rows());
    assertEquals(
        List.of("line", "40", "80", "120", "160", "200", "201"),
        Files.readAllLines(summary.report()).stream().map(row -> row.split(",", 2)[0]).toList());
  }

  @Test
  void onlyWhatIsUnknownIsAskedAgain() {
    List<Integer> asked = new ArrayList<>();
    OpeningClient shaky =
        openings -> {
          asked.add(openings.size());
          List<OpeningOutcome> outcomes =
              new ArrayList<>(Collections.nCopies(openings.size(), new OpeningOutcome.Opened()));
          outcomes.subList(0, openings.size() / 2).replaceAll(_ -> UNKNOWN);
          return outcomes;
        };
    List<OpeningOutcome> outcomes =
        new RetryingOpeningClient(shaky, stop, 1).open(Collections.nCopies(8, opening()));
    assertEquals(Collections.nCopies(8, new OpeningOutcome.Opened()), outcomes);
    assertEquals(List.of(8, 4, 2, 1), asked);
  }

  @Test
  void patienceHasAnEndAndEndsAtOnceWhenTheRunIsStopped() {
    List<Integer> asked = new ArrayList<>();
    OpeningClient dead =
        openings -> {
          asked.add(openings.size());
          return Collections.nCopies(openings.size(), UNKNOWN);
        };
    assertEquals(
        List.of(UNKNOWN), new RetryingOpeningClient(dead, stop, 1).open(List.of(opening())));
    assertEquals(RetryingOpeningClient.MAX_TRIES, asked.size());
    stop.countDown();
    new RetryingOpeningClient(dead, stop, 1).open(List.of(opening()));
    assertEquals(RetryingOpeningClient.MAX_TRIES + 1, asked.size());
  }

  @Test
  void aRunWithoutAnyAnswerEndsAfterAFewBatchesAndSaysSo() throws IOException {
    MigrationSummary summary =
        run(openings -> Collections.nCopies(openings.size(), UNKNOWN), rows(2_000));
    assertEquals(MigrationSummary.RUN_AGAIN, summary.exitCode());
    assertTrue(summary.early().orElseThrow().contains("nobody is there"));
    int unknown = (int) summary.tally().unknown().rows();
    int batches = Migration.MAX_DEAD_BATCHES + Migration.MAX_BATCHES_UNDER_WAY;
    assertTrue(
        unknown >= 150 && unknown <= batches * OpeningClient.MAX_OPENINGS, unknown + " rows");
    assertEquals(unknown, summary.tally().lastLine());
    assertEquals(unknown + 1, Files.readAllLines(summary.report()).size());
  }

  @Test
  void aRunThatIsStoppedSpeaksForTheLinesThatItReached() throws IOException {
    OpeningClient stopping =
        openings -> {
          if (openings.getLast().line() >= 200) {
            stop.countDown();
          }
          return Collections.nCopies(openings.size(), new OpeningOutcome.Opened());
        };
    MigrationSummary summary = run(stopping, rows(2_000));
    assertEquals(Optional.of("it was interrupted."), summary.early());
    assertEquals(summary.tally().lastLine(), summary.tally().opened().rows());
    assertTrue(summary.tally().lastLine() >= 200 && summary.tally().lastLine() <= 350);
  }

  @Test
  void whoseCommandIsWrongIsToldHowToUseIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), "address,balance\n");
    assertEquals(2, execute(file.toString()));
    assertEquals(2, execute(file.toString(), "--dry-run", "--report", file.toString()));
    assertEquals("address,balance\n", Files.readString(file));
    assertEquals(1, execute(folder.resolve("no.csv").toString(), "--dry-run"));
    assertEquals(0, execute(file.toString(), "--dry-run"));
  }

  private static int execute(String... arguments) {
    return new CommandLine(new MigrateCommand()).execute(arguments);
  }

  private MigrationSummary run(OpeningClient teller, String file) throws IOException {
    Path path = folder.resolve("report.csv");
    try (MigrationReport report = MigrationReport.to(path);
        Lines lines = new Lines(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))) {
      Migration migration = new Migration(teller, report, stop, _ -> {});
      Optional<String> early = migration.run(new Rows(lines));
      return new MigrationSummary(migration.tally(), false, early, path);
    }
  }

  private static Row.Opening opening() {
    return new Row.Opening(1, "0x" + "1".repeat(40), Wei.of(1));
  }

  /** Good rows without a header. */
  private static String rows(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj("0x%040x,1%n"::formatted)
        .collect(Collectors.joining());
  }
}
