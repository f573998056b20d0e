package io.fairfall.anvil;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the node's npm packages are in this checkout. */
public final class AnvilPackages {
  private static final String FOLDER = "infra/anvil";

  private AnvilPackages() {}

  /** The folder whose package.json names anvil, found from the folder that this process runs in. */
  public static Path folder() {
    @Nullable String named = System.getenv("FAIRFALL_ROOT");
    @Nullable Path root = Path.of(named == null ? "" : named).toAbsolutePath();
    while (root != null) {
      if (Files.exists(root.resolve(FOLDER).resolve("package.json"))) {
        return root.resolve(FOLDER);
      }
      root = root.getParent();
    }
    throw new IllegalStateException("there is no " + FOLDER + " above this folder");
  }

  /**
   * Installs the packages when they are missing.
   *
   * @return their folder
   * @throws IOException when npm cannot, with what it said
   */
  public static Path ready() throws IOException, InterruptedException {
    return InstalledPackages.in(folder());
  }
}
