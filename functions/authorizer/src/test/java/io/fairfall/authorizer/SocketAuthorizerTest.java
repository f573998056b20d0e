package io.fairfall.authorizer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.session.Randomness;
import io.fairfall.session.Tickets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class SocketAuthorizerTest {
  private static final String SAMPLE = Gate.sample("socket-authorizer.json");
  private static final String IN_SAMPLE = "0123456789abcdef0123456789abcdef";
  private static final String ROUTE =
      "arn:aws:execute-api:eu-central-1:123456789012:f6g7h8i9j0/ws/$connect";
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private static final long SESSION_END = 1_795_212_000_000L;

  @AutoClose private static final Gate GATE = new Gate();

  private final SocketAuthorizer authorizer = new SocketAuthorizer(GATE.environment());

  @Test
  void aTicketLetsItsPlayerInOnce() {
    String event = SAMPLE.replace(IN_SAMPLE, ticket(Instant.now()));
    String first = Gate.ask(authorizer, event);
    assertDecision("Allow", first);
    assertTrue(first.contains("\"player\":\"" + PLAYER + "\""), first);
    assertTrue(first.contains("\"sessionEndsAt\":\"" + SESSION_END + "\""), first);
    assertTrue(first.contains("\"principalId\":\"" + PLAYER + "\""), first);
    assertDecision("Deny", Gate.ask(authorizer, event));
  }

  @Test
  void aTicketThatIsTooOldIsDenied() {
    String expired = ticket(Instant.now().minus(Tickets.LIFETIME));
    assertDecision("Deny", Gate.ask(authorizer, SAMPLE.replace(IN_SAMPLE, expired)));
  }

  @Test
  void anUnknownOrEmptyTicketIsDenied() {
    assertDecision("Deny", Gate.ask(authorizer, SAMPLE));
    assertDecision("Deny", Gate.ask(authorizer, SAMPLE.replace(IN_SAMPLE, "")));
    assertDecision("Deny", Gate.ask(authorizer, SAMPLE.replace(IN_SAMPLE, "x".repeat(5_000))));
  }

  @Test
  void aSpectatorPassesWithoutAName() {
    String ticketless = SAMPLE.replace("\"ticket\"", "\"other\"");
    String noQuery = "{\"methodArn\":\"" + ROUTE + "\",\"queryStringParameters\":null}";
    for (String event : new String[] {ticketless, noQuery}) {
      String answer = Gate.ask(authorizer, event);
      assertDecision("Allow", answer);
      assertFalse(answer.contains("\"player\""), answer);
    }
  }

  private static void assertDecision(String effect, String answer) {
    assertTrue(answer.contains("\"Effect\":\"" + effect + "\""), answer);
    assertTrue(answer.contains("\"Action\":\"execute-api:Invoke\""), answer);
    assertTrue(answer.contains("\"Version\":\"2012-10-17\""), answer);
    assertTrue(answer.contains("\"Resource\":\"" + ROUTE + "\""), answer);
  }

  private static String ticket(Instant issuedAt) {
    return new Tickets(
            GATE.dynamo().client(),
            Gate.SESSIONS,
            InstantSource.fixed(issuedAt),
            Randomness.ofSystem())
        .issue(new Tickets.Pass(PLAYER, SESSION_END));
  }
}
