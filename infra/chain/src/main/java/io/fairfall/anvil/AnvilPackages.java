package io.fairfall.anvil;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the node's npm packages are in this checkout. */
public final class AnvilPackages {
  private static final String FOLDER = "infra/chain";
  private static final long INSTALL_MINUTES = 5;

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
  public static synchronized Path ready() throws IOException, InterruptedException {
    Path folder = folder();
    if (Files.exists(folder.resolve("node_modules/.package-lock.json"))) {
      return folder;
    }
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        throw new IOException("npm could not install the node: " + said);
      }
    } finally {
      npm.destroy();
    }
    return folder;
  }
}
