package io.fairfall.anvil;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port that nobody has, for a process that cannot choose its own. */
public final class FreePort {
  private FreePort() {}

  /** Another process may take it before it is used: whoever uses it tries again then. */
  public static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
