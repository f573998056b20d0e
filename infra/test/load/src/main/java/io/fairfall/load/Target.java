package io.fairfall.load;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is played against: an origin on this machine. Bots bet by the hundred, so that they must
 * never be pointed at somebody else's house, not even by mistake.
 */
public record Target(URI origin) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1]");

  public Target {
    String host = origin.getHost();
    if (!"http".equals(origin.getScheme()) || host == null || !isLoopback(host)) {
      throw new IllegalArgumentException(
          "Bots play on this machine only: give an address like http://localhost:8080.");
    }
  }

  public static Target parse(String url) {
    try {
      return new Target(URI.create(url));
    } catch (NullPointerException | IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "Bots play on this machine only: give an address like http://localhost:8080.", refused);
    }
  }

  public static Target onPort(int port) {
    return new Target(URI.create("http://localhost:" + port));
  }

  URI http(String path) {
    return origin.resolve(path);
  }

  /** The WebSocket's address; without a ticket for a spectator. */
  public URI socket(@Nullable String ticket) {
    String query =
        Optional.ofNullable(ticket)
            .map(text -> "?ticket=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
            .orElse("");
    return URI.create("ws://" + origin.getRawAuthority() + "/ws" + query);
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
