package io.fairfall.session;

import io.fairfall.dynamodb.EmbeddedDynamo;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stands for a signed-in player, as it was stored or handed out before. */
@Tag("integration")
class SessionGoldenTest {
  private static final String TABLE = "sessions";

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final GoldenTable table = new GoldenTable(DYNAMO.client(), TABLE, "pk");

  @BeforeAll
  static void create() {
    DYNAMO.createKeyedTable(TABLE);
  }

  @Test
  void aNonceIsSpentForTheMessageThatItWasKeptWith() {
    GoldenFile.named("nonce")
        .replay(
            stored -> {
              table.hold(stored);
              return nonces(expiry(stored).minusSeconds(1)).spend(valueOf(stored)).orElseThrow();
            },
            (message, stored) -> {
              table.empty();
              Instant issuedAt = expiry(stored).minus(Nonces.LIFETIME);
              nonces(issuedAt).keep(valueOf(stored), message, issuedAt);
              return table.insteadOf(stored);
            });
  }

  @Test
  void aTicketIsSpentForThePassThatItWasIssuedFor() {
    GoldenFile.named("ticket")
        .replay(
            stored -> {
              table.hold(stored);
              return tickets(expiry(stored).minusSeconds(1), "")
                  .spend(valueOf(stored))
                  .orElseThrow();
            },
            (pass, stored) -> {
              table.empty();
              tickets(expiry(stored).minus(Tickets.LIFETIME), valueOf(stored)).issue(pass);
              return table.insteadOf(stored);
            })
        .covers();
  }

  @Test
  void aRingOfKeysIsReadAndWrittenAsItWas() {
    GoldenFile.named("session-key")
        .showing(SigningKey.class, SessionGoldenTest::shown)
        .replay(KeyRing::stored, (ring, stored) -> ring.toStore("session-key"));
  }

  private static Map<String, Object> shown(SigningKey key) {
    return Map.of(
        "kid", key.kid(),
        "signsFromSeconds", key.signsFromSeconds(),
        "secret", key.secret().getEncoded());
  }

  /**
   * Browsers keep tokens for hours: one that was issued before a deployment is good after it. In
   * which order the next one has its claims is the library's business.
   */
  @Test
  void aTokenIsVerifiedAsItWas() {
    GoldenFile.named("session-token")
        .replay(
            stored -> {
              table.hold(Map.of("pk", attribute(stored, "pk"), "keys", attribute(stored, "keys")));
              Instant issuedAt = Instant.parse(attribute(stored, "issuedAt").s());
              return tokens(issuedAt.plus(Duration.ofHours(11)))
                  .verify(attribute(stored, "token").s())
                  .orElseThrow();
            },
            (session, stored) -> stored);
  }

  private SessionTokens tokens(Instant now) {
    return new SessionTokens(
        new SessionKeys(DYNAMO.client(), TABLE, () -> now, Randomness.ofSystem()), () -> now);
  }

  private static Nonces nonces(Instant now) {
    return new Nonces(DYNAMO.client(), TABLE, () -> now, Randomness.ofSystem());
  }

  /** Tickets of which the next to be drawn is known. */
  private static Tickets tickets(Instant now, String drawn) {
    return new Tickets(DYNAMO.client(), TABLE, () -> now, count -> HexFormat.of().parseHex(drawn));
  }

  private static Instant expiry(Map<String, AttributeValue> stored) {
    return Instant.ofEpochSecond(Long.parseLong(attribute(stored, "expiresAt").n()));
  }

  private static String valueOf(Map<String, AttributeValue> stored) {
    String key = attribute(stored, "pk").s();
    return key.substring(key.indexOf(':') + 1);
  }

  private static AttributeValue attribute(Map<String, AttributeValue> stored, String name) {
    return Objects.requireNonNull(stored.get(name), name);
  }
}
