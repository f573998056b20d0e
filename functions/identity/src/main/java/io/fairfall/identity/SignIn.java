package io.fairfall.identity;

import io.fairfall.ethereumsignatures.Address;
import io.fairfall.ethereumsignatures.WalletSignature;
import io.fairfall.session.Nonces;
import io.fairfall.session.Session;
import io.fairfall.session.SessionTokens;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Sign-in with a wallet. We write the whole message and keep it under its nonce; the wallet signs
 * it; what comes back must be that message, signed by the key of the address in it. The signature
 * is checked before the nonce is spent, so that only its owner can use a nonce up.
 */
final class SignIn {
  private final SignInMessage.Site site;
  private final Nonces nonces;
  private final SessionTokens tokens;
  private final InstantSource clock;

  SignIn(SignInMessage.Site site, Nonces nonces, SessionTokens tokens, InstantSource clock) {
    this.site = site;
    this.nonces = nonces;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** What a player is to sign, good for one sign-in within {@link Nonces#LIFETIME}. */
  SignInMessage invite(Address address) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    SignInMessage message = new SignInMessage(site, address, nonces.draw(), now);
    nonces.keep(message.nonce(), message.text(), now);
    return message;
  }

  /** Signs a player in, once for each invitation. */
  Outcome complete(String text, WalletSignature signature) {
    Optional<SignInMessage> read = SignInMessage.read(site, text);
    if (read.isEmpty()) {
      return SignInRejection.MESSAGE_IS_NOT_OURS;
    }
    SignInMessage message = read.get();
    if (!signature.signer(text).equals(Optional.of(message.address()))) {
      return SignInRejection.SIGNED_BY_ANOTHER_KEY;
    }
    if (!nonces.spend(message.nonce()).equals(Optional.of(text))) {
      return SignInRejection.NONCE_IS_SPENT;
    }
    return new SignedIn(tokens.issue(message.address().lowerCase()));
  }

  /** How a sign-in ends. */
  sealed interface Outcome {}

  /** The player has a session. */
  record SignedIn(Session session) implements Outcome {}

  /** The rule that a sign-in broke. */
  enum SignInRejection implements Outcome {
    /** The text differs from every message that this site writes. */
    MESSAGE_IS_NOT_OURS,
    /** The signature does not belong to the address in the message. */
    SIGNED_BY_ANOTHER_KEY,
    /** The nonce was never issued with this message, has been used, or is too old. */
    NONCE_IS_SPENT
  }
}
