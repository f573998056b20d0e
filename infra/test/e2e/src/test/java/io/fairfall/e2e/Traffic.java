package io.fairfall.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import java.util.ArrayList;
import java.util.List;

/** What a page sends and receives, counted. */
final class Traffic {
  private static final String POLL = "/v1/rounds/current";

  private final List<WebSocket> sockets = new ArrayList<>();
  private int requests;
  private int polls;
  private int frames;

  /** From a page's next request on. */
  Traffic(Page page) {
    page.onRequest(
        request -> {
          requests++;
          polls += request.url().endsWith(POLL) ? 1 : 0;
        });
    page.onWebSocket(
        socket -> {
          sockets.add(socket);
          socket.onFrameReceived(_ -> frames++);
          socket.onFrameSent(_ -> frames++);
        });
  }

  /** Requests and frames, either way. */
  int count() {
    return requests + frames;
  }

  /** How often the page asked for the current round, which is what it does without a socket. */
  int polls() {
    return polls;
  }

  long openSockets() {
    return sockets.stream().filter(socket -> !socket.isClosed()).count();
  }
}
