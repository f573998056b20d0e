package io.fairfall.withdrawals.wiring;

import io.fairfall.ethereumsignatures.LocalSigner;
import io.fairfall.ethereumsignatures.TransactionSigner;
import io.fairfall.platform.Environment;
import java.util.Optional;

/** Who signs for the hot wallet. */
final class Signers {
  static final String PRIVATE_KEY = "HOUSE_WALLET_PRIVATE_KEY";

  private Signers() {}

  /** Whether nobody signs here, and nobody is meant to. */
  static boolean areNone(Environment environment) {
    return !environment.isLocal() && environment.find(PRIVATE_KEY).isEmpty();
  }

  /**
   * The signer that an environment names.
   *
   * @param wallet that deposits go to, in lower case: an assertion, the key decides
   * @throws IllegalStateException if there is none, if a private key is given in another mode than
   *     the local one, or if the key is not that of the wallet
   */
  static TransactionSigner of(Environment environment, String wallet) {
    Optional<String> key = environment.find(PRIVATE_KEY);
    if (!environment.isLocal()) {
      if (key.isPresent()) {
        throw new IllegalStateException(PRIVATE_KEY + " is for Mode=local alone");
      }
      throw new IllegalStateException("no key service is configured to sign payouts");
    }
    TransactionSigner signer =
        key.flatMap(LocalSigner::parse)
            .orElseThrow(() -> new IllegalStateException(PRIVATE_KEY + " is no private key"));
    if (!signer.address().equals(wallet)) {
      throw new IllegalStateException(
          "HOT_WALLET_ADDRESS is not the address of the key, which is " + signer.address());
    }
    return signer;
  }
}
