package io.fairfall.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"a\"",
        "{",
        "{\"a\":1",
        "{} {}",
        "{}x",
        "{\"a\"}",
        "{\"routeKey\":[1,2]}",
        "{\"requestContext\":7}",
        "{\"headers\":{\"a\":{}}}",
        "{]"
      })
  void whatIsNotOneJsonObjectOfTheWantedFormIsRefused(String text) {
    Refusal refusal = assertThrows(Refusal.class, () -> Json.fromClient(GatewayEvent.class, text));
    assertEquals(CommonCode.VALIDATION, refusal.problem().code());
  }

  @Test
  void aBottomlessPitOfBracketsIsRefusedBeforeItIsParsed() {
    String pit = "{\"a\":" + "[".repeat(20_000);
    assertThrows(Refusal.class, () -> Json.fromClient(GatewayEvent.class, pit));
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    Refusal refusal =
        assertThrows(
            Refusal.class,
            () -> Json.fromClient(GatewayEvent.class, "{\"a\":\"" + "x".repeat(40_000) + "\"}"));
    assertEquals(CommonCode.TOO_LARGE, refusal.problem().code());
  }

  @Test
  void asciiTextIsTheSameJson() {
    String text = Json.write(Map.of("a", "Łódź – ’x’ 界 \ud83c\udfc8 \"\\\""));
    String ascii = Json.ascii(text);
    assertTrue(ascii.chars().allMatch(c -> c < 0x80), ascii);
    assertEquals(Json.fromOurselves(Object.class, text), Json.fromOurselves(Object.class, ascii));
    assertSame(ascii, Json.ascii(ascii));
  }

  @Test
  void bracketsInStringsDoNotCount() {
    GatewayEvent event =
        Json.fromClient(
            GatewayEvent.class,
            "{\"routeKey\":\"[[{\\\"\",\"requestContext\":{\"requestId\":\"r\"}}");
    assertEquals("[[{\"", event.routeKey());
  }

  @Test
  void aProblemSpeaksRfc9457() {
    assertEquals(
        "{\"type\":\"urn:fairfall:problem:key-expired\",\"title\":\"This idempotency key is too old\","
            + "\"status\":409,\"detail\":\"Make a new key.\",\"code\":\"KEY_EXPIRED\"}",
        Json.write(Problem.of(CommonCode.KEY_EXPIRED, "Make a new key.").members()));
    assertEquals("{\"a\":1}", Json.write(Map.of("a", 1)));
  }
}
