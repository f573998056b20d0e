package io.fairfall.load;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** A secp256k1 key that signs text as wallets do. */
public record Wallet(ECKeyPair keys) {
  private static final int KEY_BYTES = 31; // always below the curve's order

  public static Wallet of(RandomGenerator random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return new Wallet(ECKeyPair.create(new BigInteger(1, bytes).add(BigInteger.ONE)));
  }

  /** The address in the form that people compare (EIP-55). */
  public String address() {
    return Keys.toChecksumAddress("0x" + Keys.getAddress(keys.getPublicKey()));
  }

  /** What {@code personal_sign} returns: 0x, r, s and v. */
  public String sign(String text) {
    Sign.SignatureData made = Sign.signPrefixedMessage(text.getBytes(StandardCharsets.UTF_8), keys);
    return Numeric.toHexString(made.getR())
        + Numeric.toHexStringNoPrefix(made.getS())
        + Numeric.toHexStringNoPrefix(made.getV());
  }
}
