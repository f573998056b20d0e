package io.fairfall.local.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardJarTest {
  private static final GuardJar JAR =
      new GuardJar("us-east-1:000000000000", "", Map.of("Accounts", "journal"));

  @TempDir private Path folder;

  /** As a function runs: nothing of the runner on its class path but the jar. */
  @Test
  void theSdkOfAnIsolatedFunctionFindsTheGuardByItself() throws Exception {
    List<Map<String, Object>> nothing =
        List.of(Map.of("Effect", "Deny", "Action", "*", "Resource", "*"));
    Path jar = JAR.write(folder, "Play", nothing);
    try (URLClassLoader function = isolated(jar)) {
      Object probe =
          function.loadClass(Probe.class.getName()).getDeclaredConstructor().newInstance();
      assertTrue(probe.getClass() != Probe.class);
      assertTrue(
          ((Supplier<?>) probe).get().toString().startsWith("Play is not authorized to perform"));
    }
  }

  @Test
  void whatAPolicySaysBeyondTheUnderstoodIsRefusedAtOnce() {
    refused("the element NotAction", Map.of("Effect", "Allow", "NotAction", "*", "Resource", "*"));
    refused("the effect Maybe", Map.of("Effect", "Maybe", "Action", "*", "Resource", "*"));
    refused("a statement without Resource", Map.of("Effect", "Allow", "Action", "*"));
    refused(
        "the condition key aws:SourceIp",
        condition("StringEquals", Map.of("aws:SourceIp", "10.0.0.1")));
    refused(
        "StringLike on dynamodb:LeadingKeys without ForAllValues or ForAnyValue",
        condition("StringLike", Map.of("dynamodb:LeadingKeys", "x")));
    refused(
        "the condition operator ForAllValues:StringLikeIfExists",
        condition("ForAllValues:StringLikeIfExists", Map.of("dynamodb:LeadingKeys", "x")));
  }

  private void refused(String what, Map<String, Object> statement) {
    assertEquals(
        "the one-machine runner does not understand " + what + " in an IAM policy",
        assertThrows(PolicyNotUnderstood.class, () -> JAR.write(folder, "Play", List.of(statement)))
            .getMessage());
  }

  private static Map<String, Object> condition(String operator, Map<String, String> values) {
    return Map.of(
        "Effect", "Allow",
        "Action", "*",
        "Resource", "*",
        "Condition", Map.of(operator, values));
  }

  private static URLClassLoader isolated(Path jar) throws Exception {
    List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      boolean library = entry.endsWith(".jar") && !entry.contains("fairfall");
      if (library || entry.endsWith("test-classes")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
