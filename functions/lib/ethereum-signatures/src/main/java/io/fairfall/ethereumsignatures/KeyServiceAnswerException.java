package io.fairfall.ethereumsignatures;

import java.util.Locale;

/** A key service answered something that is no signature, or not one of the wallet's key. */
public final class KeyServiceAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Reason {
    /** It is not the one DER encoding of two numbers. */
    NOT_DER,
    /** r or s is not from 1 to the curve's order - 1. */
    OUT_OF_RANGE,
    /** It is of another key, or of another digest. */
    ANOTHER_KEY,
    /** The public key is not an uncompressed point of secp256k1 as a SubjectPublicKeyInfo. */
    NO_PUBLIC_KEY
  }

  private final Reason reason;

  KeyServiceAnswerException(Reason reason) {
    super("the key service's answer is refused: " + reason.name().toLowerCase(Locale.ROOT));
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
