package io.fairfall.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.session.Randomness;
import io.fairfall.session.SessionKeys;
import io.fairfall.session.SessionTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;

@Tag("integration")
class HttpAuthorizerTest {
  private static final String SAMPLE = Gate.sample("http-authorizer.json");
  private static final String IN_SAMPLE = "Bearer header.claims.signature";
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final String REFUSED = "{\"isAuthorized\":false}";

  @AutoClose private static final Gate GATE = new Gate();

  private final HttpAuthorizer authorizer = new HttpAuthorizer(GATE.environment());

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void aLivingTokenNamesItsPlayer(String scheme) {
    String answer = Gate.ask(authorizer, SAMPLE.replace(IN_SAMPLE, scheme + token(Instant.now())));
    assertTrue(answer.contains("\"isAuthorized\":true"), answer);
    assertTrue(answer.contains("\"player\":\"" + PLAYER + "\""), answer);
    assertTrue(answer.contains("\"sessionEndsAt\":\"1"), answer);
  }

  @Test
  void anExpiredTokenIsRefused() {
    String expired = token(Instant.now().minus(SessionTokens.LIFETIME));
    assertEquals(REFUSED, Gate.ask(authorizer, SAMPLE.replace(IN_SAMPLE, "Bearer " + expired)));
  }

  @Test
  void theSampleTokenIsRefused() {
    assertEquals(REFUSED, Gate.ask(authorizer, SAMPLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Token %s", "%s"})
  void withoutABearerTokenNobodyPasses(String header) {
    String shown = header.formatted(token(Instant.now()));
    assertEquals(REFUSED, Gate.ask(authorizer, SAMPLE.replace(IN_SAMPLE, shown)));
  }

  @Test
  void onlyTheIdentitySourceCounts() {
    String token = "Bearer " + token(Instant.now());
    assertEquals(
        REFUSED,
        Gate.ask(
            authorizer,
            "{\"headers\":{\"authorization\":\"" + token + "\"},\"identitySource\":null}"));
    assertEquals(
        REFUSED,
        Gate.ask(authorizer, "{\"identitySource\":[\"" + token + "\",\"" + token + "\"]}"));
  }

  @Test
  void whenTheStoreIsBrokenNobodyPasses() {
    Map<String, String> environment = new HashMap<>(GATE.environment());
    environment.put("SECRETS_TABLE", "missing");
    HttpAuthorizer blind = new HttpAuthorizer(environment);
    String event = SAMPLE.replace(IN_SAMPLE, "Bearer " + token(Instant.now()));
    assertThrows(SdkException.class, () -> Gate.ask(blind, event));
  }

  private static String token(Instant issuedAt) {
    InstantSource clock = InstantSource.fixed(issuedAt);
    SessionKeys keys =
        new SessionKeys(GATE.dynamo().client(), Gate.SECRETS, clock, Randomness.ofSystem());
    return new SessionTokens(keys, clock).issue(PLAYER).token();
  }
}
