package io.fairfall.beaconclient;

import static io.fairfall.beacon.BeaconNetwork.QUICKNET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconRound;
import io.fairfall.developmentbeacon.DevelopmentBeacon;
import io.fairfall.developmentbeacon.DevelopmentBeaconServer;
import io.fairfall.developmentbeacon.Outage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers on the loopback, of every kind that there is, and quicknet's real rounds. */
@Tag("integration")
class BeaconClientTest {
  private static final QuicknetFacts.Round REAL = QuicknetFacts.rounds().getLast();
  private static final QuicknetFacts.Round OTHER = QuicknetFacts.rounds().getFirst();
  private static final FetchLimits LIMITS =
      new FetchLimits(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(20));
  private static final Duration WITHIN = Duration.ofSeconds(1);

  /** Whoever waits for a slow relay takes as long as this at least. */
  private static final FetchLimits PATIENT =
      new FetchLimits(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofMillis(20));

  private static final Duration LONG = Duration.ofSeconds(8);

  /** What a machine under load may need on top of what is measured. */
  private static final long LEEWAY_MS = 2_000;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void theNewerWayIsAskedFirst() throws Exception {
    LoopbackRelay relay = relay(200, answer(REAL.round().number(), REAL.signature().hex()));
    BeaconAnswer.Found found = found(client(relay.origin()));
    assertEquals(REAL.signature(), found.beacon().signature());
    assertEquals(REAL.round(), found.beacon().round());
    assertEquals(
        List.of("/v2/chains/" + QUICKNET.chainHash() + "/rounds/" + REAL.round().number()),
        relay.asked());
  }

  @Test
  void aRelayThatKnowsTheOlderWayOnlyIsAskedByItFromThenOn() throws Exception {
    String older = "/" + QUICKNET.chainHash() + "/public/" + REAL.round().number();
    LoopbackRelay relay =
        relay(
            (path, out) ->
                out.write(
                    path.equals(older)
                        ? LoopbackRelay.response(
                            200,
                            "{\"round\":657413,\"randomness\":\"00\",\"signature\":\""
                                + REAL.signature().hex()
                                + "\"}")
                        : LoopbackRelay.response(404, "404 page not found")));
    BeaconClient client = client(relay.origin());
    assertEquals(REAL.signature(), found(client).beacon().signature());
    assertEquals(2, relay.asked().size());
    assertEquals(REAL.signature(), found(client).beacon().signature());
    assertEquals(3, relay.asked().size());
    assertEquals(older, relay.asked().getLast());
  }

  /** A server, and what the client has to say of it. */
  record Fault(RelayOutcome outcome, LoopbackRelay.Script script) {
    @Override
    public String toString() {
      return outcome + "";
    }
  }

