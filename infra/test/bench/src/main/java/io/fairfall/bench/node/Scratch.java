package io.fairfall.bench.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for one run, gone with it. It lies in memory where the system has a place for that: a
 * store that waits for this machine's disk at every write would be all that is measured.
 */
public final class Scratch implements AutoCloseable {
  private static final Path IN_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "fairfall-bench";

  private final Path folder;
  private final Thread atExit = new Thread(this::delete, "delete at exit");

  private Scratch(Path folder) {
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  public static Scratch make() throws IOException {
    boolean inMemory = Files.isDirectory(IN_MEMORY) && Files.isWritable(IN_MEMORY);
    return new Scratch(
        inMemory
            ? Files.createTempDirectory(IN_MEMORY, PREFIX)
            : Files.createTempDirectory(PREFIX));
  }

  public Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      return; // then the hook deletes
    }
    delete();
  }

  /** As much as can be: whoever is killed at this moment may still be writing. */
  private void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException inUse) {
      System.err.println("Left behind: " + folder);
    }
  }
}
