package io.fairfall.architecturetests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks that other languages' own tools make. */
@Tag("other-tools")
class OtherToolsTest {
  private static final int MAX_MINUTES = 3;

  @Test
  void theTemplateHasNoFindings() throws Exception {
    assumeTrue(
        isInstalled("cfn-lint"),
        "SKIPPED: cfn-lint is not installed, so template.yaml was not linted"
            + " (install it with: pip install cfn-lint)");
    Outcome lint =
        run(SourceTree.root(), "cfn-lint", "--non-zero-exit-code", "warning", "template.yaml");
    assertEquals("", lint.output());
    assertEquals(0, lint.status());
  }

  @Test
  void theBrowserLibraryHasItsTypesItsLayoutAndPassesItsTests() throws Exception {
    Path web = SourceTree.root().resolve("web");
    Outcome tools = run(web, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    assertEquals(0, tools.status(), tools.output());
    Outcome tests = run(web, "npm", "run", "verify", "--silent");
    System.out.println(tests.output());
    assertEquals(0, tests.status(), tests.output());
  }

  private static boolean isInstalled(String program) throws Exception {
    try {
      return run(SourceTree.root(), program, "--version").status() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static Outcome run(Path folder, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command[0] + " did not end");
    }
    return new Outcome(process.exitValue(), output.strip());
  }

  private record Outcome(int status, String output) {}
}
