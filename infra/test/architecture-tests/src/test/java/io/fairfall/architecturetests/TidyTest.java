package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Small rooms: lengths are ratchets (they may only be lowered), and nothing is left lying about.
 */
class TidyTest {
  private static final int MAX_FILE_LINES = 400;
  private static final int MAX_METHOD_LINES = 70;

  /** A stranger runs it as it is: one file, of any length, and in no package. */
  private static final String LONE_FILE = "infra/auditor/src/main/java/Auditor.java";

  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");
  private static final Pattern GENERATED_WORDS = Pattern.compile("@Json\\.Value");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(/work/|/root/|/home/[a-z]+/|[a-z]:\\\\Users)", Pattern.CASE_INSENSITIVE);

  private final List<String> untidy = new ArrayList<>();

  @Test
  void sourceFilesAreShort() {
    for (Path file : SourceTree.files("", ".java", ".js", ".mjs", ".css")) {
      boolean isLong = SourceTree.lines(file).size() > MAX_FILE_LINES;
      report(isLong && !file.endsWith(LONE_FILE), file, "is over 400 lines");
    }
    assertTidy();
  }

  @Test
  void methodsAreShort() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  null,
                  null,
                  manager.getJavaFileObjectsFromPaths(SourceTree.files("", ".java")));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new LongMethods(unit, positions).scan(unit, null);
      }
    }
    assertTidy();
  }

  /**
   * What the library generates for it fills static maps when the first object is constructed: where
   * two threads do that at once, one fails or finds half of the words. See {@code KindJson}.
   */
  @Test
  void enumsWriteTheirWordsThemselves() {
    assertNoLine(GENERATED_WORDS, "has a generated adapter of words: ", ".java");
  }

  @Test
  void nothingIsLeftForLater() {
    assertNoLine(LEFT_OVER, "puts off: ", ".java", ".js", ".mjs", ".css", ".html", ".yaml", ".xml");
  }

  @Test
  void theRepositoryKnowsNoMachine() {
    assertNoLine(
        THIS_MACHINE,
        "names a path: ",
        ".java",
        ".js",
        ".mjs",
        ".md",
        ".json",
        ".yaml",
        ".xml",
        ".html",
        ".sh",
        "run");
  }

  /** Nothing but this test, which names the patterns, has such a line. */
  private void assertNoLine(Pattern pattern, String complaint, String... endings) {
    for (Path file : SourceTree.files("", endings)) {
      boolean self = file.endsWith("TidyTest.java");
      for (String line : SourceTree.lines(file)) {
        report(!self && pattern.matcher(line).find(), file, complaint + line.strip());
      }
    }
    assertTidy();
  }

  @Test
  void everyPackageSaysWhatItIsForAndTakesNoNull() {
    for (Path file : SourceTree.files("", ".java")) {
      Path info = file.resolveSibling("package-info.java");
      Path main = Path.of(info.toString().replace("/src/test/", "/src/main/"));
      boolean hasNone = !Files.exists(info) && !Files.exists(main);
      report(hasNone && !file.endsWith(LONE_FILE), file, "has no package-info.java");
    }
    for (Path file : SourceTree.files("", "package-info.java")) {
      String text = String.join("\n", SourceTree.lines(file));
      report(!text.contains("@NullMarked") || !text.contains("/**"), file, "is not null-marked");
    }
    assertTidy();
  }

  @Test
  void linksInTheDocumentsLeadSomewhere() {
    for (Path file : SourceTree.files("", ".md")) {
      Matcher link = LINK.matcher(String.join("\n", SourceTree.lines(file)));
      while (link.find()) {
        String target = link.group(1);
        boolean elsewhere = target.startsWith("http://") || target.startsWith("https://");
        report(
            !elsewhere && !Files.exists(file.resolveSibling(target)), file, "links to " + target);
      }
    }
    assertTidy();
  }

  private void report(boolean isUntidy, Path file, String what) {
    if (isUntidy) {
      untidy.add(SourceTree.shortName(file) + " " + what);
    }
  }

  private void assertTidy() {
    assertEquals(List.of(), untidy.stream().distinct().toList());
  }

  /** Finds methods that are too long to be read at a glance. */
  private final class LongMethods extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    LongMethods(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      LineMap lines = unit.getLineMap();
      long length =
          lines.getLineNumber(positions.getEndPosition(unit, method))
              - lines.getLineNumber(positions.getStartPosition(unit, method));
      Path file = Path.of(unit.getSourceFile().toUri());
      String what = String.format(Locale.ROOT, "%s has %d lines", method.getName(), length);
      report(length > MAX_METHOD_LINES, file, what);
      super.visitMethod(method, null);
      return null;
    }
  }
}
