package io.fairfall.developmentbeacon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import supranational.blst.BLST_ERROR;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

class DevelopmentBeaconTest {
  private static final long GENESIS = 1_000_000;
  private static final long PERIOD = 250;

  private final DevelopmentBeacon beacon = DevelopmentBeacon.of("local", GENESIS, PERIOD);
  private final String hash = beacon.network().chainHash();
  private final AtomicLong now = new AtomicLong(GENESIS);
  private final HttpClient client = HttpClient.newHttpClient();
  private DevelopmentBeaconServer relay;

  @BeforeEach
  void start() throws IOException {
    relay = DevelopmentBeaconServer.start(beacon, () -> Instant.ofEpochMilli(now.get()), 0);
  }

  @AfterEach
  void stop() {
    relay.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "", "Local", "local "})
  void itIsRefusedOutsideOfLocalMode(String mode) {
    assertThrows(IllegalStateException.class, () -> DevelopmentBeacon.of(mode, GENESIS, PERIOD));
  }

  @Test
  void itsNetworkIsOneOfDevelopment() {
    BeaconNetwork network = beacon.network();
    assertEquals("development", network.name());
    assertNotEquals(BeaconNetwork.QUICKNET.publicKey(), network.publicKey());
    assertEquals(network, network.requireAllowedIn("local"));
    assertThrows(IllegalStateException.class, () -> network.requireAllowedIn("aws"));
  }

  @Test
  void aRoundIsThereFromItsTimeOnByBothWays() throws Exception {
    now.set(GENESIS + 2 * PERIOD - 1);
    assertEquals(200, get("/v2/chains/" + hash + "/rounds/2").statusCode());
    assertEquals(404, get("/v2/chains/" + hash + "/rounds/3").statusCode());
    assertEquals(404, get("/" + hash + "/public/3").statusCode());
    now.incrementAndGet();
    String signature = beacon.sign(new BeaconRound(3)).hex();
    assertEquals(
        "{\"round\":3,\"signature\":\"" + signature + "\"}",
        get("/v2/chains/" + hash + "/rounds/3").body());
    assertEquals(get("/" + hash + "/public/3").body(), get("/" + hash + "/public/latest").body());
    assertTrue(get("/" + hash + "/public/3").body().contains(signature));
  }

  @Test
  void whatIsNoRoundIsNotFound() throws Exception {
    now.set(GENESIS + 100 * PERIOD);
    String other = hash.replace('a', 'b');
    for (String path :
        new String[] {
          "/",
          "/v2/chains/" + other + "/rounds/1",
          "/" + hash + "/public/0",
          "/" + hash + "/public/01",
          "/" + hash + "/public/-1",
          "/" + hash + "/public/99999999999999999999",
          "/" + hash + "/public/1/",
        }) {
      assertEquals(404, get(path).statusCode(), path);
    }
    now.set(GENESIS - 1);
    assertEquals(404, get("/" + hash + "/public/latest").statusCode());
  }

  @Test
  void itSaysWhatItIs() throws Exception {
    String info = get("/" + hash + "/info").body();
    assertEquals(info, get("/v2/chains/" + hash + "/info").body());
    assertEquals(
        "{\"public_key\":\""
            + beacon.network().publicKey()
            + "\",\"period\":0.25,\"genesis_time\":1000,\"hash\":\""
            + hash
            + "\",\"schemeID\":\"bls-unchained-g1-rfc9380\","
            + "\"metadata\":{\"beaconID\":\"development\"}}",
        info);
  }

  @Test
  void aStalledNetworkKeepsItsRoundsAndCatchesUp() throws Exception {
    now.set(GENESIS + 4 * PERIOD);
    relay.setOutage(Outage.STALLED);
    now.addAndGet(3_600_000);
    assertEquals(200, get("/" + hash + "/public/5").statusCode());
    assertEquals(404, get("/" + hash + "/public/6").statusCode());
    relay.setOutage(Outage.NONE);
    assertEquals(200, get("/" + hash + "/public/6").statusCode());
    assertEquals(200, get("/" + hash + "/public/14400").statusCode());
  }

  @Test
  void aRelayThatIsAwayAnswersNothing() throws Exception {
    relay.setOutage(Outage.UNAVAILABLE);
    assertEquals(503, get("/" + hash + "/public/1").statusCode());
    assertEquals(503, get("/" + hash + "/info").statusCode());
    relay.setOutage(Outage.NONE);
    assertEquals(200, get("/" + hash + "/public/1").statusCode());
  }

  @Test
  void itsSignaturesAreThoseOfItsKey() {
    P2_Affine key = new P2_Affine(HexFormat.of().parseHex(beacon.network().publicKey()));
    for (long number = 1; number <= 20; number++) {
      BeaconRound round = new BeaconRound(number);
      P1_Affine signature = new P1_Affine(beacon.sign(round).bytes());
      assertEquals(
          BLST_ERROR.BLST_SUCCESS,
          signature.core_verify(key, true, round.message(), BeaconNetwork.DOMAIN));
      assertEquals(beacon.sign(round), beacon.sign(round));
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI where = relay.origin().resolve(path);
    return client.send(HttpRequest.newBuilder(where).build(), HttpResponse.BodyHandlers.ofString());
  }
}
