package io.fairfall.apicontract;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a source file tells of the API. The names that members have in JSON are kept in no class
 * file, so that nothing but the source can be compared with the document.
 */
final class JavaSource {
  /** Headers have other names. */
  private static final Pattern MEMBER = Pattern.compile("[A-Za-z_]+");

  private static final Pattern ROUTE = Pattern.compile("(GET|PUT|POST|DELETE|PATCH) /\\S+");

  /** Modules stand in {@code functions} and {@code infra}, or in a folder of these. */
  private static final int MODULE_DEPTH = 2;

  private final Set<String> routes = new TreeSet<>();
  private final Map<String, List<Member>> records = new LinkedHashMap<>();
  private final Map<String, List<String>> constants = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> names = new TreeSet<>();
  private final Set<String> forms = new TreeSet<>();

  /**
   * A component of a record.
   *
   * @param name as JSON has it
   * @param type as it is written, without annotations in front
   */
  record Member(String name, String type, boolean isNullable) {}

  private JavaSource(CompilationUnitTree unit) {
    new Texts().scan(unit, null);
    new Reader().scan(unit, null);
  }

  /** The source of a class of the functions or of the runner, wherever its module is. */
  static JavaSource ofClass(String className) {
    return of(textOf(className));
  }

  /** All sources of a class's package and of the rooms in it. */
  static List<JavaSource> ofPackage(String className) {
    Path folder = Objects.requireNonNull(file(className).getParent());
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(file -> of(read(file)))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String textOf(String className) {
    return read(file(className));
  }

  private static Path file(String className) {
    String file = "src/main/java/" + className.replace('.', '/') + ".java";
    for (String folder : List.of("functions", "infra")) {
      try (Stream<Path> modules = Files.walk(Document.checkout().resolve(folder), MODULE_DEPTH)) {
        Optional<Path> found =
            modules.map(module -> module.resolve(file)).filter(Files::exists).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    throw new IllegalStateException("there is no source of " + className);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static JavaSource of(String text) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, null, null, List.of(file));
    try {
      return new JavaSource(task.parse().iterator().next());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The routes that its switches have a case for. */
  Set<String> routes() {
    return routes;
  }

  /** Its records by their names, those inside others with a point between. */
  Map<String, List<Member>> records() {
    return records;
  }

  /** Constants of its enums, each with the arguments that it is made with. */
  Map<String, List<String>> constants() {
    return constants;
  }

  /** What it puts into maps, by name. */
  Set<String> names() {
    return names;
  }

  /** The records that it reads from clients, by the names that they have in their own files. */
  Set<String> forms() {
    return forms.stream()
        .map(
            form ->
                records.keySet().stream()
                    .filter(name -> name.endsWith("." + form))
                    .findFirst()
                    .orElse(form))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Constants of text are found first: they are written below, or above, what uses them. */
  private final class Texts extends TreeScanner<@Nullable Void, @Nullable Void> {
    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
      if (variable.getInitializer() instanceof LiteralTree literal
          && literal.getValue() instanceof String text) {
        texts.put(variable.getName().toString(), text);
      }
      return super.visitVariable(variable, null);
    }
  }

  private final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Deque<String> inside = new ArrayDeque<>();

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      inside.addLast(type.getSimpleName().toString());
      if (type.getKind() == Tree.Kind.RECORD) {
        records.put(String.join(".", inside), members(type));
      }
      super.visitClass(type, null);
      inside.removeLast();
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
      if (variable.getInitializer() instanceof NewClassTree made
          && made.getIdentifier().toString().equals(inside.peekLast())) {
        constants.put(
            variable.getName().toString(),
            made.getArguments().stream().map(JavaSource.this::text).toList());
      }
      return super.visitVariable(variable, null);
    }

    @Override
    public @Nullable Void visitCase(CaseTree one, @Nullable Void nothing) {
      one.getLabels().stream()
          .filter(ConstantCaseLabelTree.class::isInstance)
          .map(label -> text(((ConstantCaseLabelTree) label).getConstantExpression()))
          .filter(label -> ROUTE.matcher(label).matches())
          .forEach(routes::add);
      return super.visitCase(one, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
      List<? extends ExpressionTree> arguments = call.getArguments();
      String called = call.getMethodSelect().toString();
      boolean isMapOf = called.equals("Map.of");
      boolean isPut = called.endsWith(".put") || called.endsWith(".putArray");
      for (int i = 0; i < arguments.size() && (isMapOf || (isPut && i == 0)); i += 2) {
        String name = text(arguments.get(i));
        if (MEMBER.matcher(name).matches()) {
          names.add(name);
        }
      }
      boolean reads = called.endsWith("fromClient") || called.endsWith("RequestJson.read");
      if (reads && arguments.getFirst() instanceof MemberSelectTree type) {
        forms.add(type.getExpression().toString());
      }
      return super.visitMethodInvocation(call, null);
    }
  }

  private String text(ExpressionTree expression) {
    return switch (expression) {
      case LiteralTree literal -> String.valueOf(literal.getValue());
      case IdentifierTree name ->
          texts.getOrDefault(name.getName().toString(), name.getName().toString());
      default -> expression.toString();
    };
  }

  private static List<Member> members(ClassTree record) {
    List<Member> members = new ArrayList<>();
    for (Tree member : record.getMembers()) {
      if (member instanceof VariableTree component
          && !component.getModifiers().getFlags().contains(Modifier.STATIC)) {
        members.add(member(component));
      }
    }
    return members;
  }

  private static Member member(VariableTree component) {
    String name = component.getName().toString();
    String type = component.getType().toString();
    boolean isNullable = false;
    for (var annotation : component.getModifiers().getAnnotations()) {
      String kind = annotation.getAnnotationType().toString();
      isNullable |= kind.equals("Nullable");
      type = kind.equals("Json.Raw") ? "Object" : type; // JSON that is written as it is
      if (kind.equals("Json.Property")) {
        name = String.valueOf(((LiteralTree) annotation.getArguments().getFirst()).getValue());
      }
    }
    return new Member(name, type, isNullable);
  }
}
