package io.fairfall.ethereumsignatures;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Sign;

/**
 * What a wallet's {@code personal_sign} returns: 65 bytes r, s, v. The address of the key that made
 * it follows from it and the message alone.
 *
 * <p>Of the two valid values of s only the lower is accepted, as Ethereum itself does since EIP-2:
 * otherwise anyone could make a second signature out of one.
 *
 * @param r from 1 to the curve's order - 1
 * @param s from 1 to half the curve's order
 * @param parity 0 or 1: which of two points has the horizontal coordinate r
 */
public record WalletSignature(BigInteger r, BigInteger s, int parity) {
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{130}");
  private static final int WORD_HEX = 64;

  /** What wallets add to the parity, but for a few hardware wallets that add nothing. */
  private static final int PARITY_OFFSET = 27;

  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  public WalletSignature {
    if (!isBetweenOneAnd(ORDER.subtract(BigInteger.ONE), r)
        || !isBetweenOneAnd(HALF_ORDER, s)
        || parity >>> 1 != 0) {
      throw new IllegalArgumentException("r, s or v is out of range");
    }
  }

  /** Reads 0x and 130 hex digits; empty if they are no signature that a wallet makes. */
  public static Optional<WalletSignature> parse(String text) {
    if (!HEX.matcher(text).matches()) {
      return Optional.empty();
    }
    String digits = text.substring(2);
    BigInteger r = new BigInteger(digits.substring(0, WORD_HEX), 16);
    BigInteger s = new BigInteger(digits.substring(WORD_HEX, 2 * WORD_HEX), 16);
    int v = HexFormat.fromHexDigits(digits, 2 * WORD_HEX, digits.length());
    try {
      return Optional.of(new WalletSignature(r, s, v < PARITY_OFFSET ? v : v - PARITY_OFFSET));
    } catch (IllegalArgumentException outOfRange) {
      return Optional.empty();
    }
  }

  /** Who signed this text under the prefix of {@code personal_sign}; empty if no key can have. */
  public Optional<Address> signer(String text) {
    byte[] hash = Sign.getEthereumMessageHash(text.getBytes(StandardCharsets.UTF_8));
    try {
      BigInteger key = Sign.recoverFromSignature(parity, new ECDSASignature(r, s), hash);
      // a crafted signature can yield the point at infinity, which is nobody's key
      return key == null || key.signum() == 0 ? Optional.empty() : Optional.of(Address.of(key));
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }

  private static boolean isBetweenOneAnd(BigInteger most, BigInteger number) {
    return number.signum() > 0 && number.compareTo(most) <= 0;
  }
}
