package io.fairfall.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Holds a data folder until it is killed, or for a minute. */
final class FolderHolder {
  private static final long MAX_LIFE_MS = 60_000;

  private FolderHolder() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Workspace workspace = Workspace.open(Optional.of(Path.of(arguments[0])))) {
      System.out.println(workspace.state("chain").isPresent() ? "held" : "not held");
      Thread.sleep(MAX_LIFE_MS);
    }
  }
}
