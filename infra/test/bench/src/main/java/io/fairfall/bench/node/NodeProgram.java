package io.fairfall.bench.node;

import io.fairfall.load.Tree;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Node program that takes one order at a time as a line of JSON and answers each by one line. It
 * ends when its input does, so that it never outlives this process, however that ends.
 */
public final class NodeProgram implements AutoCloseable {
  private static final long END_SECONDS = 5;

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;

  private NodeProgram(String name, Process process) {
    this.name = name;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts a program; what it complains of goes to this process's own error output.
   *
   * @param folder where the script and its packages are
   */
  public static NodeProgram start(Path folder, String script, String... nodeOptions)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(nodeOptions));
    command.add(script);
    return new NodeProgram(
        script,
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  public Tree ask(String order) throws IOException {
    return ask(order, Map.of());
  }

  /**
   * Gives an order and waits for its answer.
   *
   * @throws IOException if the program failed or ended, with what it said last
   */
  public Tree ask(String order, Map<String, Object> parameters) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>(parameters);
    line.put("do", order);
    orders.write(Tree.write(line));
    orders.newLine();
    orders.flush();
    String text = answers.readLine();
    if (text == null) {
      throw new IOException(name + " ended instead of answering " + order);
    }
    Tree answer = Tree.read(text);
    if (answer.at("failure").isPresent()) {
      throw new IOException(name + " failed to " + order + ": " + answer.at("failure"));
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    try {
      orders.close();
      if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
