package io.fairfall.authorizer;

import io.fairfall.platform.AwsClients;
import io.fairfall.platform.Environment;
import io.fairfall.session.Randomness;
import io.fairfall.session.Tickets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The WebSocket API's authoriser, asked once for each connection: it spends the ticket in the
 * address. A spectator has none and passes without a name. Whoever shows a worthless ticket is
 * turned away, so that no player is made a spectator unnoticed.
 */
public final class SocketAuthorizer extends Authorizer<SocketEvent> {
  private static final String POLICY_LANGUAGE = "2012-10-17";

  private final Tickets tickets;

  public SocketAuthorizer() {
    this(System.getenv());
  }

  public SocketAuthorizer(Map<String, String> variables) {
    super(SocketEvent.class);
    Environment environment = new Environment(variables);
    this.tickets =
        new Tickets(
            new AwsClients(environment).dynamoDb(),
            environment.require("SESSIONS_TABLE"),
            InstantSource.system(),
            Randomness.ofSystem());
  }

  @Override
  Map<String, Object> decide(SocketEvent event) {
    String ticket = event.ticket();
    if (ticket == null) {
      return answer("spectator", "Allow", event, Map.of());
    }
    return tickets
        .spend(ticket)
        .map(pass -> answer(pass.player(), "Allow", event, context(pass)))
        .orElseGet(() -> answer("nobody", "Deny", event, Map.of()));
  }

  private static Map<String, String> context(Tickets.Pass pass) {
    return Map.of("player", pass.player(), "sessionEndsAt", Long.toString(pass.sessionEndsAtMs()));
  }

  private static Map<String, Object> answer(
      String principal, String effect, SocketEvent event, Map<String, String> context) {
    Map<String, Object> statement =
        Map.of("Action", "execute-api:Invoke", "Effect", effect, "Resource", event.methodArn());
    return Map.of(
        "principalId",
        principal,
        "policyDocument",
        Map.of("Version", POLICY_LANGUAGE, "Statement", List.of(statement)),
        "context",
        context);
  }
}
