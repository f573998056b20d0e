package io.fairfall.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A network that lets WebSockets through, or does not; HTTP passes always. */
final class SocketGate {
  private static final Pattern ALL = Pattern.compile("^wss?://.*");
  private static final int GOING_AWAY = 1001;

  private final List<WebSocketRoute> open = new ArrayList<>();
  private boolean blocked;

  /** Stands before a browser whose pages have not been loaded. */
  SocketGate(BrowserContext browser) {
    browser.routeWebSocket(ALL, this::arrive);
  }

  void block() {
    blocked = true;
    for (WebSocketRoute socket : open) {
      socket.close(new WebSocketRoute.CloseOptions().setCode(GOING_AWAY));
    }
    open.clear();
  }

  void unblock() {
    blocked = false;
  }

  private void arrive(WebSocketRoute socket) {
    if (blocked) {
      socket.close(new WebSocketRoute.CloseOptions().setCode(GOING_AWAY));
      return;
    }
    open.add(socket);
    WebSocketRoute server = socket.connectToServer();
    server.onMessage(
        frame -> {
          Documented.heard(frame.text());
          socket.send(frame.text());
        });
    socket.onMessage(
        frame -> {
          Documented.said(frame.text());
          server.send(frame.text());
        });
  }
}
