package io.fairfall.ethereumsignatures;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** A key in memory: for one machine's development alone. */
public final class LocalSigner implements TransactionSigner {
  private static final Pattern KEY = Pattern.compile("0x[0-9a-fA-F]{64}");

  private final ECKeyPair key;
  private final Address address;

  private LocalSigner(ECKeyPair key) {
    this.key = key;
    this.address = Address.of(key.getPublicKey());
  }

  /** The signer with a private key; empty if the text is none. It is never a part of a message. */
  public static Optional<LocalSigner> parse(String text) {
    if (!KEY.matcher(text).matches()) {
      return Optional.empty();
    }
    BigInteger secret = new BigInteger(text.substring(2), 16);
    return secret.signum() > 0 && secret.compareTo(Sign.CURVE_PARAMS.getN()) < 0
        ? Optional.of(new LocalSigner(ECKeyPair.create(secret)))
        : Optional.empty();
  }

  @Override
  public String address() {
    return address.lowerCase();
  }

  @Override
  public EcdsaSignature sign(byte[] digest) {
    ECDSASignature signature = key.sign(digest);
    return new EcdsaSignature(signature.r, signature.s);
  }
}
