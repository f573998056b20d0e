package io.fairfall.load;

import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection: whole messages in, one message at a time out. */
final class Socket implements WebSocket.Listener {
  private final Consumer<String> messages;
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private @Nullable WebSocket socket;

  private Socket(Consumer<String> messages) {
    this.messages = messages;
  }

  /** Connects; a spectator brings no ticket. */
  static Socket open(Wire wire, @Nullable String ticket, Consumer<String> messages)
      throws IOException {
    Socket opened = new Socket(messages);
    try {
      opened.socket =
          wire.client()
              .newWebSocketBuilder()
              .buildAsync(wire.target().socket(ticket), opened)
              .join();
      return opened;
    } catch (CompletionException refused) {
      throw new IOException("the WebSocket was not opened: " + refused.getMessage(), refused);
    }
  }

  boolean isClosed() {
    return closed.isDone();
  }

  /** Sends a message whole; false if the connection has ended. */
  synchronized boolean send(String text) {
    WebSocket to = socket;
    if (to == null || closed.isDone()) {
      return false;
    }
    try {
      var _ = to.sendText(text, true).join();
      return true;
    } catch (CompletionException ended) {
      closed.complete(null);
      return false;
    }
  }

  /** Goes away without a word, as a browser does that loses its network. */
  void abort() {
    WebSocket to = socket;
    closed.complete(null);
    if (to != null) {
      to.abort();
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      String message = partial.toString();
      partial.setLength(0);
      messages.accept(message);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(null);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(null);
  }
}
