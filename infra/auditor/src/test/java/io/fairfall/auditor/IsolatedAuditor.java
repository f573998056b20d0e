package io.fairfall.auditor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The auditor by itself: its classes are loaded from their files beside nothing but the JDK, as a
 * stranger's machine has them, and one of its checks may be taken out.
 */
final class IsolatedAuditor {
  private static final Path CLASSES = Path.of("target/classes/io/fairfall/auditor");
  private static final String PACKAGE = "io.fairfall.auditor.";

  private final Class<?> auditor;

  private IsolatedAuditor(Optional<Check> without) {
    try {
      this.auditor = new Loader(without).loadClass(PACKAGE + "Auditor");
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException(absent);
    }
  }

  /** What a reading said, and its exit code. */
  record Verdict(int code, String out) {}

  /** A method that finds something, by its class, its name and the number of its parameters. */
  record Check(String owner, String name, int parameters) implements Comparable<Check> {
    /** Like {@code AccountReading.legs/1}. */
    static Check parse(String text) {
      String[] parts = text.split("[./]", -1);
      return new Check(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    private boolean is(String className, MethodModel method) {
      return className.equals(PACKAGE + "Auditor$" + owner)
          && method.methodName().equalsString(name)
          && method.methodTypeSymbol().parameterCount() == parameters;
    }

    @Override
    public int compareTo(Check other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return owner + "." + name + "/" + parameters;
    }
  }

  static IsolatedAuditor whole() {
    return new IsolatedAuditor(Optional.empty());
  }

  /** A mutant: the check does nothing. */
  static IsolatedAuditor without(Check check) {
    return new IsolatedAuditor(Optional.of(check));
  }

  Verdict judge(Path export, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      String[] arguments =
          Stream.concat(Stream.of(export.toString()), Stream.of(options)).toArray(String[]::new);
      Object code =
          auditor
              .getMethod("run", String[].class, PrintStream.class, PrintStream.class)
              .invoke(null, arguments, printed, printed);
      return new Verdict((Integer) code, out.toString(StandardCharsets.UTF_8));
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Every method that files a finding. */
  static Set<Check> checks() {
    Set<Check> checks = new TreeSet<>();
    for (Path file : classFiles()) {
      ClassModel model = parse(file);
      String owner =
          file.getFileName().toString().replaceFirst(".*\\$|\\.class$", "").replace(".class", "");
      for (MethodModel method : model.methods()) {
        String name = method.methodName().stringValue();
        if (!name.equals("found") && findsSomething(method)) {
          String whole = name.startsWith("lambda$") ? name.split("\\$", -1)[1] : name;
          int parameters =
              model.methods().stream()
                  .filter(one -> one.methodName().equalsString(whole))
                  .mapToInt(one -> one.methodTypeSymbol().parameterCount())
                  .findFirst()
                  .orElseThrow();
          checks.add(
              new Check(
                  owner,
                  whole,
                  name.equals(whole) ? method.methodTypeSymbol().parameterCount() : parameters));
        }
      }
    }
    return checks;
  }

  /** Everything of ours that the auditor's classes name and that is no part of it. */
  static Set<String> strangers() {
    Set<String> strangers = new TreeSet<>();
    for (Path file : classFiles()) {
      parse(file)
          .constantPool()
          .forEach(
              entry -> {
                if (entry instanceof java.lang.classfile.constantpool.ClassEntry named) {
                  String name = named.asInternalName();
                  if (!name.matches(
                      "\\[*[LBCDFIJSZ]?java.*|\\[*L?io/fairfall/auditor/Auditor.*|\\[+[BCDFIJSZ]")) {
                    strangers.add(name);
                  }
                }
              });
    }
    return strangers;
  }

  private static boolean findsSomething(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .anyMatch(
            element ->
                element instanceof InvokeInstruction call && call.name().equalsString("found"));
  }

  private static java.util.List<Path> classFiles() {
    try (Stream<Path> files = Files.list(CLASSES)) {
      return files.filter(file -> file.getFileName().toString().startsWith("Auditor")).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static final class Loader extends ClassLoader {
    private final Optional<Check> without;

    Loader(Optional<Check> without) {
      super("auditor", ClassLoader.getPlatformClassLoader());
      this.without = without;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Path file = CLASSES.resolve(name.substring(PACKAGE.length()) + ".class");
      if (!Files.exists(file)) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = ClassFile.of().transformClass(parse(file), transform(name));
      return defineClass(name, bytes, 0, bytes.length);
    }

    private ClassTransform transform(String className) {
      return ClassTransform.transformingMethods(
          method -> without.filter(check -> check.is(className, method)).isPresent(),
          (method, element) -> {
            if (element instanceof CodeModel) {
              method.withCode(code -> code.return_());
            } else {
              method.with(element);
            }
          });
    }
  }
}
