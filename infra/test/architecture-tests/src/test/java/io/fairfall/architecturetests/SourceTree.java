package io.fairfall.architecturetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout, as people read them: nothing generated, nothing downloaded. */
final class SourceTree {
  private static final List<String> NOT_OURS =
      List.of("target", "node_modules", ".git", ".fairfall", ".aws-sam", ".idea");

  private SourceTree() {}

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("template.yaml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("there is no template.yaml above this folder");
      }
    }
    return folder;
  }

  static List<Path> files(String under, String... endings) {
    try (Stream<Path> all = Files.walk(root().resolve(under))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> isOurs(root().relativize(file)))
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What the modules were compiled to: their folders of a name in {@code target}. */
  static List<Path> folders(String name) {
    try (Stream<Path> all = Files.walk(root(), 5)) {
      return all.filter(folder -> folder.endsWith(Path.of("target", name)))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String shortName(Path file) {
    return root().relativize(file).toString();
  }

  private static boolean isOurs(Path relative) {
    return Stream.of(relative.toString().split("/")).noneMatch(NOT_OURS::contains);
  }
}
