package io.fairfall.boundcounter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * The agent: {@code -javaagent:bound-counter.jar=FOLDER}. When the machine stops it writes a file
 * into the folder, with one line for each condition that was come to:
 *
 * <pre>class | source line | numbers before it, or their names | times it did not jump | jumped
 * </pre>
 *
 * <p>It looks at classes that were compiled from {@code src/main} and loaded in the usual way. A
 * class loader of a test's own, like the one of the simulation's mutants, is left alone.
 */
public final class BoundCounter implements ClassFileTransformer {
  private static final String OURS = "io/fairfall/";
  private static final String TESTS = "/test-classes/";

  private BoundCounter() {}

  /**
   * Called by the virtual machine before {@code main}.
   *
   * @param folder where the counts go; it need not exist
   */
  public static void premain(String folder, Instrumentation instrumentation) {
    instrumentation.addTransformer(new BoundCounter());
    Path file = Path.of(folder).resolve(ProcessHandle.current().pid() + ".txt");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file), "bound counter"));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      ProtectionDomain domain,
      byte[] bytes) {
    if (!name.startsWith(OURS)
        || name.startsWith(OURS + "boundcounter/")
        || loader != ClassLoader.getSystemClassLoader()
        || isOfTests(domain)) {
      return null;
    }
    try {
      return CountedClass.of(bytes);
    } catch (RuntimeException | Error unknown) {
      // what an agent throws is swallowed, and its class would count nothing
      System.err.println("bound counter: " + name + " is not counted: " + unknown);
      return null;
    }
  }

  private static boolean isOfTests(ProtectionDomain domain) {
    CodeSource source = domain.getCodeSource();
    return source == null || source.getLocation().getPath().endsWith(TESTS);
  }

  private static void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Hits.lines());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
