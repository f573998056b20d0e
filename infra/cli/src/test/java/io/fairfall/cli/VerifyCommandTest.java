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

  /** Of drand's round 657,413; the crash point was computed in Python's arbitrary integers. */
  private static final String SIGNATURE =
      "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be"
          + "41076862b98fad56e91a6b85b89cd97b";

  private static final String DECIDED =
      "3d2b6583faf3b5ab7059169d04479891a2a38b884e30f0bd666c8563b3ecdc1b";

  @Test
  void aBeaconDecidesAndIsCheckedWhereItsRoundIsGiven() {
    assertEquals(0, run(DECIDED, "--beacon", SIGNATURE));
    assertEquals(0, run(DECIDED, "--beacon", SIGNATURE, "--beacon-round", "657413"));
    assertEquals("3.92\n3.92\n", out.toString());
    assertEquals(1, run(DECIDED, "--beacon", SIGNATURE, "--beacon-round", "657412"));
    assertEquals("This is not quicknet's signature of that round.\n", err.toString());
    assertEquals("3.92\n3.92\n", out.toString());
  }

  @Test
  void aGameIsDecidedByOneThingOrNotAtAll() {
    assertEquals(2, run(DECIDED, "--beacon", SIGNATURE, "--salt", SALT));
    assertEquals(2, run(DECIDED, "--beacon", SIGNATURE.substring(2)));
    assertEquals(2, run(DECIDED, "--beacon", SIGNATURE, "--beacon-round", "0"));
    assertEquals(1, run(GAME, "--salt", SALT, "--beacon-round", "1"));
    assertEquals("", out.toString());
  }

  private int run(String... arguments) {
    return new CommandLine(new VerifyCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
