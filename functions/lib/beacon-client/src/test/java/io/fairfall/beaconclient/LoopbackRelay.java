package io.fairfall.beaconclient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on the loopback that answers each request with any bytes at any pace. Its threads are
 * the machine's own, so that a server that never rests takes no turn from who asks it.
 */
final class LoopbackRelay implements AutoCloseable {
  /** What is done on a connection whose request has been read. */
  interface Script {
    void answer(String path, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Script script;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  LoopbackRelay(Script script) {
    this.script = script;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  /** A server that answers every request with a status and a body. */
  static LoopbackRelay of(int status, String body) {
    return new LoopbackRelay((path, out) -> out.write(response(status, body)));
  }

  static byte[] response(int status, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return ("HTTP/1.1 " + status + " X\r\nContent-Length: " + length + "\r\n\r\n" + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  URI origin() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The paths that were asked for, in order. */
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = in.readLine();
      if (line == null) {
        return;
      }
      while (!in.readLine().isEmpty()) {
        // the rest of a request's head says nothing of use
      }
      asked.add(line.split(" ", -1)[1]);
      script.answer(line.split(" ", -1)[1], socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException gone) {
      // whoever asked has left, which is what some tests are about
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
