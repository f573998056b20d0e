package io.fairfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.crash.HashChain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VerifyCommandTest {
  /** The crash point was computed with an independent script in Python's arbitrary integers. */
  private static final String GAME =
      "fd02fc7ff6981157e23aa17731d29a20b518788f4c9a745d75bf3cdb30635108";

  private static final String SALT =
      "ba76992a6079074311285334177ddda598e8d8f9bae4df70875886d5229c26ac";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theCrashPointStandsAloneOnItsLine() {
    assertEquals(0, run(GAME, "--salt", SALT));
    assertEquals("1.98\n", out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void hashesMayBeWrittenAsWalletsWriteThem() {
    assertEquals(0, run("0x" + GAME.toUpperCase(Locale.ROOT), "--salt", "0x" + SALT));
    assertEquals("1.98\n", out.toString());
  }

  @Test
  void theChainIsCheckedWhereThePreviousHashIsGiven() {
    String seed = "5eed".repeat(16);
    String next = HashChain.commitmentOf(seed);
    assertEquals(0, run(seed, "--salt", SALT, "--previous", next));
    assertEquals(1, run(GAME, "--salt", SALT, "--previous", next));
    assertEquals("This game's hash does not hash to the previous one.\n", err.toString());
  }

  @Test
  void whatIsNoHashIsNamedInOneSentence() {
    assertEquals(2, run(GAME.substring(1), "--salt", SALT));
    assertEquals(2, run(GAME, "--salt", "salt"));
    assertEquals(
        """
        GAME_HASH must be 64 hex digits, with or without 0x.
        --salt must be 64 hex digits, with or without 0x.
        """,
        err.toString());
    assertEquals(2, run(GAME));
    assertEquals("", out.toString());
  }

  private int run(String... arguments) {
    return new CommandLine(new VerifyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
