package io.fairfall.ethereumsignatures;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** Answers as KMS does: keys and signatures in DER, and the higher s half of the time. */
public final class KeyServiceStandIn implements KeyService {
  private final ECKeyPair key;
  private final Random random;
  private int higher;

  public KeyServiceStandIn(ECKeyPair key, Random random) {
    this.key = key;
    this.random = random;
  }

  /** How many of its signatures had the higher s. */
  public int higher() {
    return higher;
  }

  @Override
  public byte[] publicKey() {
    return HexFormat.of()
        .parseHex(
            "3056301006072a8648ce3d020106052b8104000a03420004"
                + "%0128x".formatted(key.getPublicKey()));
  }

  @Override
  public byte[] sign(byte[] digest) {
    ECDSASignature made = key.sign(digest);
    boolean isHigher = random.nextBoolean();
    higher += isHigher ? 1 : 0;
    return der(made.r, isHigher ? Sign.CURVE_PARAMS.getN().subtract(made.s) : made.s);
  }

  static byte[] der(BigInteger r, BigInteger s) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (BigInteger number : new BigInteger[] {r, s}) {
      byte[] bytes = number.toByteArray();
      body.write(2);
      body.write(bytes.length);
      body.writeBytes(bytes);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(0x30);
    all.write(body.size());
    all.writeBytes(body.toByteArray());
    return all.toByteArray();
  }
}
