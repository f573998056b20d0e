package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Operators change settings from the command line; players see what comes of it. */
class SettingsIT {
  /** A copy of the settings is so old at most, and an answer takes its time here. */
  private static final long WITHIN_SECONDS_MS = 5_000;

  private static final long TIME_FOR_BETS_MS = 2_500;
  private static final Wei CREDIT = Wei.ofEther(3);
  private static final Wei STAKE = Wei.parseEther("0.01");

  private static House house;
  private static Playwright playwright;
  private static Browser browser;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    house = House.open("settings");
    playwright = Chromium.playwright();
    browser = playwright.chromium().launch(Chromium.launch());
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
    if (house != null) {
      house.close();
    }
  }

  @Test
  void aPauseIsSeenByEverybodyWithinSecondsAndSoIsItsEnd() throws Exception {
    Player player = house.player(CREDIT);
    Window desktop = new Window(browser, origin(), 1280, 800);
    Window phone = new Window(browser, origin(), 390, 844);
    Window guest = new Window(browser, origin(), 1280, 800);
    List<Window> windows = List.of(desktop, phone, guest);
    desktop.signIn(4);
    phone.signIn(4);

    assertEquals(0, settings("pause", "betting", "--reason", "a drill", "--by", "ada"));
    assertTrue(out.toString().contains("open → PAUSED"), out.toString());
    for (Window window : windows) {
      window.await("the banner", () -> window.part("paused").isVisible(), WITHIN_SECONDS_MS);
    }
    assertFalse(desktop.part("bet-1").isEnabled());
    assertTrue(desktop.part("bet-1").innerText().contains("no bets are taken"));
    assertTrue(guest.part("bet-1").isEnabled(), "whoever comes may sign in");
    Sight paused = house.openRound(TIME_FOR_BETS_MS);
    assertEquals("PAUSED", player.bet(order(player, paused), 1).code());
    desktop.screenshot("paused-desktop");
    phone.screenshot("paused-phone");

    assertEquals(0, settings("resume", "betting", "--reason", "the drill is over"));
    for (Window window : windows) {
      window.await("its end", () -> window.part("paused").isHidden(), WITHIN_SECONDS_MS);
    }
    Thread.sleep(SettingsJournal.FRESH_MS); // bets are judged by copies so old at most
    Sight open = house.openRound(TIME_FOR_BETS_MS);
    player.bet(order(player, open), 1).require("a bet after the pause");
    for (Window window : windows) {
      assertEquals(List.of(), window.complaints());
      window.close();
    }
  }

  @Test
  void boundsCountFromTheNextRoundOnAndContradictionsChangeNothing() throws Exception {
    assertEquals(0, settings("set", "--max-stake", "0.5", "--reason", "a calm start"));
    Sight running = house.openRound(0);
    house.awaitOver(running);
    Sight next = house.openRound(0);
    assertEquals(Wei.parseEther("0.5"), next.maxStake());

    assertEquals(1, settings("set", "--min-stake", "0.6", "--reason", "a mistake"));
    assertTrue(err.toString().contains("maxStake is at least minStake"), err.toString());
    assertEquals(2, settings("set", "--min-stake", "1e-3", "--reason", "a mistake"));
    assertEquals(2, settings("set", "--reason", "a mistake"));
    assertEquals(2, settings("set", "--min-stake", "0.1"));

    assertEquals(0, settings("set", "--clear", "max-stake", "--reason", "the calm is over"));
    assertEquals(0, settings("history", "--limit", "2"));
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

  private static String origin() {
    return house.wire().target().origin().toString();
  }

  private static Order order(Player player, Sight round) {
    return new Order(
        house.key(House.version(player)), Long.toString(round.id()), 1, STAKE, null, null);
  }
}
