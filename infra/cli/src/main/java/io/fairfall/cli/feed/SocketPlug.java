package io.fairfall.cli.feed;

import io.fairfall.load.Tree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket to some house. */
final class SocketPlug implements SocketSteps.Plug, WebSocket.Listener {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int ANSWER_SECONDS = 10;

  /** No message is like it. */
  private static final String END = "";

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  private SocketPlug() {}

  /**
   * Connects.
   *
   * @throws IOException if nothing answers there as a socket
   */
  static SocketPlug open(HttpClient client, URI address) throws IOException {
    SocketPlug plug = new SocketPlug();
    try {
      plug.socket =
          client
              .newWebSocketBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .buildAsync(address, plug)
              .join();
    } catch (CompletionException refused) {
      throw new IOException(address + " did not answer as a socket", refused);
    }
    return plug;
  }

  @Override
  public void send(String text) throws IOException {
    WebSocket to = socket;
    try {
      if (to != null) {
        var _ = to.sendText(text, true).join();
      }
    } catch (CompletionException ended) {
      throw new IOException("the socket was closed", ended);
    }
  }

  @Override
  public Tree next() throws IOException {
    try {
      String message = messages.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new IOException("no answer within " + ANSWER_SECONDS + " s");
      }
      if (message.equals(END)) {
        throw new IOException("the socket was closed");
      }
      return Tree.read(message);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
  }

  @Override
  public void drop() {
    WebSocket to = socket;
    if (to != null) {
      to.abort();
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    messages.add(END);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    messages.add(END);
  }
}
