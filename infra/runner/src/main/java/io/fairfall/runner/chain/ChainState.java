package io.fairfall.runner.chain;

import io.fairfall.anvil.Leash;
import io.fairfall.runner.problem.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The chain on disk. The node replaces its file in place, so a kill of the node itself can tear it:
 * a copy of what it wrote whole is kept beside it.
 */
final class ChainState {
  /**
   * Each time the node writes the whole chain, about a kilobyte per block. What a kill takes back
   * are fewer blocks than a deposit has to wait for, or the indexer would halt, and rightly.
   */
  private static final int WRITE_INTERVAL_SECONDS = 10;

  /** A file that nobody has touched for so long is whole. */
  private static final Duration AT_REST = Duration.ofSeconds(1);

  /** A killed runner's node takes a moment to write the chain and end. */
  private static final Duration EARLIER_NODE_PATIENCE = Duration.ofSeconds(10);

  private final Optional<Path> folder;
  private @Nullable FileTime copied;

  /**
   * @param folder where the chain is kept; without one it is gone when the node ends
   */
  ChainState(Optional<Path> folder) throws IOException {
    this.folder = folder;
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
  }

  List<String> nodeArguments() {
    return folder
        .map(
            path ->
                List.of(
                    "--state",
                    path.resolve("state.json").toString(),
                    "--state-interval",
                    Integer.toString(WRITE_INTERVAL_SECONDS)))
        .orElse(List.of());
  }

  /** Waits for the node of a runner that was just killed, which still writes the chain. */
  void awaitEarlierNode() throws IOException, InterruptedException {
    if (folder.isEmpty() || Files.notExists(processFile())) {
      return;
    }
    Optional<ProcessHandle> earlier =
        ProcessHandle.of(Long.parseLong(Files.readString(processFile())))
            .filter(process -> process.info().command().filter(Leash::isNode).isPresent());
    if (earlier.isPresent()) {
      try {
        earlier.get().onExit().get(EARLIER_NODE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new CannotStartException(
            "The development node %d of an earlier run still writes to %s."
                .formatted(earlier.get().pid(), folder.get()),
            e);
      }
    }
  }

  /** Remembers which process writes the chain. */
  void writtenBy(long processId) throws IOException {
    if (folder.isPresent()) {
      Files.writeString(processFile(), Long.toString(processId));
    }
  }

  /** The node runs on this state: it becomes the copy. */
  synchronized void loaded() throws IOException {
    if (folder.isPresent() && Files.exists(state())) {
      Files.copy(state(), copy(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Copies what the node has written since, unless it is writing or nothing is new. */
  synchronized void copyWhole() throws IOException {
    if (folder.isEmpty() || Files.notExists(state())) {
      return;
    }
    FileTime written = Files.getLastModifiedTime(state());
    if (written.equals(copied) || written.toInstant().isAfter(Instant.now().minus(AT_REST))) {
      return;
    }
    Path next = copy().resolveSibling("state.next.json");
    Files.copy(state(), next, StandardCopyOption.REPLACE_EXISTING);
    if (written.equals(Files.getLastModifiedTime(state()))) {
      Files.move(next, copy(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      copied = written;
    }
  }

  /**
   * The node cannot read the state: puts the copy in its place.
   *
   * @return false when there is no copy
   */
  boolean fallBack() throws IOException {
    if (folder.isEmpty() || Files.notExists(copy())) {
      return false;
    }
    Files.move(
        state(), state().resolveSibling("state.torn.json"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(copy(), state());
    return true;
  }

  private Path processFile() {
    return folder.orElseThrow().resolve("process");
  }

  private Path state() {
    return folder.orElseThrow().resolve("state.json");
  }

  private Path copy() {
    return folder.orElseThrow().resolve("state.whole.json");
  }
}
