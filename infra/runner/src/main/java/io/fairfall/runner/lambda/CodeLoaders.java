package io.fairfall.runner.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Class loaders of all artefacts.
 *
 * <p>On Lambda every instance is a process of its own, which compiles what it runs. Here one
 * process runs all of them, and the libraries that each artefact brings along are the same: loaded
 * for each function they would be read, verified and compiled some twenty times, at the start and
 * whenever there is much to do. So what <em>every</em> artefact holds is loaded once, and what one
 * of them holds once for its functions. A class that an artefact lacks is missing to its functions
 * as before: what all of them hold needs nothing that only some have.
 */
final class CodeLoaders implements AutoCloseable {
  /** Our own classes, and a library that keeps in static fields what it found of them. */
  private static final List<String> APART = List.of("fairfall-", "avaje-");

  private final RuntimeClasses runtime = new RuntimeClasses();
  private final URLClassLoader libraries;
  private final Map<Artefact, URLClassLoader> artefacts = new LinkedHashMap<>();

  /** A library; two artefacts hold the same one if all of this is equal. */
  private record Library(String name, long bytes, long checksum) {
    static Library of(Path jar) {
      try {
        byte[] content = Files.readAllBytes(jar);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return new Library(jar.getFileName().toString(), content.length, checksum.getValue());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean isApart() {
      return APART.stream().anyMatch(name::startsWith);
    }
  }

  /**
   * @param besideLibraries what the libraries of all artefacts find beside themselves
   */
  CodeLoaders(List<Artefact> all, List<Path> besideLibraries) {
    Map<Artefact, Map<Library, Path>> held = new LinkedHashMap<>();
    all.forEach(
        artefact ->
            held.put(
                artefact,
                artefact.jars().stream()
                    .collect(
                        Collectors.toMap(
                            Library::of, jar -> jar, (a, b) -> a, LinkedHashMap::new))));
    Map<Library, Path> common = common(held.values());
    libraries =
        loader(
            "libraries",
            Stream.concat(common.values().stream(), besideLibraries.stream()),
            runtime);
    held.forEach(
        (artefact, jars) ->
            artefacts.put(
                artefact,
                loader(
                    artefact.root().toString(),
                    Stream.concat(
                        Stream.of(artefact.root()),
                        jars.keySet().stream()
                            .filter(library -> !common.containsKey(library))
                            .map(library -> Objects.requireNonNull(jars.get(library)))),
                    libraries)));
  }

  /** Loads what is in an artefact. */
  ClassLoader of(Artefact artefact) {
    return Objects.requireNonNull(artefacts.get(artefact));
  }

  @Override
  public void close() {
    List<URLClassLoader> open = new ArrayList<>(artefacts.values());
    open.add(libraries);
    open.add(runtime);
    for (URLClassLoader loader : open) {
      try {
        loader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Map<Library, Path> common(Collection<Map<Library, Path>> held) {
    Map<Library, Path> common = new LinkedHashMap<>();
    held.stream().findFirst().ifPresent(common::putAll);
    Set<Library> everywhere = new HashSet<>(common.keySet());
    held.forEach(jars -> everywhere.retainAll(jars.keySet()));
    common.keySet().removeIf(library -> library.isApart() || !everywhere.contains(library));
    return common;
  }

  private static URLClassLoader loader(String name, Stream<Path> classPath, ClassLoader parent) {
    return new URLClassLoader(name, classPath.map(Artefact::url).toArray(URL[]::new), parent);
  }
}
