package io.fairfall.simulation.mutant;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are. */
public final class Checkout {
  private static final String MARK = "template.yaml";

  private Checkout() {}

  /**
   * The checkout that {@code ./fairfall} runs in, or the one around the working directory.
   *
   * @throws IllegalStateException if there is none
   */
  public static Path root() {
    String given = System.getenv("FAIRFALL_ROOT");
    Path folder = Path.of(given == null ? "" : given).toAbsolutePath();
    while (!Files.exists(folder.resolve(MARK))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run this in a checkout of Fairfall: sources are needed");
      }
    }
    return folder;
  }
}
