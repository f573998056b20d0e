package io.fairfall.ethereumsignatures;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.web3j.crypto.Keys;

/**
 * An Ethereum address.
 *
 * @param lowerCase 0x and 40 lower-case hex digits: the form in which a player is named everywhere
 */
public record Address(String lowerCase) {
  private static final Pattern LOWER = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern ONE_CASE = Pattern.compile("0x([0-9a-f]{40}|[0-9A-F]{40})");
  private static final Pattern ANY_CASE = Pattern.compile("0x[0-9a-fA-F]{40}");

  public Address {
    if (!LOWER.matcher(lowerCase).matches()) {
      throw new IllegalArgumentException("an address is 0x and 40 lower-case hex digits");
    }
  }

  /**
   * Reads an address in any case. Where cases are mixed they are a checksum (EIP-55); empty if that
   * is wrong, or if the text is no address.
   */
  public static Optional<Address> parse(String text) {
    if (!ANY_CASE.matcher(text).matches()) {
      return Optional.empty();
    }
    Address address = new Address(text.toLowerCase(Locale.ROOT));
    return ONE_CASE.matcher(text).matches() || address.checksummed().equals(text)
        ? Optional.of(address)
        : Optional.empty();
  }

  /** The address that belongs to a public key, given as its 64 bytes read as a number. */
  public static Address of(BigInteger publicKey) {
    return new Address("0x" + Keys.getAddress(publicKey));
  }

  /** The form that people compare: upper and lower case are its checksum (EIP-55). */
  public String checksummed() {
    return Keys.toChecksumAddress(lowerCase);
  }
}
