package io.fairfall.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The whole system as {@code ./run} starts it, in a process of its own that can be killed. What it
 * prints is kept in a file and told to a tap.
 */
public final class RunningFairfall implements AutoCloseable {
  private static final long READY_WITHIN_SECONDS = 900;
  private static final long STOP_WITHIN_SECONDS = 180;
  private static final String READY = "Fairfall is ready";

  private final Options options;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread atExit = new Thread(this::killTree, "kill at exit");
  private final Process process;
  private final Thread reader;
  private volatile String lastLine = "";

  /**
   * How to run it.
   *
   * @param root the checkout
   * @param data where state is kept, or nowhere
   * @param parameters values for the template, as {@code NAME=VALUE}
   * @param log where its output goes
   */
  public record Options(
      Path root, int port, Optional<Path> data, List<String> parameters, Path log, FeedProbe tap) {

    /** Fast rounds in memory on a free port. */
    public static Options fast(Path root, Path log, FeedProbe probe) throws IOException {
      return new Options(root, freePort(), Optional.empty(), List.of(), log, probe);
    }

    public Options keeping(Path folder) {
      return new Options(root, port, Optional.of(folder), parameters, log, tap);
    }

    /** With another listener. */
    Options heardBy(FeedProbe listener) {
      return new Options(root, port, data, parameters, log, listener);
    }

    /** With a value for one of the template's parameters. */
    public Options setting(String parameter, String value) {
      List<String> all = new ArrayList<>(parameters);
      all.add(parameter + "=" + value);
      return new Options(root, port, data, all, log, tap);
    }

    List<String> command() {
      List<String> command = new ArrayList<>();
      command.add(root.resolve("fairfall").toString());
      command.addAll(List.of("run", "--fast", "--port", Integer.toString(port)));
      data.ifPresent(folder -> command.addAll(List.of("--data", folder.toString())));
      parameters.forEach(parameter -> command.addAll(List.of("--set", parameter)));
      return command;
    }
  }

  private RunningFairfall(Options options, Process process) {
    this.options = options;
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("output").unstarted(this::read);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws IOException if it does not get there, with the last line that it said
   */
  public static RunningFairfall start(Options options) throws IOException, InterruptedException {
    Path folder = options.log().toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Process process =
        new ProcessBuilder(options.command())
            .directory(options.root().toFile())
            .redirectErrorStream(true)
            .start();
    RunningFairfall running = new RunningFairfall(options, process);
    Runtime.getRuntime().addShutdownHook(running.atExit);
    running.reader.start();
    if (!running.ready.await(READY_WITHIN_SECONDS, TimeUnit.SECONDS) || !process.isAlive()) {
      running.kill();
      throw new IOException(
          "Fairfall did not start; it last said: " + running.lastLine + " (" + options.log() + ")");
    }
    return running;
  }

  /** The checkout above this folder, or the one that the launcher names. */
  public static Path root() {
    @Nullable String named = System.getenv("FAIRFALL_ROOT");
    Path folder = Path.of(named == null ? "" : named).toAbsolutePath();
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("template.yaml"))) {
        return at;
      }
    }
    throw new IllegalStateException("there is no template.yaml above " + folder);
  }

  public Target target() {
    return Target.onPort(options.port());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL for it and everything that it started. */
  public void kill() {
    killTree();
    process.onExit().join();
    forgetAtExit();
  }

  /** SIGTERM, as Ctrl-C does; whoever does not go is killed, and that is a failure. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    process.destroy();
    List<ProcessHandle> left = all.stream().filter(part -> !goes(part)).toList();
    killTree();
    left.forEach(ProcessHandle::destroyForcibly);
    forgetAtExit();
    if (!left.isEmpty()) {
      throw new IllegalStateException("Fairfall left " + left.size() + " processes behind");
    }
  }

  private static boolean goes(ProcessHandle part) {
    return part.onExit()
        .thenApply(gone -> true)
        .completeOnTimeout(false, STOP_WITHIN_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  private void killTree() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private void forgetAtExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // then the hook runs, and finds nobody to kill
    }
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(
                new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter log =
            new PrintWriter(
                Files.newBufferedWriter(
                    options.log(),
                    StandardCharsets.UTF_8,
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        options.tap().heard("log", line, System.currentTimeMillis());
        lastLine = line;
        log.println(line);
        log.flush();
        if (line.startsWith(READY)) {
          ready.countDown();
        }
      }
    } catch (IOException ended) {
      // a killed process closes its output in the middle of a line
    } finally {
      ready.countDown();
    }
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
