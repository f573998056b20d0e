package io.fairfall.e2e;

import io.fairfall.load.Player;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection for frames that no client of ours sends. */
final class RawSocket implements WebSocket.Listener {
  private static final long PATIENCE_SECONDS = 15;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private @Nullable WebSocket socket;

  static RawSocket open(Player player) {
    RawSocket raw = new RawSocket();
    raw.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(player.wire().target().socket(player.socketTicket()), raw)
            .join();
    return raw;
  }

  void sendText(String text) {
    try {
      var _ = open().sendText(text, true).join();
    } catch (CompletionException refused) {
      // the house may have closed in the middle of it; the close code says why
    }
  }

  void sendBinary(byte[] bytes) {
    var _ = open().sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  boolean hears(String part) throws InterruptedException {
    for (String message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        message != null;
        message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      if (message.contains(part)) {
        return true;
      }
    }
    return false;
  }

  boolean isClosedWith(int code) {
    return closed.completeOnTimeout(0, PATIENCE_SECONDS, TimeUnit.SECONDS).join() == code;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    heard.add(data.toString());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  private WebSocket open() {
    return java.util.Objects.requireNonNull(socket, "open() made it");
  }
}
