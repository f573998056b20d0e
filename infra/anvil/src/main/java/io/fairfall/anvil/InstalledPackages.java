package io.fairfall.anvil;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** npm packages that a folder's package.json names, as its lock file has them. */
public final class InstalledPackages {
  private static final long INSTALL_MINUTES = 5;

  private InstalledPackages() {}

  /**
   * Installs them when they are missing.
   *
   * @return the folder
   * @throws IOException when npm cannot, with what it said
   */
  public static synchronized Path in(Path folder) throws IOException, InterruptedException {
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
        throw new IOException("npm could not install what " + folder + " needs: " + said);
      }
    } finally {
      npm.destroy();
    }
    return folder;
  }
}
