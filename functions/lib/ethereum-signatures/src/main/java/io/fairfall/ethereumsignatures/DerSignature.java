package io.fairfall.ethereumsignatures;

import io.fairfall.ethereumsignatures.KeyServiceAnswerException.Reason;
import io.fairfall.ethereumsignatures.TransactionSigner.EcdsaSignature;
import java.math.BigInteger;
import java.util.Arrays;

/** Reads a signature in DER. Each pair of numbers has one encoding, and no other is read. */
final class DerSignature {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  /** Two numbers of 33 bytes at most, each with two bytes before it: the length is one byte. */
  private static final int MAX_BODY = 70;

  private static final int MAX_INTEGER = 33;

  private final byte[] der;
  private int at;

  private DerSignature(byte[] der) {
    this.der = der;
  }

  /**
   * @throws KeyServiceAnswerException NOT_DER if these bytes are not exactly one signature
   */
  static EcdsaSignature read(byte[] der) {
    DerSignature reading = new DerSignature(der);
    int length = reading.header(SEQUENCE, MAX_BODY);
    require(length == der.length - reading.at);
    EcdsaSignature read = new EcdsaSignature(reading.integer(), reading.integer());
    require(reading.at == der.length);
    return read;
  }

  private BigInteger integer() {
    int length = header(INTEGER, MAX_INTEGER);
    byte[] bytes = Arrays.copyOfRange(der, at, at + length);
    at += length;
    BigInteger number = new BigInteger(bytes);
    // no zero byte more than the sign takes, and no sign
    require(number.signum() >= 0 && number.toByteArray().length == length);
    return number;
  }

  private int header(int tag, int max) {
    require(der.length - at >= 2 && (der[at] & 0xff) == tag);
    int length = der[at + 1] & 0xff;
    at += 2;
    require(length >= 1 && length <= max && length <= der.length - at);
    return length;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new KeyServiceAnswerException(Reason.NOT_DER);
    }
  }
}
