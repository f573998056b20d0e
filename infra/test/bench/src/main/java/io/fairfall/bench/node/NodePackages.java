package io.fairfall.bench.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The Node programs of the benches with the packages that their lock file pins. */
public final class NodePackages {
  private static final int LEAST_NODE = 20;
  private static final long INSTALL_MINUTES = 5;

  private NodePackages() {}

  /**
   * Installs what is missing.
   *
   * @param root the checkout
   * @param name of the folder with the programs
   * @param progress gets a line before something that takes time
   * @return the folder of the programs
   * @throws IllegalStateException if Node is missing or too old, or the packages cannot be had
   */
  public static Path ready(Path root, String name, Consumer<String> progress)
      throws IOException, InterruptedException {
    requireNode();
    Path folder = root.resolve("infra/test/bench").resolve(name);
    Path installed = folder.resolve("node_modules/.package-lock.json");
    Path lock = folder.resolve("package-lock.json");
    if (!Files.exists(installed)
        || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
      progress.accept("Installing what infra/test/bench/" + name + " needs …");
      Outcome npm =
          run(folder, List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
      if (npm.status() != 0) {
        throw new IllegalStateException(
            "npm could not install the packages of " + folder + ":\n" + npm.output());
      }
      Files.setLastModifiedTime(
          installed, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis()));
    }
    return folder;
  }

  private static void requireNode() throws InterruptedException {
    String needed = "The bench needs Node " + LEAST_NODE + " or newer, with npm";
    try {
      Outcome node = run(Path.of(""), List.of("node", "-p", "process.versions.node.split('.')[0]"));
      if (Integer.parseInt(node.output().strip()) < LEAST_NODE) {
        throw new IllegalStateException(needed + ", and this is " + node.output().strip() + ".");
      }
    } catch (IOException | NumberFormatException absent) {
      throw new IllegalStateException(needed + ".", absent);
    }
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
      return new Outcome(ended ? process.exitValue() : 1, output);
    } finally {
      process.destroy();
    }
  }
}
