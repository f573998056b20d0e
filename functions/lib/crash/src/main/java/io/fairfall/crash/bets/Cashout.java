package io.fairfall.crash.bets;

import io.fairfall.ledger.GameOperation;

/**
 * Takes a bet out of its flight. It needs no key: a bet is cashed out once, whoever asks how often.
 *
 * @param stampMs the effective stamp: the only time that counts
 */
public record Cashout(long betId, long stampMs) implements GameOperation {
  @Override
  public RequestFingerprint trace(int format) {
    return RequestFingerprint.SYSTEM;
  }

  /** A player's other operations must not decide whether a cashout counts. */
  @Override
  public boolean isPatient() {
    return true;
  }
}
