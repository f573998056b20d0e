package io.fairfall.runner.lambda;

import io.fairfall.runner.problem.CannotStartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A deployable zip, unpacked as Lambda unpacks it to {@code /var/task}. */
final class Artefact {
  private final Path folder;

  private Artefact(Path folder) {
    this.folder = folder;
  }

  /** Unpacks a zip into a folder, which is created. */
  static Artefact unpack(Path zip, Path folder) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new CannotStartException(zip + " is missing: build it with ./mvnw package.");
    }
    Files.createDirectories(folder);
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        write(entries, entry, folder);
      }
    }
    return new Artefact(folder);
  }

  /** Its own classes: the root of the zip. */
  Path root() {
    return folder;
  }

  /** Every jar in lib/ by name, as Lambda's Java runtime puts them behind the root. */
  List<Path> jars() {
    Path lib = folder.resolve("lib");
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(ZipInputStream zip, ZipEntry entry, Path folder) throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the zip entry " + entry.getName() + " leaves its folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else {
      Files.createDirectories(folder.resolve(target).resolveSibling(""));
      Files.copy(zip, target);
    }
  }

  static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path + " has no URL", e);
    }
  }
}
