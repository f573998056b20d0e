package io.fairfall.ethereumsignatures;

import io.fairfall.ethereumsignatures.KeyServiceAnswerException.Reason;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A signer whose key is in a key service. Each answer is read strictly, and seen to be of the
 * service's own public key before anybody uses it: what it returns has the lower s.
 */
public final class KeyServiceSigner implements TransactionSigner {
  /** SubjectPublicKeyInfo of an uncompressed point of secp256k1, up to the point's 64 bytes. */
  private static final byte[] BEFORE_POINT =
      HexFormat.of().parseHex("3056301006072a8648ce3d020106052b8104000a03420004");

  private static final int POINT_BYTES = 64;
  private static final int DIGEST_BYTES = 32;

  private final KeyService service;
  private volatile @Nullable String known;

  /**
   * @param service is asked for its public key when an address is first needed
   */
  public KeyServiceSigner(KeyService service) {
    this.service = service;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KeyServiceAnswerException NO_PUBLIC_KEY if the service has no key of this curve
   */
  @Override
  public String address() {
    String address = known;
    if (address == null) {
      address = addressOf(service.publicKey());
      known = address;
    }
    return address;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KeyServiceAnswerException if the answer is no signature of this digest by this key
   * @throws IllegalArgumentException if the digest has not 32 bytes
   */
  @Override
  public EcdsaSignature sign(byte[] digest) {
    if (digest.length != DIGEST_BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes");
    }
    String address = address();
    EcdsaSignature made = DerSignature.read(service.sign(digest.clone()));
    if (!SignerRecovery.isInRange(made)) {
      throw new KeyServiceAnswerException(Reason.OUT_OF_RANGE);
    }
    WalletSignature recovered =
        SignerRecovery.of(made, digest, address)
            .orElseThrow(() -> new KeyServiceAnswerException(Reason.ANOTHER_KEY));
    return new EcdsaSignature(recovered.r(), recovered.s());
  }

  private static String addressOf(byte[] der) {
    int before = BEFORE_POINT.length;
    if (der.length != before + POINT_BYTES
        || !Arrays.equals(der, 0, before, BEFORE_POINT, 0, before)) {
      throw new KeyServiceAnswerException(Reason.NO_PUBLIC_KEY);
    }
    return Address.of(new BigInteger(1, Arrays.copyOfRange(der, before, der.length))).lowerCase();
  }
}
