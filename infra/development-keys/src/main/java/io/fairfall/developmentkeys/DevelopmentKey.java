package io.fairfall.developmentkeys;

import io.fairfall.ethereumsignatures.Address;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.web3j.crypto.ECDSASignature;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** A key on secp256k1 that answers in DER, with the higher s every second time. */
public final class DevelopmentKey {
  private static final String BEFORE_POINT = "3056301006072a8648ce3d020106052b8104000a03420004";
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private final ECKeyPair pair;
  private final AtomicInteger signatures = new AtomicInteger();

  private DevelopmentKey(ECKeyPair pair) {
    this.pair = pair;
  }

  /**
   * The key with a private key.
   *
   * @param hex {@code 0x} and 64 hex digits
   */
  public static DevelopmentKey of(String hex) {
    return new DevelopmentKey(ECKeyPair.create(new BigInteger(hex.substring(2), 16)));
  }

  /** Its address, in lower case. */
  public String address() {
    return Address.of(pair.getPublicKey()).lowerCase();
  }

  /** How many signatures it has made: one with the lower s first, then one with the higher. */
  public int signatures() {
    return signatures.get();
  }

  /** A SubjectPublicKeyInfo in DER. */
  byte[] publicKey() {
    return HexFormat.of().parseHex(BEFORE_POINT + "%0128x".formatted(pair.getPublicKey()));
  }

  /** An ECDSA-Sig-Value in DER of a digest of 32 bytes, which is signed as it is. */
  byte[] sign(byte[] digest) {
    ECDSASignature made = pair.sign(digest);
    boolean isHigher = signatures.getAndIncrement() % 2 == 1;
    BigInteger s = isHigher ? Sign.CURVE_PARAMS.getN().subtract(made.s) : made.s;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    write(body, INTEGER, made.r.toByteArray());
    write(body, INTEGER, s.toByteArray());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    write(all, SEQUENCE, body.toByteArray());
    return all.toByteArray();
  }

  /** What is shorter than 128 bytes has its length in one. */
  private static void write(ByteArrayOutputStream to, int tag, byte[] content) {
    to.write(tag);
    to.write(content.length);
    to.writeBytes(content);
  }
}
