package io.fairfall.ethereumsignatures;

/**
 * A service that holds a key on secp256k1 and never gives it away, as AWS KMS does with a key of
 * the spec ECC_SECG_P256K1.
 */
public interface KeyService {
  /**
   * The public key.
   *
   * @return a SubjectPublicKeyInfo in DER
   * @throws SignerUnavailableException if the service did not answer
   */
  byte[] publicKey();

  /**
   * Signs a digest as it is (KMS: {@code MessageType} DIGEST, algorithm ECDSA_SHA_256).
   *
   * @param digest 32 bytes
   * @return an ECDSA-Sig-Value in DER, with either of the two values of s
   * @throws SignerUnavailableException if the service did not answer
   */
  byte[] sign(byte[] digest);
}