  static List<Fault> faults() {
    String real = REAL.signature().hex();
    long round = REAL.round().number();
    DevelopmentBeacon another = DevelopmentBeacon.of("local", 0, 3_000);
    String ofAnother = another.sign(REAL.round()).hex();
    String bytes = "\"" + real + "\"";
    return List.of(
        fault(
            RelayOutcome.WRONG_ROUND, 200, answer(OTHER.round().number(), OTHER.signature().hex())),
        fault(RelayOutcome.WRONG_ROUND, 200, answer(round + 1, real)),
        fault(RelayOutcome.BAD_SIGNATURE, 200, answer(round, OTHER.signature().hex())),
        fault(RelayOutcome.BAD_SIGNATURE, 200, answer(round, ofAnother)),
        fault(RelayOutcome.MALFORMED, 200, answer(round, real + real)),
        fault(RelayOutcome.MALFORMED, 200, answer(round, real.replace('b', 'B'))),
        fault(RelayOutcome.MALFORMED, 200, ""),
        fault(RelayOutcome.MALFORMED, 200, "<html>"),
        fault(RelayOutcome.MALFORMED, 200, "[]"),
        fault(RelayOutcome.MALFORMED, 200, "null"),
        fault(RelayOutcome.MALFORMED, 200, "{}"),
        fault(RelayOutcome.MALFORMED, 200, "{\"signature\":" + bytes + "}"),
        fault(RelayOutcome.MALFORMED, 200, "{\"round\":\"657413\",\"signature\":" + bytes + "}"),
        fault(RelayOutcome.MALFORMED, 200, "{\"round\":657413.0,\"signature\":" + bytes + "}"),
        fault(RelayOutcome.MALFORMED, 200, "{\"round\":657413,\"signature\":[" + bytes + "]}"),
        fault(
            RelayOutcome.MALFORMED,
            200,
            "{\"round\":657413,\"round\":657413,\"signature\":" + bytes + "}"),
        fault(RelayOutcome.MALFORMED, 200, answer(round, real) + answer(round, real)),
        fault(RelayOutcome.MALFORMED, 200, "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"),
        new Fault(
            RelayOutcome.MALFORMED,
            (path, out) -> {
              out.write(
                  "HTTP/1.1 200 X\r\nContent-Length: 2\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
              out.write(new byte[] {(byte) 0xc3, 0x28});
            }),
        fault(RelayOutcome.TOO_LARGE, 200, "{\"a\":\"" + "x".repeat(5_000) + "\"}"),
        new Fault(RelayOutcome.TOO_LARGE, BeaconClientTest::endless),
        fault(RelayOutcome.NOT_YET, 404, "not found"),
        fault(RelayOutcome.NOT_YET, 425, "too early"),
        fault(RelayOutcome.FAILED, 500, answer(round, real)),
        fault(RelayOutcome.FAILED, 503, ""),
        fault(RelayOutcome.FAILED, 204, ""),
        new Fault(
            RelayOutcome.REDIRECTED,
            (path, out) ->
                out.write(
                    "HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII))),
        new Fault(RelayOutcome.UNREACHABLE, (path, out) -> out.write(65)),
        new Fault(RelayOutcome.UNREACHABLE, (path, out) -> out.close()),
        new Fault(RelayOutcome.SLOW, (path, out) -> Thread.sleep(5_000)),
        new Fault(RelayOutcome.SLOW, BeaconClientTest::dripping));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultyRelayAloneIsNamedAndNeverBelieved(Fault fault) throws Exception {
    LoopbackRelay relay = relay(fault.script());
    long start = System.nanoTime();
    BeaconAnswer answer = client(relay.origin()).await(REAL.round(), WITHIN);
    assertTrue(since(start) <= WITHIN.toMillis() + LEEWAY_MS, since(start) + " ms");
    Class<? extends BeaconAnswer> expected =
        fault.outcome() == RelayOutcome.NOT_YET
            ? BeaconAnswer.NotYet.class
            : BeaconAnswer.Unknown.class;
    assertInstanceOf(expected, answer);
    assertEquals(List.of(new RelayReport(relay.origin(), fault.outcome())), answer.reports());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void oneGoodRelayIsEnough(Fault fault) throws Exception {
    LoopbackRelay good = relay(200, answer(REAL.round().number(), REAL.signature().hex()));
    List<URI> relays =
        List.of(relay(fault.script()).origin(), relay(fault.script()).origin(), good.origin());
    BeaconClient client = new BeaconClient(QUICKNET, relays, PATIENT);
    long start = System.nanoTime();
    BeaconAnswer.Found found = found(client);
    assertEquals(REAL.signature(), found.beacon().signature());
    assertEquals(RelayOutcome.VALID, found.reports().getLast().outcome());
    assertTrue(since(start) < PATIENT.request().toMillis(), since(start) + " ms");
  }

  /** Heads have no bound of their own in the client's parts, so that time has to be one. */
  @ParameterizedTest
  @ValueSource(strings = {"head", "body", "silence"})
  void whatIsUnderwayEndsSoonAfterTheAnswer(String part) throws Exception {
    LoopbackRelay relay =
        relay(
            (path, out) -> {
              if (part.equals("body")) {
                endlessly(
                    out, "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n");
              } else if (part.equals("head")) {
                endlessly(out, "HTTP/1.1 200 X\r\n", "X: x\r\n");
              }
              Thread.sleep(20_000);
            });
    BeaconClient client = new BeaconClient(QUICKNET, List.of(relay.origin()), PATIENT);
    long start = System.nanoTime();
    assertInstanceOf(
        BeaconAnswer.Unknown.class, client.await(REAL.round(), Duration.ofMillis(200)));
    assertTrue(since(start) <= 200 + LEEWAY_MS, since(start) + " ms");
    while (client.underway() > 0 && since(start) < 5_000) {
      Thread.sleep(10);
    }
    assertEquals(0, client.underway());
  }

  @Test
  void aRelayIsAskedAgainUntilItHasTheRound() throws Exception {
    AtomicInteger times = new AtomicInteger();
    LoopbackRelay late =
        relay(
            (path, out) ->
                out.write(
                    times.incrementAndGet() < 8
                        ? LoopbackRelay.response(404, "")
                        : LoopbackRelay.response(
                            200, answer(REAL.round().number(), REAL.signature().hex()))));
    assertEquals(REAL.signature(), found(client(late.origin())).beacon().signature());
    assertTrue(late.asked().size() >= 8);
  }

  /** The JDK's connection fails in its own ways when it is closed while it is being opened. */
  @Test
  void requestsThatAreAbortedAtAnyMomentEndQuietly() throws Exception {
    List<Throwable> loud = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> loud.add(failure));
    try {
      LoopbackRelay relay = relay(404, "");
      BeaconClient client = client(relay.origin());
      for (int i = 0; i < 400; i++) {
        client.await(REAL.round(), Duration.ofMillis(1 + i % 4));
      }
      for (int i = 0; i < 100 && client.underway() > 0; i++) {
        Thread.sleep(20);
      }
      assertEquals(0, client.underway());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertEquals(List.of(), loud);
  }

  @Test
  void aDeadAddressIsUnreachable() throws Exception {
    LoopbackRelay gone = relay(200, "");
    gone.close();
    BeaconAnswer answer = client(gone.origin()).await(REAL.round(), WITHIN);
    assertInstanceOf(BeaconAnswer.Unknown.class, answer);
    assertEquals(RelayOutcome.UNREACHABLE, answer.reports().getFirst().outcome());
  }

  @Test
  void whoHasNothingYetTellsMoreThanWhoIsAway() throws Exception {
    BeaconClient client = client(relay(503, "").origin(), relay(404, "").origin());
    assertInstanceOf(BeaconAnswer.NotYet.class, client.await(REAL.round(), WITHIN));
  }

  @Test
  void theDevelopmentBeaconIsFetchedByTheSameWayThroughItsOutages() throws Exception {
    AtomicLong now = new AtomicLong(10_000);
    DevelopmentBeacon beacon = DevelopmentBeacon.of("local", 10_000, 100);
    DevelopmentBeaconServer relay =
        DevelopmentBeaconServer.start(beacon, () -> Instant.ofEpochMilli(now.get()), 0);
    open.add(relay);
    BeaconClient client = new BeaconClient(beacon.network(), List.of(relay.origin()), LIMITS);
    BeaconRound second = new BeaconRound(2);
    assertInstanceOf(BeaconAnswer.NotYet.class, client.await(second, WITHIN));
    relay.setOutage(Outage.STALLED);
    now.set(10_100);
    assertInstanceOf(BeaconAnswer.NotYet.class, client.await(second, WITHIN));
    relay.setOutage(Outage.UNAVAILABLE);
    assertInstanceOf(BeaconAnswer.Unknown.class, client.await(second, WITHIN));
    relay.setOutage(Outage.NONE);
    BeaconAnswer.Found found =
        assertInstanceOf(BeaconAnswer.Found.class, client.await(second, LONG));
    assertEquals(beacon.sign(second), found.beacon().signature());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.drand.sh",
        "https://api.drand.sh/path",
        "https://user@api.drand.sh",
        "https://api.drand.sh?x",
        "https://api.drand.sh#x",
        "ftp://127.0.0.1",
        "http://127.0.0.1.example.org",
        "api.drand.sh",
        "https:///",
      })
  void whatIsNoOriginIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> client(URI.create(text)));
  }

  @Test
  void relaysAndTimesAreBounded() throws Exception {
    URI one = URI.create("https://api.drand.sh");
    assertThrows(IllegalArgumentException.class, () -> client());
    assertThrows(IllegalArgumentException.class, () -> client(one, one));
    URI[] many = new URI[9];
    for (int i = 0; i < many.length; i++) {
      many[i] = URI.create("https://api" + i + ".drand.sh");
    }
    assertThrows(IllegalArgumentException.class, () -> client(many));
    BeaconClient client = client(relay(404, "").origin());
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(60_001))) {
      assertThrows(IllegalArgumentException.class, () -> client.await(REAL.round(), wrong));
    }
    Duration second = Duration.ofSeconds(1);
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(10_001))) {
      assertThrows(IllegalArgumentException.class, () -> new FetchLimits(wrong, second, second));
      assertThrows(IllegalArgumentException.class, () -> new FetchLimits(second, wrong, second));
      assertThrows(IllegalArgumentException.class, () -> new FetchLimits(second, second, wrong));
    }
  }

  private BeaconAnswer.Found found(BeaconClient client) throws InterruptedException {
    return assertInstanceOf(BeaconAnswer.Found.class, client.await(REAL.round(), LONG));
  }

  private static BeaconClient client(URI... relays) {
    return new BeaconClient(QUICKNET, List.of(relays), LIMITS);
  }

  private LoopbackRelay relay(LoopbackRelay.Script script) {
    LoopbackRelay relay = new LoopbackRelay(script);
    open.add(relay);
    return relay;
  }

  private LoopbackRelay relay(int status, String body) {
    LoopbackRelay relay = LoopbackRelay.of(status, body);
    open.add(relay);
    return relay;
  }

  private static Fault fault(RelayOutcome outcome, int status, String body) {
    return new Fault(outcome, (path, out) -> out.write(LoopbackRelay.response(status, body)));
  }

  private static String answer(long round, String signature) {
    return "{\"round\":" + round + ",\"signature\":\"" + signature + "\"}";
  }

  private static void endless(String path, OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    while (true) {
      out.write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A byte now and then, each within its time, and never all. */
  private static void dripping(String path, OutputStream out)
      throws IOException, InterruptedException {
    endlessly(out, "HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n");
  }

  private static void endlessly(OutputStream out, String head, String part)
      throws IOException, InterruptedException {
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    while (true) {
      out.write(part.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      Thread.sleep(30);
    }
  }

  private static long since(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
