package io.fairfall.audit.check;

import io.fairfall.crash.bets.PublicBetEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * All that a fact says, as one number: SHA-256 over a key of the pass and the fact, cut to 64 bits.
 * Without the key nobody can look for facts whose numbers cancel out.
 */
public final class FactHash {
  private final byte[] key;
  private final MessageDigest digest;

  /**
   * @param key random, of one pass
   */
  public FactHash(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }

  public long of(PublicBetEvent fact) {
    String text =
        fact.player()
            + '\n'
            + fact.version()
            + '\n'
            + fact.kind()
            + '\n'
            + fact.betId()
            + '\n'
            + fact.seat()
            + '\n'
            + fact.stake()
            + '\n'
            + fact.auto()
            + '\n'
            + fact.multiplier()
            + '\n'
            + fact.payout()
            + '\n'
            + fact.at();
    return of(text);
  }

  /** A text as one number. */
  long of(String text) {
    digest.update(key);
    return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
