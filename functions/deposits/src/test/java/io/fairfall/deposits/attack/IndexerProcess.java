package io.fairfall.deposits.attack;

import io.fairfall.deposits.Indexer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.platform.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An indexer in a process of its own, which works until it is killed, or until whoever started it
 * has ended: the operating system closes the pipe between them then, however that one ended.
 */
final class IndexerProcess {
  private static final String READY = "ready";

  /** How it ends where nobody is there who could kill it. */
  static final int ORPHANED = 3;

  private static final long INVOCATION_MS = 3_000;

  private IndexerProcess() {}

  /**
   * Works for ever.
   *
   * @param arguments by how many milliseconds its clock is ahead
   */
  @SuppressWarnings({"SystemOut", "InfiniteLoopStatement"}) // it is killed from outside
  public static void main(String[] arguments) throws InterruptedException {
    Thread.ofPlatform().daemon().start(IndexerProcess::endWithWhoStartedIt);
    long aheadMs = Long.parseLong(arguments[0]);
    DepositsContext context =
        DepositsContext.of(
            new Environment(System.getenv()),
            () -> Instant.ofEpochMilli(System.currentTimeMillis() + aheadMs));
    System.out.println(READY);
    while (true) {
      try {
        new Indexer(context).work(context.clock().millis() + INVOCATION_MS);
      } catch (RuntimeException failed) {
        Thread.sleep(20);
      }
    }
  }

  /** Nothing is ever written to it: a read ends where the pipe does. */
  private static void endWithWhoStartedIt() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // as well
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  /** Starts one, and waits until it is about to begin. */
  static Process start(Map<String, String> environment, long aheadMs) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(IndexerProcess.class.getName(), Long.toString(aheadMs)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    StringBuilder said = new StringBuilder();
    while (!said.toString().contains(READY)) {
      int next = process.getInputStream().read();
      if (next < 0) {
        throw new IOException("it has ended: " + said);
      }
      said.append(new String(new byte[] {(byte) next}, StandardCharsets.ISO_8859_1));
    }
    Thread.ofVirtual().start(() -> drain(process));
    return process;
  }

  /** Or it would wait for somebody to read what it logs. */
  private static void drain(Process process) {
    try {
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException killed) {
      // nothing more to read
    }
  }
}
