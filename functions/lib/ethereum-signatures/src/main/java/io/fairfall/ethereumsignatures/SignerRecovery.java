package io.fairfall.ethereumsignatures;

import io.fairfall.ethereumsignatures.TransactionSigner.EcdsaSignature;
import java.math.BigInteger;
import java.util.Optional;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.Sign;

/** From a signature with either value of s to the one that Ethereum takes, with its point. */
final class SignerRecovery {
  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  private SignerRecovery() {}

  /** Whether both numbers are from 1 to the curve's order - 1. */
  static boolean isInRange(EcdsaSignature made) {
    return made.r().signum() > 0
        && made.r().compareTo(ORDER) < 0
        && made.s().signum() > 0
        && made.s().compareTo(ORDER) < 0;
  }

  /**
   * The lower s, and which point it was.
   *
   * @param made in range
   * @param address who has to have signed, in lower case
   * @return nothing if it is the signature of somebody else, or of another digest
   */
  static Optional<WalletSignature> of(EcdsaSignature made, byte[] digest, String address) {
    BigInteger s = made.s().compareTo(HALF_ORDER) > 0 ? ORDER.subtract(made.s()) : made.s();
    for (int parity = 0; parity <= 1; parity++) {
      if (signer(new ECDSASignature(made.r(), s), parity, digest).equals(address)) {
        return Optional.of(new WalletSignature(made.r(), s, parity));
      }
    }
    return Optional.empty();
  }

  private static String signer(ECDSASignature signature, int parity, byte[] digest) {
    try {
      BigInteger key = Sign.recoverFromSignature(parity, signature, digest);
      return key == null || key.signum() == 0 ? "" : Address.of(key).lowerCase();
    } catch (IllegalArgumentException notOnTheCurve) {
      return "";
    }
  }
}
