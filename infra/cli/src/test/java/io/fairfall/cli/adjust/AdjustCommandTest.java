package io.fairfall.cli.adjust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.migrate.FunctionOnAPort;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Operators adjust accounts from the command line of one machine, by the real function. */
@Tag("integration")
class AdjustCommandTest {
  private static final String PLAYER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  private static final String NOWHERE = "http://127.0.0.1:9";

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          propose 0xAB 1 --reason x                | 0xAB is no address in lower case
          propose PLAYER 0 --reason x              | 0 changes nothing
          propose PLAYER much --reason x           | much:
          propose PLAYER 1                         | Missing required option
          propose PLAYER 1 --reason x --id short   | --id is 8 to 22 of A-Z a-z 0-9 _ -
          approve                                  | Missing required parameter
          reject goodwill-1                        | Missing required option
          list --limit 0                           | --limit is from 1 to 100
          list --limit 101                         | --limit is from 1 to 100
          show                                     | Missing required parameter
          give PLAYER 1                            | Unmatched argument
          """)
  void aWrongCommandLineIsExplainedAndNobodyIsAsked(String arguments, String sentence) {
    assertEquals(2, run(NOWHERE, arguments.replace("PLAYER", PLAYER).split(" +", -1)));
    assertTrue(err.toString().contains(sentence), err::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"propose", "approve", "reject", "list", "show"})
  void everyCommandHasItsHelp(String command) {
    assertEquals(0, run("", command, "--help"));
    assertTrue(out.toString().contains("Usage:"), out::toString);
    assertTrue(out.toString().contains("--url"), out::toString);
  }

  @Test
  void nobodySaysWhoTheyAreOnAws() {
    assertEquals(2, run("", "approve", "goodwill-1", "--function", "house", "--by", "ann"));
    assertTrue(err.toString().contains("on AWS you are who signs"), err::toString);
  }

  @Test
  void oneOperatorMovesALittleAndTwoMoveMore() {
    try (FunctionOnAPort function = new FunctionOnAPort()) {
      String url = function.origin().toString();
      assertEquals(
          0, by("ann", url, "propose", PLAYER, "0.75", "--id", "little-01", "--reason", "x"));
      assertSays("+0.75 ETH for " + PLAYER + ": x", "done: entry 1 of the account");
      assertEquals(
          0, by("ann", url, "propose", PLAYER, "0.75", "--id", "little-01", "--reason", "x"));
      assertSays("done: entry 1 of the account");
      assertEquals(
          1, by("ann", url, "propose", PLAYER, "0.7", "--id", "little-01", "--reason", "x"));
      assertTrue(err.toString().contains("little-01"), err::toString);

      assertEquals(0, by("ann", url, "propose", PLAYER, "2", "--id", "larger-01", "--reason", "y"));
      assertSays("waits for a second operator until", "./fairfall adjust approve larger-01");
      assertEquals(1, by("ann", url, "approve", "larger-01"));
      assertTrue(
          err.toString().toLowerCase(Locale.ROOT).contains("another operator"), err::toString);
      assertEquals(0, by("bob", url, "approve", "larger-01"));
      assertSays("approved  by bob", "done: entry 2 of the account");

      assertEquals(
          0, by("ann", url, "propose", "--id", "taken-001", "--reason", "z", "--", PLAYER, "-0.5"));
      assertSays("-0.5 ETH", "waits for a second operator");
      assertEquals(0, by("bob", url, "reject", "taken-001", "--reason", "no case"));
      assertSays("rejected  by bob: no case", "rejected");
      assertEquals(1, by("ann", url, "approve", "taken-001"));
    }
  }

  @Test
  void whatWasProposedIsListedNewestFirst() {
    try (FunctionOnAPort function = new FunctionOnAPort()) {
      String url = function.origin().toString();
      assertEquals(
          0, by("ann", url, "propose", PLAYER, "0.5", "--id", "little-01", "--reason", "x"));
      assertEquals(0, by("ann", url, "propose", PLAYER, "2", "--id", "larger-01", "--reason", "y"));
      assertEquals(0, by("bob", url, "approve", "larger-01"));
      assertEquals(0, run(url, "list"), err::toString);
      assertSays("One operator is enough for 1 ETH", "larger-01", "little-01");
      assertEquals(0, run(url, "list", "--limit", "1"));
      assertSays("larger-01", "Older ones: --before 2");
      assertFalse(out.toString().contains("little-01"), out::toString);
      assertEquals(0, run(url, "list", "--before", "2", "--limit", "1"));
      assertSays("little-01");
      assertEquals(0, run(url, "show", "larger-01"), err::toString);
      assertSays("proposed", "by ann", "approved  by bob");
      assertEquals(1, run(url, "show", "nowhere-01"));
      assertTrue(err.toString().contains("There is no such proposal."), err::toString);
    }
  }

  private void assertSays(String... parts) {
    for (String part : parts) {
      assertTrue(out.toString().contains(part), () -> part + " is not in " + out);
    }
  }

  private int by(String name, String url, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--by", name));
    return run(url, all.toArray(String[]::new));
  }

  private int run(String url, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!url.isEmpty()) {
      all.addAll(1, List.of("--url", url));
    }
    out = new StringWriter();
    err = new StringWriter();
    return new CommandLine(new AdjustCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
