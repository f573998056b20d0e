package io.fairfall.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.bench.BenchCommand;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The short form of {@code ./fairfall bench storm}: browsers that run the page's library, each with
 * a socket of its own, lose the server in one instant.
 */
class StormIT {
  @Test
  void everybodyComesBackAndShowsWhatTheServerSays() {
    int exitCode =
        new CommandLine(new BenchCommand())
            .execute("storm", "--clients", "60", "--signed-in", "6", "--processes", "1");
    assertEquals(0, exitCode, "what it printed says why");
  }
}
