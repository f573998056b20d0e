package io.fairfall.architecturetests;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds every number that has a name: constants, and the components of records called {@code
 * Bounds}. Sources are parsed and not compiled, so a name is known by its class and its last part.
 */
final class NamedBounds {
  private static final Set<String> NUMBERS =
      Set.of("int", "long", "double", "Duration", "Wei", "BigInteger");
  private static final String OF_BOUNDS = "Bounds";
  private static final String SERIAL = "serialVersionUID";

  private final Map<String, NamedBound> found = new LinkedHashMap<>();
  private final SourcePositions positions;

  private NamedBounds(SourcePositions positions) {
    this.positions = positions;
  }

  /** Those of some source files, in the order of their names. */
  static List<NamedBound> in(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      NamedBounds bounds = new NamedBounds(Trees.instance(task).getSourcePositions());
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      units.forEach(unit -> bounds.new Declarations(unit).scan(unit, null));
      units.forEach(unit -> bounds.new Uses(unit).scan(unit, null));
      return bounds.found.values().stream()
          .sorted((one, other) -> one.name().compareTo(other.name()))
          .toList();
    }
  }

  /** Keeps in mind in which classes it is. */
  private abstract static class Classes extends TreePathScanner<@Nullable Void, @Nullable Void> {
    final CompilationUnitTree unit;
    final Deque<String> classes = new ArrayDeque<>();

    Classes(CompilationUnitTree unit) {
      this.unit = unit;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      classes.addLast(type.getSimpleName().toString());
      super.visitClass(type, null);
      classes.removeLast();
      return null;
    }

    final String inPackage(String name) {
      return unit.getPackageName() == null ? name : unit.getPackageName() + "." + name;
    }
  }

  private final class Declarations extends Classes {
    Declarations(CompilationUnitTree unit) {
      super(unit);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
      if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
          && isNumber(field, type)) {
        String binary = inPackage(String.join("$", classes));
        String name = String.join(".", classes) + "." + field.getName();
        found.put(name, new NamedBound(name, binary, new ArrayList<>()));
      }
      return super.visitVariable(field, null);
    }

    private static boolean isNumber(VariableTree field, ClassTree type) {
      Set<Modifier> modifiers = field.getModifiers().getFlags();
      boolean isConstant =
          type.getKind() == Tree.Kind.INTERFACE
              || (modifiers.contains(Modifier.STATIC) && modifiers.contains(Modifier.FINAL));
      boolean isOfBounds =
          type.getKind() == Tree.Kind.RECORD
              && type.getSimpleName().contentEquals(OF_BOUNDS)
              && !modifiers.contains(Modifier.STATIC);
      return (isConstant || isOfBounds)
          && NUMBERS.contains(field.getType().toString())
          && !field.getName().contentEquals(SERIAL);
    }
  }

  private final class Uses extends Classes {
    Uses(CompilationUnitTree unit) {
      super(unit);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
      for (int depth = classes.size(); depth > 0; depth--) {
        String owner = String.join(".", List.copyOf(classes).subList(0, depth));
        if (use(owner + "." + name.getName())) {
          return null;
        }
      }
      return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
      String owner = select.getExpression().toString();
      String type = owner.equals("bounds") || owner.endsWith("bounds()") ? OF_BOUNDS : owner;
      String name = type + "." + select.getIdentifier();
      List.copyOf(found.keySet()).stream()
          .filter(known -> known.equals(name) || known.endsWith("." + name))
          .forEach(this::use);
      return super.visitMemberSelect(select, null);
    }

    private boolean use(String name) {
      NamedBound bound = found.get(name);
      if (bound == null) {
        return false;
      }
      TreePath whole = getCurrentPath();
      while (whole.getParentPath().getLeaf() instanceof ExpressionTree parent
          && !(parent instanceof LambdaExpressionTree)
          && !(parent instanceof NewClassTree made && made.getClassBody() != null)) {
        whole = whole.getParentPath();
      }
      String outer = inPackage(classes.isEmpty() ? "" : classes.getFirst());
      bound
          .uses()
          .add(
              new NamedBound.Use(
                  outer,
                  line(positions.getStartPosition(unit, whole.getLeaf())),
                  line(positions.getEndPosition(unit, whole.getLeaf()))));
      return true;
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
