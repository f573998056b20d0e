package io.fairfall.ethereumsignatures;

import java.math.BigInteger;

/**
 * Who holds the hot wallet's key: on one machine a setting, elsewhere a key service. It signs what
 * it is given; that the signature is the wallet's is seen by whoever asks.
 */
public interface TransactionSigner {
  /**
   * A signature on the curve secp256k1, with either of the two values that s can have: who asks
   * takes the lower, and finds which point it was.
   */
  record EcdsaSignature(BigInteger r, BigInteger s) {}

  /**
   * The address that belongs to the key, in lower case.
   *
   * @throws SignerUnavailableException if the key cannot be asked now
   */
  String address();

  /**
   * Signs a digest as it is, hashing nothing.
   *
   * @param digest 32 bytes
   * @throws SignerUnavailableException if it cannot be signed now; it may be signed later
   */
  EcdsaSignature sign(byte[] digest);
}
