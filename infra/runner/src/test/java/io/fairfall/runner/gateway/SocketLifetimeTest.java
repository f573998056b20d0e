package io.fairfall.runner.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.runner.SampleSystem;
import io.fairfall.runner.gateway.socket.Lifetime;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's ends of a connection, on a clock that runs faster than the real one's. */
class SocketLifetimeTest {
  private static final Lifetime SHORT =
      new Lifetime(Duration.ofMillis(900), Duration.ofMillis(2_500));

  private static final int GOING_AWAY = 1001;
  private static final long SAY_EVERY_MS = 200;
  private static final long WAIT_SECONDS = 15;

  @TempDir private Path folder;

  /** When and how a connection ended. */
  private static final class Ending implements WebSocket.Listener {
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final long beganNanos = System.nanoTime();
    private volatile long endedNanos;

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      endedNanos = System.nanoTime();
      status.complete(code);
      return null;
    }

    int code() throws Exception {
      return status.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    long lastedMs() {
      return TimeUnit.NANOSECONDS.toMillis(endedNanos - beganNanos);
    }
  }

  @Test
  void aSilentConnectionEndsAndATalkativeOneLastsItsWholeLife() throws Exception {
    assertEquals(Duration.ofMinutes(10), Lifetime.OF_API_GATEWAY.idle());
    assertEquals(Duration.ofHours(2), Lifetime.OF_API_GATEWAY.whole());
    try (SampleSystem system = new SampleSystem(folder, SHORT);
        HttpClient client = HttpClient.newHttpClient()) {
      Ending silent = new Ending();
      connect(client, system, silent);
      assertEquals(GOING_AWAY, silent.code());
      assertTrue(silent.lastedMs() >= SHORT.idle().toMillis(), "it lasted " + silent.lastedMs());

      Ending talkative = new Ending();
      WebSocket socket = connect(client, system, talkative);
      while (!talkative.status.isDone()) {
        socket.sendText("{\"action\":\"quiet\"}", true).exceptionally(over -> socket).join();
        Thread.sleep(SAY_EVERY_MS);
      }
      assertEquals(GOING_AWAY, talkative.code());
      assertTrue(talkative.lastedMs() >= SHORT.whole().toMillis(), "" + talkative.lastedMs());
    }
  }

  private static WebSocket connect(HttpClient client, SampleSystem system, Ending ending)
      throws Exception {
    return client
        .newWebSocketBuilder()
        .buildAsync(system.socket("?ticket=let-me-in"), ending)
        .get(WAIT_SECONDS, TimeUnit.SECONDS);
  }
}
