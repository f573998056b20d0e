package io.fairfall.apicontract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What package.json of this module names, installed once. */
final class NpmPackages {
  private static final int INSTALL_MINUTES = 5;
  private static final Path FOLDER = Path.of("").toAbsolutePath();
  private static final Path INSTALLED = FOLDER.resolve("node_modules");

  private NpmPackages() {}

  /**
   * The folder of a package, which is installed if it is not there.
   *
   * @throws IOException when npm cannot, with what it said
   */
  static synchronized Path folder(String name) throws IOException, InterruptedException {
    Path folder = INSTALLED.resolve(name);
    if (!Files.isDirectory(folder)) {
      install();
    }
    return folder;
  }

  private static void install() throws IOException, InterruptedException {
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      npm.destroy();
      throw new IOException("npm could not install: " + said);
    }
  }
}
