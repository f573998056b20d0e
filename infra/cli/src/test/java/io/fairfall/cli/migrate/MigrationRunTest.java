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
  private static final Outcome UNKNOWN = new Outcome.Unknown("nobody is there");

  private final CountDownLatch stop = new CountDownLatch(1);
  @TempDir private Path folder;

  @Test
  void theReportHasTheLedgersRefusalsAndTheFilesInTheOrderOfTheFile() throws IOException {
    Teller teller =
        openings ->
            openings.stream()
                .<Outcome>map(
                    row ->
                        row.line() % 40 == 0
                            ? new Outcome.Refused("OTHER_AMOUNT", "it has 2")
                            : new Outcome.Opened())
                .toList();
    Summary summary = run(teller, rows(200) + "bad,1\n" + "0x" + "f".repeat(40) + ",1");
    assertEquals(Summary.SOME_REJECTED, summary.exitCode());
    assertEquals(196, summary.tally().opened().rows());
    assertEquals(
        List.of("line", "40", "80", "120", "160", "200", "201"),
        Files.readAllLines(summary.report()).stream().map(row -> row.split(",", 2)[0]).toList());
  }

  @Test
  void onlyWhatIsUnknownIsAskedAgain() {
    List<Integer> asked = new ArrayList<>();
    Teller shaky =
        openings -> {
          asked.add(openings.size());
          List<Outcome> outcomes =
              new ArrayList<>(Collections.nCopies(openings.size(), new Outcome.Opened()));
          outcomes.subList(0, openings.size() / 2).replaceAll(_ -> UNKNOWN);
          return outcomes;
        };
    List<Outcome> outcomes =
        new PatientTeller(shaky, stop, 1).open(Collections.nCopies(8, opening()));
    assertEquals(Collections.nCopies(8, new Outcome.Opened()), outcomes);
    assertEquals(List.of(8, 4, 2, 1), asked);
  }

  @Test
  void patienceHasAnEndAndEndsAtOnceWhenTheRunIsStopped() {
    List<Integer> asked = new ArrayList<>();
    Teller dead =
        openings -> {
          asked.add(openings.size());
          return Collections.nCopies(openings.size(), UNKNOWN);
        };
    assertEquals(List.of(UNKNOWN), new PatientTeller(dead, stop, 1).open(List.of(opening())));
    assertEquals(PatientTeller.MAX_TRIES, asked.size());
    stop.countDown();
    new PatientTeller(dead, stop, 1).open(List.of(opening()));
    assertEquals(PatientTeller.MAX_TRIES + 1, asked.size());
  }

  @Test
  void aRunWithoutAnyAnswerEndsAfterAFewBatchesAndSaysSo() throws IOException {
    Summary summary = run(openings -> Collections.nCopies(openings.size(), UNKNOWN), rows(2_000));
    assertEquals(Summary.RUN_AGAIN, summary.exitCode());
    assertTrue(summary.early().orElseThrow().contains("nobody is there"));
    int unknown = (int) summary.tally().unknown().rows();
    int batches = Migration.MAX_DEAD_BATCHES + Migration.MAX_BATCHES_UNDER_WAY;
    assertTrue(unknown >= 150 && unknown <= batches * Teller.MAX_OPENINGS, unknown + " rows");
    assertEquals(unknown, summary.tally().lastLine());
    assertEquals(unknown + 1, Files.readAllLines(summary.report()).size());
  }

  @Test
  void aRunThatIsStoppedSpeaksForTheLinesThatItReached() throws IOException {
    Teller stopping =
        openings -> {
          if (openings.getLast().line() >= 200) {
            stop.countDown();
          }
          return Collections.nCopies(openings.size(), new Outcome.Opened());
        };
    Summary summary = run(stopping, rows(2_000));
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

  private Summary run(Teller teller, String file) throws IOException {
    Path path = folder.resolve("report.csv");
    try (Report report = Report.to(path);
        Lines lines = new Lines(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))) {
      Migration migration = new Migration(teller, report, stop, _ -> {});
      Optional<String> early = migration.run(new Rows(lines));
      return new Summary(migration.tally(), false, early, path);
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
