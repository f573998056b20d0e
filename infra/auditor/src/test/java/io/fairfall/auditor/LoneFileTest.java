package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger with a JDK, the one file, and an export. */
@Tag("other-tools")
class LoneFileTest {
  private static final int PATIENCE_MINUTES = 3;

  @TempDir private Path folder;
  private Forgery export;

  private record Ended(int code, String out) {}

  @BeforeEach
  void download() throws IOException {
    Files.copy(Path.of("src/main/java/Auditor.java"), folder.resolve("Auditor.java"));
    export = Forgery.of(ReferenceHistory.play());
  }

  @Test
  void judgesAHouseInOrder() throws Exception {
    export.checkpoint();
    Ended ended = java(Exports.options(folder));
    assertEquals(0, ended.code(), ended.out());
    assertTrue(ended.out().contains("Nothing that was judged is wrong."), ended.out());
  }

  @Test
  void namesWhatIsWrongAsJson() throws Exception {
    export.edit(export.line(AccountFaults.ALICE, 5), "\"a\":\"1", "\"a\":\"9");
    Ended ended =
        java(
            Stream.concat(Stream.of("--json"), Stream.of(Exports.options(folder)))
                .toArray(String[]::new));
    assertEquals(1, ended.code(), ended.out());
    assertTrue(ended.out().startsWith("{\"clean\":false,"), ended.out());
    String finding =
        "{\"journal\":\"%s\",\"slot\":5,\"rule\":\"mac\",\"sentence\":\"has another seal than its content and its place give it\"}"
            .formatted(AccountFaults.ALICE);
    assertTrue(ended.out().contains(finding), ended.out());
  }

  private Ended java(String... options) throws IOException, InterruptedException {
    export.write(folder.resolve("export.jsonl"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "Auditor.java",
                "export.jsonl"));
    command.addAll(List.of(options));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "it ends");
      return new Ended(process.exitValue(), Files.readString(out));
    } finally {
      process.destroyForcibly();
    }
  }
}
