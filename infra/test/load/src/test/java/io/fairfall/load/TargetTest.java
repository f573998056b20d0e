package io.fairfall.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://[::1]:80",
        "http://LOCALHOST"
      })
  void loopbackAddressesAreTargets(String url) {
    assertEquals(url, Target.parse(url).origin().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fairfall.example",
        "https://localhost:8080",
        "http://localhost.fairfall.example",
        "http://127.0.0.1.fairfall.example",
        "http://10.0.0.1:8080",
        "http://localhost@fairfall.example",
        "file:///etc/hosts",
        "localhost:8080",
        "not an address"
      })
  void nothingElseIsATarget(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Target.parse(url));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("Bots play on this machine only"));
  }

  @Test
  void theSocketIsOnTheSamePort() {
    assertEquals("ws://localhost:8080/ws", Target.onPort(8080).socket(null).toString());
    assertEquals(
        "ws://localhost:8080/ws?ticket=a%2Bb", Target.onPort(8080).socket("a+b").toString());
  }
}
