package io.fairfall.runner.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Where mappings go on after a restart: a small file each, replaced as a whole, holding the
 * stream's ARN and the last finished sequence number. A kill leaves the old file or the new one.
 */
final class StreamPositions {
  private final Optional<Path> folder;

  /**
   * @param folder where they are kept; without one every start begins anew
   */
  StreamPositions(Optional<Path> folder) {
    this.folder = folder;
    try {
      if (folder.isPresent()) {
        Files.createDirectories(folder.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the folder of stream positions", e);
    }
  }

  /** The saved position, when it belongs to this very stream. */
  Optional<String> load(String mapping, String streamArn) {
    try {
      Path file = file(mapping).orElse(null);
      if (file == null || Files.notExists(file)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file);
      return lines.size() == 2 && lines.getFirst().equals(streamArn)
          ? Optional.of(lines.getLast())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the stream position of " + mapping, e);
    }
  }

  void save(String mapping, String streamArn, String sequenceNumber) {
    file(mapping)
        .ifPresent(
            file -> {
              try {
                Path next = file.resolveSibling(file.getFileName() + ".next");
                Files.write(next, List.of(streamArn, sequenceNumber));
                Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
              } catch (IOException e) {
                throw new UncheckedIOException("cannot save the stream position of " + mapping, e);
              }
            });
  }

  private Optional<Path> file(String mapping) {
    return folder.map(path -> path.resolve(mapping + ".position"));
  }
}
