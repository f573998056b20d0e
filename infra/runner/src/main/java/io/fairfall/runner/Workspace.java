package io.fairfall.runner;

import io.fairfall.runner.problem.CannotStartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders that a run writes to. A data folder belongs to one runner at a time, which holds the
 * lock on a file in it; the system drops the lock when the process ends, however it ends.
 */
final class Workspace implements AutoCloseable {
  private final Optional<Path> data;
  private final Path scratch;
  private final @Nullable FileChannel lock;

  private Workspace(Optional<Path> data, Path scratch, @Nullable FileChannel lock) {
    this.data = data;
    this.scratch = scratch;
    this.lock = lock;
  }

  static Workspace open(Optional<Path> data) throws IOException {
    if (data.isEmpty()) {
      return new Workspace(data, Files.createTempDirectory("fairfall"), null);
    }
    Path folder = folder(data.get());
    FileChannel lock = lock(folder);
    Path scratch = folder.resolve("scratch");
    delete(scratch); // a killed run leaves its own behind
    return new Workspace(Optional.of(folder), Files.createDirectories(scratch), lock);
  }

  /** A folder for one part's state, or nothing when no state is kept. */
  Optional<Path> state(String part) {
    return data.map(folder -> folder.resolve(part));
  }

  /** A folder for what only this run needs. */
  Path scratch() {
    return scratch;
  }

  @Override
  public void close() throws IOException {
    delete(scratch);
    if (lock != null) {
      lock.close();
    }
  }

  private static Path folder(Path data) {
    try {
      return Files.createDirectories(data.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new CannotStartException(
          "The data folder " + data + " cannot be made: " + e.getMessage(), e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (file.tryLock() == null) {
      file.close();
      throw new CannotStartException(
          "The data folder " + folder + " is in use by another Fairfall.");
    }
    return file;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
