package io.fairfall.identity;

import io.fairfall.ethereumsignatures.Address;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

/** A key that signs as a wallet does. */
record TestWallet(ECKeyPair keys) {
  /** The first account of every development node; its key is public knowledge. */
  static final TestWallet DEVELOPMENT =
      of(new BigInteger("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80", 16));

  static TestWallet of(BigInteger privateKey) {
    return new TestWallet(ECKeyPair.create(privateKey));
  }

  static TestWallet any(Random random) {
    return of(new BigInteger(250, random).add(BigInteger.ONE));
  }

  Address address() {
    return Address.of(keys.getPublicKey());
  }

  /** {@code personal_sign}: 0x, r, s and v (27 or 28). */
  String sign(String text) {
    Sign.SignatureData made = Sign.signPrefixedMessage(text.getBytes(StandardCharsets.UTF_8), keys);
    return Numeric.toHexString(made.getR())
        + Numeric.toHexStringNoPrefix(made.getS())
        + Numeric.toHexStringNoPrefix(made.getV());
  }
}
