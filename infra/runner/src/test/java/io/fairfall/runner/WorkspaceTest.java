package io.fairfall.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.runner.gateway.LoopbackServer;
import io.fairfall.runner.problem.CannotStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class WorkspaceTest {
  @TempDir Path folder;

  @Test
  void aDataFolderBelongsToOneRunnerAtATime() throws Exception {
    Process other = holder();
    try (BufferedReader line = other.inputReader()) {
      assertEquals("held", line.readLine());
      CannotStartException refused =
          assertThrows(CannotStartException.class, () -> Workspace.open(Optional.of(folder)));
      assertEquals(
          "The data folder " + folder + " is in use by another Fairfall.", refused.sentence());
    } finally {
      other.destroyForcibly().waitFor(); // as a kill does: nothing is cleaned up
    }
    Workspace.open(Optional.of(folder)).close();
  }

  @Test
  void whatOneRunNeedsIsGoneAfterIt() throws IOException {
    Files.createDirectories(folder.resolve("scratch/left/behind"));
    Path scratch;
    try (Workspace workspace = Workspace.open(Optional.of(folder))) {
      scratch = workspace.scratch();
      assertFalse(Files.exists(scratch.resolve("left")));
      Files.createDirectories(scratch.resolve("code"));
      Files.createDirectories(workspace.state("dynamodb").orElseThrow());
    }
    assertFalse(Files.exists(scratch));
    assertTrue(Files.exists(folder.resolve("dynamodb")));
  }

  @Test
  void withoutADataFolderNothingIsKept() throws IOException {
    try (Workspace workspace = Workspace.open(Optional.empty())) {
      assertEquals(Optional.empty(), workspace.state("dynamodb"));
    }
  }

  @Test
  void aPortInUseIsNamed() {
    try (LoopbackServer first = new LoopbackServer("first", 0)) {
      CannotStartException refused =
          assertThrows(
              CannotStartException.class, () -> new LoopbackServer("second", first.port()).close());
      assertTrue(refused.sentence().startsWith("Port " + first.port() + " is in use"));
    }
  }

  /** Holds the folder in a process of its own, as another runner does. */
  private Process holder() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FolderHolder.class.getName(),
                folder.toString()))
        .start();
  }
}
