package io.fairfall.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.json.JsonCodec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeBodyTest {
  private static final String EVENT =
      "{\"headers\" : {\"body\" : \"%s\"}, \"body\" : \"%s\","
          + " \"requestContext\":{\"routeKey\":\"x\"}}";

  @ParameterizedTest
  @ValueSource(strings = {"x", "\\\"", "\\n", "\\\\", "\\u0041", "{", "]"})
  void aBodyIsCutFromOneCharacterTooManyOn(String c) {
    String fits = EVENT.formatted("h", c.repeat(JsonCodec.MAX_CHARS));
    assertEquals(Optional.empty(), LargeBody.cutFrom(fits));
    assertTrue(JsonCodec.fromPlatform(GatewayEvent.class, fits).body() != null);
    String tooLarge = EVENT.formatted("h", c.repeat(JsonCodec.MAX_CHARS + 1));
    assertEquals(Optional.of(EVENT.formatted("h", "")), LargeBody.cutFrom(tooLarge));
  }

  @Test
  void onlyTheBodyIsCut() {
    String event = EVENT.formatted("h".repeat(JsonCodec.MAX_CHARS + 1), "b");
    assertEquals(Optional.empty(), LargeBody.cutFrom(event));
    String nobody = "{\"body\":null,\"x\":\"" + "x".repeat(JsonCodec.MAX_CHARS + 1) + "\"}";
    assertEquals(Optional.empty(), LargeBody.cutFrom(nobody));
  }

  @Test
  void megabytesAreNoProblem() {
    String event = EVENT.formatted("h", "\\\"".repeat(3_000_000));
    assertEquals(Optional.of(EVENT.formatted("h", "")), LargeBody.cutFrom(event));
  }
}
