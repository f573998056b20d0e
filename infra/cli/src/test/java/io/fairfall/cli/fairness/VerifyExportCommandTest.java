package io.fairfall.cli.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.developmentbeacon.DevelopmentBeacon;
import io.fairfall.developmentbeacon.DevelopmentExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VerifyExportCommandTest {
  private static final DevelopmentBeacon BEACON =
      DevelopmentBeacon.of("local", 1_700_000_000_000L, 3_000);
  private static final List<String> HONEST =
      DevelopmentExport.lines(BEACON, 150, 60, 1_764_500_000_000L);

  /** In the middle of a chain, with a beacon. */
  private static final int AT = 60;

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void anHonestExportHoldsAndItsHashesAreToBeCompared() throws IOException {
    assertEquals(0, run(HONEST));
    assertTrue(out.toString().endsWith("Everything holds.\n"), out.toString());
    assertTrue(out.toString().contains("147 rounds flown, 3 cancelled."), out.toString());
    assertTrue(out.toString().contains("prove nothing"), out.toString());
    String terminal = HONEST.get(1).replaceFirst(".*terminalHash\":\"([0-9a-f]+).*", "$1");
    assertTrue(out.toString().contains("chain chain-1 was committed as " + terminal));
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"gameHash\":\"..', '\"gameHash\":\"zz', MALFORMED",
    "'\"crash\":', '\"crash\":9', CRASH",
    "'\"beaconRound\":', '\"beaconRound\":1', BEACON BEACON_TIME",
    "'\"closesAt\":([0-9]+)00', '\"closesAt\":$101', BEACON_TIME",
    "'\"chain\":\"chain-.', '\"chain\":\"chain-9', ORDER",
    "'\"game\":', '\"game\":1', ORDER",
    "'\"commitment\":\"....', '\"commitment\":\"abcd', CHAIN COMMITMENT",
    "'\"gameHash\":\"....', '\"gameHash\":\"abcd', COMMITMENT CRASH",
    "'\"signature\":\"....', '\"signature\":\"abcd', BEACON CRASH",
    "'\"roundId\":\"', '\"roundId\":\"0', MALFORMED",
    "'\"roundId\":\"..', '\"roundId\":\"', ORDER",
    "',\"crash\":[0-9]+', '', MALFORMED",
    "'\"type\":\"round\"', '\"type\":\"rounds\"', MALFORMED",
    "'^.', '{\"salt\":1,', MALFORMED",
    "'^.', '', MALFORMED",
    "'$', ' ,', MALFORMED",
  })
  void whatIsChangedIsNamedAtItsLine(String what, String by, String words) throws IOException {
    List<String> lines = new ArrayList<>(HONEST);
    lines.set(AT - 1, lines.get(AT - 1).replaceFirst(what, by));
    assertFalse(lines.equals(HONEST));
    assertEquals(1, run(lines));
    assertEquals(words, String.join(" ", wordsAt(AT)));
  }

  @Test
  void anotherOrderIsNamed() throws IOException {
    List<String> swapped = new ArrayList<>(HONEST);
    swapped.add(AT - 1, swapped.remove(AT));
    assertEquals(1, run(swapped));
    assertEquals(Set.of("CHAIN", "ORDER"), wordsAt(AT));
    List<String> without = new ArrayList<>(HONEST);
    without.remove(AT - 1);
    assertEquals(1, run(without));
    assertEquals(Set.of("CHAIN", "ORDER"), wordsAt(AT));
    assertEquals(Set.of("INCOMPLETE"), wordsAt(without.size()));
  }

  @Test
  void aNetworkIsWhatItsFactsAre() throws IOException {
    List<String> renamed = new ArrayList<>(HONEST);
    renamed.set(0, renamed.getFirst().replace("development", "quicknet"));
    assertEquals(1, run(renamed));
    assertEquals(Set.of("NETWORK"), wordsAt(1));
    assertTrue(out.toString().contains("none that is known"), out.toString());
    List<String> withoutKey = new ArrayList<>(HONEST);
    withoutKey.set(
        0, withoutKey.getFirst().replaceFirst("publicKey\":\"....", "publicKey\":\"ffff"));
    assertEquals(1, run(withoutKey));
    assertTrue(wordsAt(AT).contains("BEACON"));
  }

  @Test
  void aFileThatEndsEarlyOrGoesOnIsNamed() throws IOException {
    assertEquals(1, run(HONEST.subList(0, HONEST.size() - 1)));
    assertEquals(Set.of("INCOMPLETE"), wordsAt(HONEST.size()));
    List<String> longer = new ArrayList<>(HONEST);
    longer.add(longer.getLast());
    assertEquals(1, run(longer));
    assertEquals(Set.of("ORDER"), wordsAt(longer.size()));
  }

  @Test
  void aChainBeginsAfterTheOneBeforeOrForAReason() throws IOException {
    List<String> early = new ArrayList<>(HONEST);
    int next = 1 + 1 + 30;
    early.remove(next - 1);
    early.set(early.size() - 1, "{\"type\":\"end\",\"rounds\":149}");
    assertEquals(1, run(early));
    assertEquals(Set.of("ORDER"), wordsAt(next));
    early.set(next - 1, early.get(next - 1).replace("}", ",\"reason\":\"a new key\"}"));
    assertEquals(0, run(early));
  }

  @Test
  void withoutRoundsOrWithTooManyItIsNotKnown() throws IOException {
    assertEquals(3, run(List.of(HONEST.getFirst(), "{\"type\":\"end\",\"rounds\":0}")));
    ExportVerifier bounded = new ExportVerifier(149);
    HONEST.forEach(bounded::read);
    ExportReport report = bounded.end();
    assertFalse(report.isWhole());
    assertEquals(0, report.findingCount());
    ExportVerifier exact = new ExportVerifier(150);
    HONEST.forEach(exact::read);
    assertTrue(exact.end().isWhole());
  }

  @Test
  void findingsAreBoundedAndCounted() throws IOException {
    List<String> lines = new ArrayList<>(HONEST);
    for (int i = 0; i < 1_200; i++) {
      lines.add(2, "{");
    }
    assertEquals(1, run(lines));
    assertTrue(out.toString().contains("and 200 more"), out.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {4_096, 4_097, 5_000_000})
  void aLineOfAnyLengthIsRead(int length) throws IOException {
    List<String> lines = new ArrayList<>(HONEST);
    lines.set(AT - 1, "x".repeat(length));
    assertEquals(1, run(lines));
    assertEquals(length > 4_096, out.toString().contains("more than 4096 characters"));
    assertTrue(wordsAt(AT).contains("MALFORMED"));
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    assertEquals(2, execute(folder.resolve("absent")));
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xc3, 0x28});
    assertEquals(2, execute(bytes));
    assertTrue(err.toString().contains("no text in UTF-8"), err.toString());
  }

  private Set<String> wordsAt(int line) {
    Set<String> words = new TreeSet<>();
    for (String told : out.toString().split("\n", -1)) {
      if (told.startsWith("line " + line + ": ")) {
        words.add(told.split("[ .]", -1)[2]);
      }
    }
    return words;
  }

  private int run(List<String> lines) throws IOException {
    return execute(Files.write(folder.resolve("export.jsonl"), lines));
  }

  private int execute(Path file) {
    out.getBuffer().setLength(0);
    return new CommandLine(new VerifyExportCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(file.toString());
  }
}
