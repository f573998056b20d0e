package io.fairfall.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Nonces of sign-in messages. A nonce is kept together with the whole message that it was made for:
 * whoever spends it compares, and so nothing in a signed message can differ from what we wrote.
 */
public final class Nonces {
  public static final Duration LIFETIME = Duration.ofMinutes(5);

  private final SingleUse nonces;

  /** Nonces in the sessions table of that name. */
  public Nonces(DynamoDbClient dynamo, String table, InstantSource clock, Randomness randomness) {
    this.nonces = new SingleUse(dynamo, table, "nonce:", LIFETIME, clock, randomness);
  }

  /** A new nonce: 32 letters and digits, as EIP-4361 asks for (at least 8, alphanumeric). */
  public String draw() {
    return nonces.draw();
  }

  /** Keeps the message that the nonce was drawn for, until a lifetime after its issue. */
  public void keep(String nonce, String message, Instant issuedAt) {
    nonces.keep(nonce, message, issuedAt);
  }

  /** The message it was drawn for; empty if the nonce is unknown, used or too old. */
  public Optional<String> spend(String nonce) {
    return nonces.spend(nonce);
  }
}
