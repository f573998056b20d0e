package io.fairfall.identity;

import io.fairfall.ethereumsignatures.Address;
import io.fairfall.session.Nonces;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that a player signs, as EIP-4361 lays it out. A wallet shows it, and warns if the page
 * that asks for the signature is not on the domain that it names.
 *
 * @param site where players sign in
 * @param address whose signature is asked for
 * @param nonce 32 letters and digits, good for one sign-in
 * @param issuedAt in whole seconds
 */
record SignInMessage(Site site, Address address, String nonce, Instant issuedAt) {
  static final String STATEMENT =
      "Sign in to Fairfall. Signing is free: it sends no transaction and moves no funds.";

  private static final int MAX_CHARS = 1024;
  private static final Pattern PARTS =
      Pattern.compile(
          """
          [^\\n]+ wants you to sign in with your Ethereum account:
          (?<address>0x[0-9a-fA-F]{40})

          .+
          Nonce: (?<nonce>[0-9a-z]{32})
          Issued At: (?<issuedAt>[0-9TZ:-]{20})
          Expiration Time: [^\\n]+\
          """,
          Pattern.DOTALL);

  /**
   * The origin of the page and the chain that messages are for.
   *
   * @param origin like {@code https://fairfall.example}, without a path
   */
  record Site(URI origin, String chainId) {}

  /** The whole text, in which every character follows from the parts. */
  String text() {
    return """
    %s wants you to sign in with your Ethereum account:
    %s

    %s

    URI: %s
    Version: 1
    Chain ID: %s
    Nonce: %s
    Issued At: %s
    Expiration Time: %s\
    """
        .formatted(
            site.origin().getRawAuthority(),
            address.checksummed(),
            STATEMENT,
            site.origin(),
            site.chainId(),
            nonce,
            issuedAt,
            issuedAt.plus(Nonces.LIFETIME));
  }

  /**
   * Reads a text that this site may have written. The parts are picked out, and the text that they
   * make must be the one that was read: nothing else needs to be looked at, or can be overlooked.
   */
  static Optional<SignInMessage> read(Site site, String text) {
    if (text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Address.parse(parts.group("address"))
        .flatMap(
            address ->
                instant(parts.group("issuedAt"))
                    .map(at -> new SignInMessage(site, address, parts.group("nonce"), at)))
        .filter(message -> message.text().equals(text));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException noInstant) {
      return Optional.empty();
    }
  }
}
