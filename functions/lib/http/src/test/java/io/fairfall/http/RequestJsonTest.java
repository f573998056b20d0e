package io.fairfall.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.json.JsonCodec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestJsonTest {
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
    ProblemException refusal =
        assertThrows(ProblemException.class, () -> RequestJson.read(GatewayEvent.class, text));
    assertEquals(CommonCode.VALIDATION, refusal.problem().code());
  }

  @Test
  void aBottomlessPitOfBracketsIsRefusedBeforeItIsParsed() {
    String pit = "{\"a\":" + "[".repeat(20_000);
    assertThrows(ProblemException.class, () -> RequestJson.read(GatewayEvent.class, pit));
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    ProblemException refusal =
        assertThrows(
            ProblemException.class,
            () -> RequestJson.read(GatewayEvent.class, "{\"a\":\"" + "x".repeat(40_000) + "\"}"));
    assertEquals(CommonCode.TOO_LARGE, refusal.problem().code());
  }

  @Test
  void asciiTextIsTheSameJson() {
    String text = JsonCodec.write(Map.of("a", "Łódź – ’x’ 界 \ud83c\udfc8 \"\\\""));
    String ascii = JsonCodec.ascii(text);
    assertTrue(ascii.chars().allMatch(c -> c < 0x80), ascii);
    assertEquals(JsonCodec.membersFromStore(text), JsonCodec.membersFromStore(ascii));
    assertSame(ascii, JsonCodec.ascii(ascii));
  }

  @Test
  void bracketsInStringsDoNotCount() {
    GatewayEvent event =
        RequestJson.read(
            GatewayEvent.class,
            "{\"routeKey\":\"[[{\\\"\",\"requestContext\":{\"requestId\":\"r\"}}");
    assertEquals("[[{\"", event.routeKey());
  }

  @Test
  void aProblemSpeaksRfc9457() {
    assertEquals(
        "{\"type\":\"urn:fairfall:problem:key-expired\",\"title\":\"This idempotency key is too"
            + " old\",\"status\":409,\"detail\":\"Make a new key.\",\"code\":\"KEY_EXPIRED\"}",
        JsonCodec.write(Problem.of(CommonCode.KEY_EXPIRED, "Make a new key.").members()));
    assertEquals("{\"a\":1}", JsonCodec.write(Map.of("a", 1)));
  }
}
