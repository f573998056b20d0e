package io.fairfall.anvil;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process that holds a node, and the node's own process behind it. */
public final class Leash implements AutoCloseable {
  /** Longer than the script waits before it kills. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(10);

  private static final int MAX_KEPT_LINES = 20;

  /** The exit code when anvil is not installed. */
  public static final int PACKAGE_MISSING = 66;

  private final Process script;
  private final long nodeProcessId;
  private final ArrayDeque<String> complaints = new ArrayDeque<>();
  private final Thread listener;

  private Leash(Process script) throws IOException {
    this.script = script;
    this.listener = Thread.ofVirtual().name("development-node").start(this::listen);
    String line = new BufferedReader(script.inputReader(StandardCharsets.UTF_8)).readLine();
    this.nodeProcessId = line == null ? 0 : Long.parseLong(line.trim());
    Thread.ofVirtual().name("development-node-watch").start(this::watch);
  }

  /**
   * Starts the node.
   *
   * @param packages the folder whose {@code node_modules} hold anvil
   * @throws NodeMissingException when there is no Node to run the script
   */
  public static Leash start(String nodeCommand, Path packages, List<String> nodeArguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                nodeCommand,
                "--input-type=module",
                "--eval",
                text(),
                "--",
                packages.toAbsolutePath().toString()));
    command.addAll(nodeArguments);
    Process script;
    try {
      script = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new NodeMissingException(
          "Node is missing: install Node 20 or newer, for the development chain.", e);
    }
    return new Leash(script);
  }

  /** Process ids are used again: only what looks like the node is taken for it. */
  public static boolean isNode(String command) {
    return command.contains("anvil");
  }

  /** The process between this one and the node. */
  public long processId() {
    return script.pid();
  }

  /** The node itself; 0 when it did not start. */
  public long nodeProcessId() {
    return nodeProcessId;
  }

  /** Whether the script, and with it the node, still runs. */
  public boolean isAlive() {
    return script.isAlive();
  }

  /** How the node ended. */
  public int exitCode() throws InterruptedException {
    return script.waitFor();
  }

  /** The last lines that the node complained with. */
  public String complaints() throws InterruptedException {
    listener.join(Duration.ofSeconds(1));
    synchronized (complaints) {
      return String.join(" ", complaints);
    }
  }

  /** Lets the node write its state and end; kills it when that takes too long. */
  @Override
  public void close() {
    try {
      script.outputWriter(StandardCharsets.UTF_8).close();
      if (!script.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        script.destroyForcibly();
      }
    } catch (IOException e) {
      script.destroyForcibly(); // its input is gone already, and so is it
    } catch (InterruptedException e) {
      script.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    killNode();
  }

  /** When the script was killed, nobody else would end the node. */
  private void watch() {
    try {
      script.waitFor();
      killNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void killNode() {
    if (nodeProcessId > 0) {
      ProcessHandle.of(nodeProcessId)
          .filter(process -> process.info().command().filter(Leash::isNode).isPresent())
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private void listen() {
    try (BufferedReader lines = script.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (complaints) {
          if (complaints.size() == MAX_KEPT_LINES) {
            complaints.removeFirst();
          }
          complaints.add(line.trim());
        }
      }
    } catch (IOException ended) {
      // the process is gone, and with it what it had to say
    }
  }

  private static String text() throws IOException {
    try (InputStream script = Leash.class.getResourceAsStream("leash.mjs")) {
      if (script == null) {
        throw new IllegalStateException("the leash script is missing in this build");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
