package io.fairfall.runner.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardJarTest {
  private static final GuardJar JAR =
      new GuardJar("us-east-1:000000000000", "", Map.of("Accounts", "journal"));

  @TempDir private Path folder;

  /**
   * As functions run: an SDK that is theirs in common, and the jar beside each one's own classes.
   */
  @Test
  void theSdkThatFunctionsShareFindsTheGuardOfTheOneThatUsesIt() throws Exception {
    List<Map<String, Object>> nothing =
        List.of(Map.of("Effect", "Deny", "Action", "*", "Resource", "*"));
    List<Path> libraries = new ArrayList<>(onClassPath(".jar"));
    libraries.removeIf(jar -> jar.toString().contains("fairfall"));
    libraries.add(GuardJar.discovery(folder));
    try (URLClassLoader shared = loader(libraries, ClassLoader.getPlatformClassLoader())) {
      for (String name : List.of("Play", "Feed")) {
        List<Path> own = new ArrayList<>(onClassPath("test-classes"));
        own.add(JAR.write(folder, name, nothing));
        try (URLClassLoader function = loader(own, shared)) {
          String said = inside(function);
          assertTrue(said.startsWith(name + " is not authorized to perform"), said);
        }
      }
    }
  }

  private static String inside(ClassLoader function) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(function);
    try {
      Object probe =
          function.loadClass(Probe.class.getName()).getDeclaredConstructor().newInstance();
      assertTrue(probe.getClass() != Probe.class);
      return String.valueOf(((Supplier<?>) probe).get());
    } finally {
      thread.setContextClassLoader(before);
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
        assertThrows(
                PolicyNotUnderstoodException.class,
                () -> JAR.write(folder, "Play", List.of(statement)))
            .getMessage());
  }

  private static Map<String, Object> condition(String operator, Map<String, String> values) {
    return Map.of(
        "Effect", "Allow",
        "Action", "*",
        "Resource", "*",
        "Condition", Map.of(operator, values));
  }

  private static List<Path> onClassPath(String ending) {
    return Arrays.stream(
            System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
        .filter(entry -> entry.endsWith(ending))
        .map(Path::of)
        .toList();
  }

  private static URLClassLoader loader(List<Path> classPath, ClassLoader parent) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (Path entry : classPath) {
      urls.add(entry.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), parent);
  }
}
