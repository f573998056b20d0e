package io.fairfall.runner.gateway;

import io.fairfall.runner.problem.CannotStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server on one loopback port, where every request has a virtual thread. */
public final class LoopbackServer implements AutoCloseable {
  private static final int MAX_THREADS = 64;
  private static final int MIN_THREADS = 4;

  /**
   * Connections that may wait to be accepted. Beyond it the kernel drops them without a word, and
   * whoever connects tries again a second later: functions that tell a thousand at once, or
   * browsers that all come back, would stand still.
   */
  private static final int MAX_UNACCEPTED = 4_096;

  private final Server server;
  private final ServerConnector connector;

  /**
   * Takes the port; requests wait until it is started.
   *
   * @param port 0 for any free one
   * @throws CannotStartException when the port is taken
   */
  public LoopbackServer(String name, int port) {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor(name + "-"));
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    connector.setAcceptQueueSize(MAX_UNACCEPTED);
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new CannotStartException(
          "Port %d is in use: stop what listens there or choose another with --port."
              .formatted(port),
          e);
    }
  }

  /** The server to make handlers for. */
  public Server server() {
    return server;
  }

  public int port() {
    return connector.getLocalPort();
  }

  /** Serves what the first of these handlers takes. */
  public void start(List<Handler> handlers) {
    server.setHandler(new Handler.Sequence(handlers));
    try {
      server.start();
    } catch (Exception e) { // Jetty's start() declares no narrower type
      throw new IllegalStateException("the server did not start", e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) { // Jetty's stop() declares no narrower type
      throw new IllegalStateException("the server did not stop", e);
    }
  }
}
