package io.fairfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("integration")
class HelpTest {
  /** A list of commands shows the first line of each: it is a whole sentence. */
  @Test
  void theOneLineHelpOfEveryCommandIsASentence() {
    List<String> seen = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    look(Fairfall.commandLine(), seen, broken);
    assertEquals(List.of(), broken);
    assertTrue(seen.size() > 30, seen.toString());
  }

  /** A bench or a simulation starts the same servers as a run: they chat as little. */
  @Test
  void noCommandShowsTheChatterOfServers() {
    Logger.getLogger("").setLevel(Level.INFO);
    assertTrue(Logger.getLogger("org.eclipse.jetty.server.Server").isLoggable(Level.INFO));
    CommandLine command = Fairfall.commandLine();
    assertEquals("fairfall", command.getCommandName());
    assertFalse(Logger.getLogger("org.eclipse.jetty.server.Server").isLoggable(Level.INFO));
    assertTrue(Logger.getLogger("org.eclipse.jetty.server.Server").isLoggable(Level.WARNING));
  }

  private static void look(CommandLine command, List<String> seen, List<String> broken) {
    String name = command.getCommandSpec().qualifiedName();
    String[] lines = command.getCommandSpec().usageMessage().description();
    seen.add(name);
    if (!name.endsWith(" help") && (lines.length == 0 || !lines[0].endsWith("."))) {
      broken.add(name + ": " + String.join(" / ", lines));
    }
    command.getSubcommands().values().forEach(each -> look(each, seen, broken));
  }
}
