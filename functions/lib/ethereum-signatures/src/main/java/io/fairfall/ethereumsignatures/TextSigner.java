package io.fairfall.ethereumsignatures;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.web3j.crypto.Sign;

/** Signs texts with a wallet's key as a wallet does (EIP-191). */
public final class TextSigner {
  private static final int PARITY_OFFSET = 27;

  private final TransactionSigner signer;

  public TextSigner(TransactionSigner signer) {
    this.signer = signer;
  }

  /** Whose signatures these are, in lower case. */
  public String address() {
    return signer.address();
  }

  /**
   * Signs a text.
   *
   * @return 0x and 130 lower-case hex digits: r, the lower s, and 27 or 28
   * @throws SignerUnavailableException if nothing was signed
   * @throws IllegalStateException if what was signed is not of this text by the signer's address
   */
  public String sign(String text) {
    byte[] digest = Sign.getEthereumMessageHash(text.getBytes(StandardCharsets.UTF_8));
    TransactionSigner.EcdsaSignature made = signer.sign(digest);
    WalletSignature signature =
        SignerRecovery.of(made, digest, signer.address())
            .orElseThrow(
                () -> new IllegalStateException("the signature is not that of the wallet"));
    return "0x"
        + word(signature.r())
        + word(signature.s())
        + HexFormat.of().toHexDigits((byte) (PARITY_OFFSET + signature.parity()));
  }

  private static String word(BigInteger number) {
    return "%064x".formatted(number);
  }
}
