package io.fairfall.withdrawals.wiring;

import io.fairfall.ethereumsignatures.KeyServiceAnswerException;
import io.fairfall.ethereumsignatures.KeyServiceSigner;
import io.fairfall.ethereumsignatures.LocalSigner;
import io.fairfall.ethereumsignatures.TransactionSigner;
import io.fairfall.platform.Environment;
import java.time.InstantSource;
import java.util.Optional;

/** Who signs for the hot wallet. */
final class Signers {
  static final String PRIVATE_KEY = "HOUSE_WALLET_PRIVATE_KEY";

  /** The ARN of a key of AWS KMS. */
  static final String KEY_ID = "HOT_WALLET_KEY_ID";

  private Signers() {}

  /** Whether nobody signs here, and nobody is meant to. */
  static boolean areNone(Environment environment) {
    return !environment.isLocal()
        && environment.find(PRIVATE_KEY).isEmpty()
        && environment.find(KEY_ID).isEmpty();
  }

  /**
   * The signer that an environment names: a key of AWS KMS, or on one machine a private key.
   *
   * @param wallet that deposits go to, in lower case: an assertion, the key decides
   * @throws IllegalStateException if there is none, or two, if a private key is given in another
   *     mode than the local one, or if the key is not that of the wallet
   * @throws io.fairfall.ethereumsignatures.SignerUnavailableException if KMS does not say whose key
   *     it is: then it is not known whether it is the wallet's, and nothing begins
   */
  static TransactionSigner of(Environment environment, String wallet, InstantSource clock) {
    Optional<String> secret = environment.find(PRIVATE_KEY);
    Optional<String> keyId = environment.find(KEY_ID);
    if (secret.isPresent() && !environment.isLocal()) {
      throw new IllegalStateException(PRIVATE_KEY + " is for Mode=local alone");
    }
    if (secret.isPresent() && keyId.isPresent()) {
      throw new IllegalStateException(PRIVATE_KEY + " and " + KEY_ID + " are two keys: name one");
    }
    TransactionSigner signer =
        keyId.isPresent() ? inKms(environment, keyId.get(), clock) : local(environment, secret);
    if (!signer.address().equals(wallet)) {
      throw new IllegalStateException(
          "HOT_WALLET_ADDRESS is not the address of the key, which is " + signer.address());
    }
    return signer;
  }

  private static TransactionSigner local(Environment environment, Optional<String> secret) {
    if (!environment.isLocal()) {
      throw new IllegalStateException("no key service is configured to sign payouts: no " + KEY_ID);
    }
    return secret
        .flatMap(LocalSigner::parse)
        .orElseThrow(() -> new IllegalStateException(PRIVATE_KEY + " is no private key"));
  }

  private static TransactionSigner inKms(
      Environment environment, String keyId, InstantSource clock) {
    KeyServiceSigner signer = new KeyServiceSigner(KmsKeyService.of(environment, keyId, clock));
    try {
      String ignored = signer.address();
      return signer;
    } catch (KeyServiceAnswerException otherKind) {
      throw new IllegalStateException(
          KEY_ID + " names a key that is not on secp256k1 (ECC_SECG_P256K1): " + keyId, otherKind);
    }
  }
}
