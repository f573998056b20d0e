package io.fairfall.apicontract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the linter of both kinds of documents says of ours: nothing. Its rules are in redocly.yaml.
 */
@Tag("other-tools")
class LintTest {
  private static final int MAX_MINUTES = 3;
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path DOCUMENTS = Document.checkout().resolve("docs/reference");

  @Test
  void bothDocumentsAreClean() throws Exception {
    Outcome lint = lint(DOCUMENTS.resolve("openapi.yaml"), DOCUMENTS.resolve("asyncapi.yaml"));
    assertEquals(0, lint.status(), lint.output());
  }

  @Test
  void aMistakeInEitherWouldBeFound() throws Exception {
    for (Map.Entry<String, String> planted :
        Map.of("openapi.yaml", "operationId: getAccount", "asyncapi.yaml", "action: receive")
            .entrySet()) {
      String text = Files.readString(DOCUMENTS.resolve(planted.getKey()));
      Path spoilt = MODULE.resolve("target/spoilt-" + planted.getKey());
      Files.writeString(spoilt, text.replaceFirst(planted.getValue(), "planted: 1"));
      Outcome lint = lint(spoilt);
      assertEquals(1, lint.status(), lint.output());
      assertTrue(lint.output().contains("planted"), lint.output());
    }
  }

  private record Outcome(int status, String output) {}

  private static Outcome lint(Path... documents) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                NpmPackages.folder("@redocly/cli").resolve("bin/cli.js").toString(),
                "lint",
                "--config",
                MODULE.resolve("redocly.yaml").toString(),
                "--format",
                "stylish"));
    List.of(documents).forEach(document -> command.add(document.toString()));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    // it talks to nobody: a test has no news to tell and needs none
    process.environment().put("REDOCLY_TELEMETRY", "off");
    process.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    Process linter = process.start();
    String output = new String(linter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!linter.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
      linter.destroyForcibly();
      throw new IOException("the linter did not end");
    }
    return new Outcome(linter.exitValue(), output);
  }
}
