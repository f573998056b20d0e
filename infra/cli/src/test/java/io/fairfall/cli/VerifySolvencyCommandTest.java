package io.fairfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command's words and exit codes. */
class VerifySolvencyCommandTest {
  private static final Path SAMPLE = Path.of("../../web/test/solvency-sample.txt");

  @TempDir private Path folder = Path.of("");
  private final StringWriter said = new StringWriter();
  private Path statement = Path.of("");
  private Path proof = Path.of("");

  @BeforeEach
  void write() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);
    statement = Files.writeString(folder.resolve("statement.json"), lines.getFirst() + "\n");
    proof = Files.writeString(folder.resolve("proof.json"), lines.getLast() + "\n");
  }

  private int run(Object... words) {
    List<String> all = new ArrayList<>(List.of("solvency"));
    List.of(words).forEach(word -> all.add(word.toString()));
    PrintWriter out = new PrintWriter(said, true);
    return new CommandLine(new VerifyCommand())
        .setOut(out)
        .setErr(out)
        .execute(all.toArray(String[]::new));
  }

  @Test
  void whatHoldsIsTold() {
    String player = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    assertEquals(0, run(statement, "--leaf", proof, "--player", player));
    String text = said.toString();
    assertTrue(text.contains("1500000000000000007 wei of it are this player's"), text);
    assertTrue(text.contains("It holds, and is covered."), text);
    assertTrue(text.contains("one of development"), text);
  }

  @Test
  void whatDoesNotHoldIsNamed() throws IOException {
    assertEquals(1, run(statement, "--leaf", proof, "--player", "0xa"));
    assertTrue(said.toString().contains("Refused: PLAYER"), said.toString());
    assertEquals(1, run(statement, "--previous", statement));
    assertTrue(said.toString().contains("Refused: PREVIOUS"), said.toString());
    String tampered =
        Files.readString(statement).replace("\"liabilities\":\"3", "\"liabilities\":\"1");
    Files.writeString(statement, tampered);
    assertEquals(1, run(statement));
    assertTrue(said.toString().contains("Refused: SIGNATURE"), said.toString());
  }

  @Test
  void whatCannotBeReadIsTold() {
    assertEquals(2, run(folder.resolve("nothing")));
    assertEquals(2, run());
  }
}
