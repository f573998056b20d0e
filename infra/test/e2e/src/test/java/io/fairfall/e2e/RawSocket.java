package io.fairfall.e2e;

import io.fairfall.load.Player;
import io.fairfall.load.Target;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection for frames that no client of ours sends. */
final class RawSocket implements WebSocket.Listener {
  private static final long PATIENCE_SECONDS = 60;
  private static final int MAX_ATTEMPTS = 100;
  private static final long PAUSE_NANOS = 500_000_000;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final List<String> all = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private @Nullable WebSocket socket;

  static RawSocket open(Player player) {
    return insistently(() -> player.wire().target().socket(player.socketTicket()));
  }

  static RawSocket spectator(Target target) {
    return insistently(() -> target.socket(null));
  }

  /** A busy gateway turns away whom it has no free instance for. */
  private static RawSocket insistently(Supplier<URI> address) {
    for (int attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<RawSocket> opened = open(address.get());
      if (opened.isPresent()) {
        return opened.get();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return open(address.get()).orElseThrow();
  }

  /** Connects to an address, or is refused. */
  static Optional<RawSocket> open(URI address) {
    RawSocket raw = new RawSocket();
    try {
      raw.socket = CLIENT.newWebSocketBuilder().buildAsync(address, raw).join();
      return Optional.of(raw);
    } catch (CompletionException refused) {
      return Optional.empty();
    }
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
    for (Optional<String> message = next(); message.isPresent(); message = next()) {
      if (message.get().contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** The next message, unless nothing comes for a while. */
  Optional<String> next() throws InterruptedException {
    return Optional.ofNullable(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** Everything that was heard so far. */
  List<String> all() {
    return all;
  }

  boolean isClosedWith(int code) {
    return closed.completeOnTimeout(0, PATIENCE_SECONDS, TimeUnit.SECONDS).join() == code;
  }

  boolean isClosed() {
    return closed.isDone();
  }

  void close() {
    open().abort();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      String message = partial.toString();
      partial.setLength(0);
      Documented.heard(message);
      all.add(message);
      heard.add(message);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(0);
  }

  private WebSocket open() {
    return java.util.Objects.requireNonNull(socket, "open() made it");
  }
}
