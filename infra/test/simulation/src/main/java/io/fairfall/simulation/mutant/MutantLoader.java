package io.fairfall.simulation.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A world of its own for a mutant: it loads all of Fairfall anew, the mutated classes instead of
 * the real ones. Only what a run leaves behind is shared with the outside.
 */
public final class MutantLoader extends ClassLoader {
  private static final String OURS = "io.fairfall.";
  private static final String SHARED = "io.fairfall.simulation.history.";

  private final Map<String, byte[]> mutated;

  private MutantLoader(Map<String, byte[]> mutated) {
    super("mutant", MutantLoader.class.getClassLoader());
    this.mutated = mutated;
  }

  /**
   * Makes something of a mutant's world.
   *
   * @param type what it is to the outside, a type of the history
   * @param className of the class that does it, with a constructor that takes nothing
   * @param root the checkout whose sources are mutated
   */
  public static <T> T load(Mutant mutant, Class<T> type, String className, Path root) {
    try {
      Class<?> loaded = new MutantLoader(Compiled.of(mutant, root)).loadClass(className);
      return type.cast(loaded.getConstructor().newInstance());
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException(className + " cannot be made", absent);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = mutated.get(name);
    if (bytes == null) {
      bytes = original(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] original(String name) throws ClassNotFoundException {
    try (InputStream stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (stream == null) {
        throw new ClassNotFoundException(name);
      }
      return stream.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
