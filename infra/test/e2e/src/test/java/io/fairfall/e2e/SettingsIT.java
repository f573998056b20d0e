package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.settings.SettingsCommand;
import io.fairfall.load.Order;
import io.fairfall.load.Player;
import io.fairfall.load.Sight;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingsJournal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/**
 * Operators change settings from the command line; players see what comes of it. The tests run at
 * once, since both wait for rounds, and leave everything set as it was.
 */
@ExtendWith(Shared.class)
class SettingsIT {
  /** A copy of the settings is so old at most, and an answer takes its time here. */
  private static final long WITHIN_SECONDS_MS = Patience.STEP_MS;

  private static final Wei CREDIT = Wei.ofEther(3);
  private static final Wei STAKE = Wei.parseEther("0.01");

  /**
   * Rounds that may keep the old bounds: the one that is open, one opened by a copy, and as many as
   * a slow feed is behind.
   */
  private static final int OLD_ROUNDS = 5;

  private final LiveSystem house;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  SettingsIT(LiveSystem house) {
    this.house = house;
  }

  /** A test that failed half way must not leave others without bets. */
  @AfterAll
  static void leaveAsFound(LiveSystem house) {
    SettingsIT after = new SettingsIT(house);
    after.settings("resume", "betting", "--reason", "the tests are over");
    after.settings("set", "--clear", "max-stake", "--reason", "the tests are over");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPauseIsSeenByEverybodyWithinSecondsAndSoIsItsEnd() throws Exception {
    try (Stage stage = Stage.before(house)) {
      pauseAndResume(stage);
    }
  }

  private void pauseAndResume(Stage stage) throws Exception {
    Player player = house.player(CREDIT);
    PlayerWindow desktop = stage.window(1280, 800, 4);
    PlayerWindow phone = stage.window(390, 844, 4);
    PlayerWindow guest = stage.window(1280, 800);
    List<PlayerWindow> windows = List.of(desktop, phone, guest);

    assertEquals(0, settings("pause", "betting", "--reason", "a drill", "--by", "ada"));
    assertTrue(out.toString().contains("open → PAUSED"), out.toString());
    for (PlayerWindow window : windows) {
      window.await("the banner", () -> window.part("paused").isVisible(), WITHIN_SECONDS_MS);
    }
    assertFalse(desktop.part("bet-1").isEnabled());
    assertTrue(desktop.part("bet-1").innerText().contains("no bets are taken"));
    assertTrue(guest.part("bet-1").isEnabled(), "whoever comes may sign in");
    assertEquals("PAUSED", house.bet(player, round -> order(player, round)).answer().code());
    desktop.screenshot("paused-desktop");
    phone.screenshot("paused-phone");

    assertEquals(0, settings("resume", "betting", "--reason", "the drill is over"));
    for (PlayerWindow window : windows) {
      window.await("its end", () -> window.part("paused").isHidden(), WITHIN_SECONDS_MS);
    }
    Thread.sleep(SettingsJournal.FRESH_MS); // bets are judged by copies so old at most
    house.bet(player, round -> order(player, round)).answer().require("a bet after the pause");
    for (PlayerWindow window : windows) {
      assertEquals(List.of(), window.complaints());
      window.close();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void boundsCountFromTheNextRoundOnAndContradictionsChangeNothing() throws Exception {
    assertEquals(0, settings("set", "--max-stake", "0.5", "--reason", "a calm start"));
    Wei half = Wei.parseEther("0.5");
    Sight round = house.openRound(0);
    for (int old = 0; old < OLD_ROUNDS && !round.maxStake().equals(half); old++) {
      house.awaitOver(round);
      round = house.openRound(0);
    }
    assertEquals(half, round.maxStake());

    assertEquals(1, settings("set", "--min-stake", "0.6", "--reason", "a mistake"));
    assertTrue(err.toString().contains("maxStake is at least minStake"), err.toString());
    assertEquals(2, settings("set", "--min-stake", "1e-3", "--reason", "a mistake"));
    assertEquals(2, settings("set", "--reason", "a mistake"));
    assertEquals(2, settings("set", "--min-stake", "0.1"));

    assertEquals(0, settings("set", "--clear", "max-stake", "--reason", "the calm is over"));
    assertEquals(0, settings("history", "--limit", "6"));
    assertTrue(out.toString().contains("0.5 ETH → not set"), out.toString());
    assertEquals(0, settings("show"));
    assertTrue(out.toString().contains("1 ETH (as deployed)"), out.toString());
  }

  @Test
  void commandsNeverLeaveThisMachineUnasked() {
    assertEquals(1, run(List.of("show", "--url", "http://192.0.2.1:8080")));
    assertTrue(err.toString().contains("is not on this machine"), err.toString());
  }

  private int settings(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", origin()));
    return run(all);
  }

  private int run(List<String> arguments) {
    return new CommandLine(new SettingsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private String origin() {
    return house.wire().target().origin().toString();
  }

  private Order order(Player player, Sight round) {
    return new Order(
        house.key(LiveSystem.version(player)), Long.toString(round.id()), 1, STAKE, null, null);
  }
}
