package io.fairfall.authorizer;

import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.session.Randomness;
import io.fairfall.session.Session;
import io.fairfall.session.SessionKeys;
import io.fairfall.session.SessionTokens;
import java.time.InstantSource;
import java.util.Map;

/**
 * The HTTP API's authoriser: a bearer token in, the player's name out (payload 2.0, simple
 * response). It looks at nothing but the identity source, because API Gateway remembers the answer
 * under exactly that.
 */
public final class HttpAuthorizer extends Authorizer<HttpEvent> {
  private final SessionTokens tokens;

  public HttpAuthorizer() {
    this(System.getenv());
  }

  public HttpAuthorizer(Map<String, String> variables) {
    super(HttpEvent.class);
    Environment environment = new Environment(variables);
    InstantSource clock = InstantSource.system();
    SessionKeys keys =
        new SessionKeys(
            new AwsClients(environment).dynamoDb(),
            environment.require("SECRETS_TABLE"),
            clock,
            Randomness.ofSystem());
    this.tokens = new SessionTokens(keys, clock);
  }

  @Override
  Map<String, Object> decide(HttpEvent event) {
    return event
        .bearerToken()
        .flatMap(tokens::verify)
        .map(session -> Map.of("isAuthorized", true, "context", context(session)))
        .orElseGet(() -> Map.of("isAuthorized", false));
  }

  private static Map<String, Object> context(Session session) {
    return Map.of(
        "player", session.player(), "sessionEndsAt", Long.toString(session.expiresAtMs()));
  }
}
