package io.fairfall.developmentbeacon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relay of the development beacon on this machine's loopback, as drand's relays are asked: {@code
 * GET /v2/chains/{hash}/rounds/{n}}, {@code GET /{hash}/public/{n}}, with {@code latest} for n, and
 * {@code info} of the chain on both ways. A round is there from its time on, and 404 before.
 */
public final class DevelopmentBeaconServer implements AutoCloseable {
  private static final Pattern ROUND =
      Pattern.compile(
          "/(?:v2/chains/(?<chain>[^/]+)/rounds|(?<older>[^/]+)/public)"
              + "/(?<round>latest|[1-9][0-9]{0,15})");
  private static final Pattern INFO =
      Pattern.compile("/(?:v2/chains/(?<chain>[^/]+)|(?<older>[^/]+))/info");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final DevelopmentBeacon beacon;
  private final BeaconNetwork network;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private volatile Outage outage = Outage.NONE;

  /** The last round that came before the outage; while there is none it is not looked at. */
  private volatile long lastBeforeOutage;

  private DevelopmentBeaconServer(DevelopmentBeacon beacon, InstantSource clock, int port)
      throws IOException {
    this.beacon = beacon;
    this.network = beacon.network();
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * Starts a relay.
   *
   * @param clock says which rounds have come
   * @param port on the loopback, or 0 for any
   */
  public static DevelopmentBeaconServer start(
      DevelopmentBeacon beacon, InstantSource clock, int port) throws IOException {
    DevelopmentBeaconServer relay = new DevelopmentBeaconServer(beacon, clock, port);
    relay.server.start();
    return relay;
  }

  /** Where it is asked, like {@code http://127.0.0.1:7001}. */
  public URI origin() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Begins an outage, or ends it with {@link Outage#NONE}. */
  public synchronized void setOutage(Outage next) {
    if (outage == Outage.NONE) {
      lastBeforeOutage = lastByClock();
    }
    outage = next;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> body = Optional.empty();
      if (exchange.getRequestMethod().equals("GET")) {
        body = found(exchange.getRequestURI().getRawPath());
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      boolean isAway = outage == Outage.UNAVAILABLE;
      int status = isAway ? UNAVAILABLE : body.isPresent() ? OK : NOT_FOUND;
      byte[] bytes =
          (status == OK ? body.orElseThrow() : "{\"error\":\"not found\"}")
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Optional<String> found(String path) {
    Matcher round = ROUND.matcher(path);
    if (round.matches()) {
      return isOurs(round) ? round(round) : Optional.empty();
    }
    Matcher info = INFO.matcher(path);
    return info.matches() && isOurs(info) ? Optional.of(info()) : Optional.empty();
  }

  private boolean isOurs(Matcher path) {
    return network.chainHash().equals(path.group("chain"))
        || network.chainHash().equals(path.group("older"));
  }

  private Optional<String> round(Matcher path) {
    long last = outage == Outage.NONE ? lastByClock() : lastBeforeOutage;
    String asked = path.group("round");
    long number = asked.equals("latest") ? last : Long.parseLong(asked);
    if (number < 1 || number > last) {
      return Optional.empty();
    }
    BeaconSignature signature = beacon.sign(new BeaconRound(number));
    String members = "\"round\":" + number + ",\"signature\":\"" + signature.hex() + "\"";
    return Optional.of(
        path.group("older") == null
            ? "{" + members + "}"
            : "{" + members + ",\"randomness\":\"" + randomness(signature) + "\"}");
  }

  /** The number of the last round that has come, 0 before the first. */
  private long lastByClock() {
    return Math.floorDiv(clock.millis() - network.genesisMs(), network.periodMs()) + 1;
  }

  private String info() {
    return String.format(
        Locale.ROOT,
        "{\"public_key\":\"%s\",\"period\":%s,\"genesis_time\":%s,\"hash\":\"%s\","
            + "\"schemeID\":\"%s\",\"metadata\":{\"beaconID\":\"%s\"}}",
        network.publicKey(),
        seconds(network.periodMs()),
        seconds(network.genesisMs()),
        network.chainHash(),
        BeaconNetwork.SCHEME,
        network.name());
  }

  private static String seconds(long milliseconds) {
    return BigDecimal.valueOf(milliseconds, 3).stripTrailingZeros().toPlainString();
  }

  private static String randomness(BeaconSignature signature) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(signature.bytes()));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
