package io.fairfall.runner.iam;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/**
 * Writes the jar that puts a function under its policy.
 *
 * @param arnScope region and account as ARNs hold them: {@code us-east-1:000000000000}
 * @param connections the ARN of the WebSocket API's stage, {@code …:<api>/<stage>}, to which
 *     requests to connections belong; empty in a template without one
 * @param partitionKeys the partition key attribute of every table, by table name
 */
public record GuardJar(String arnScope, String connections, Map<String, String> partitionKeys) {
  /** Where an SDK client looks for interceptors that nobody handed to it. */
  private static final String DISCOVERY =
      "software/amazon/awssdk/global/handlers/execution.interceptors";

  private static final List<Class<?>> CLASSES =
      List.of(
          IamGuard.class,
          DynamoAccesses.class,
          GuardSettings.class,
          Policy.class,
          PolicyNotUnderstoodException.class,
          Statement.class,
          Condition.class,
          Glob.class,
          Access.class);

  /**
   * @param folder where the jar is written; it must outlive the function's class loader
   * @param function the function's name, for the sentence of a denied call
   * @param statements the policy statements as plain maps, lists and texts
   * @return the jar, to be put on the function's class path
   * @throws PolicyNotUnderstoodException when the policy says more than is enforced here
   */
  public Path write(Path folder, String function, List<Map<String, Object>> statements)
      throws IOException {
    byte[] settings = json(function, statements);
    GuardSettings.read(JsonNode.parser().parse(settings)); // refuse now what it would refuse later
    Path file = Files.createDirectories(folder).resolve("guard-" + function + ".jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (Class<?> type : CLASSES) {
        for (Class<?> member : type.getNestMembers()) {
          add(jar, path(member), bytes(member));
        }
      }
      add(jar, folderOf(IamGuard.class) + GuardSettings.RESOURCE, settings);
    }
    return file;
  }

  /**
   * Writes the jar that makes SDK clients look for a guard. They look beside themselves, and load
   * what they find through the class loader of the function that makes them.
   *
   * @param folder where it is written; it must outlive the class loader of the SDK
   */
  public static Path discovery(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve("guards.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      add(jar, DISCOVERY, IamGuard.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  byte[] json(String function, List<Map<String, Object>> statements) {
    JsonWriter json = JsonWriter.create();
    value(
        json,
        Map.of(
            "function", function,
            "statements", statements,
            "arnScope", arnScope,
            "connections", connections,
            "partitionKeys", partitionKeys));
    return json.getBytes();
  }

  private static void value(JsonWriter json, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (name, field) -> {
              json.writeFieldName(name.toString());
              value(json, field);
            });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(element -> value(json, element));
        json.writeEndArray();
      }
      default -> json.writeValue(value.toString());
    }
  }

  private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(bytes);
    jar.closeEntry();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream bytes = type.getResourceAsStream("/" + path(type))) {
      if (bytes == null) {
        throw new IllegalStateException("the class file of " + type.getName() + " is missing");
      }
      return bytes.readAllBytes();
    }
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static String folderOf(Class<?> type) {
    return type.getPackageName().replace('.', '/') + "/";
  }
}
