package io.fairfall.beaconclient;

/** What came of the last request to a relay. */
public enum RelayOutcome {
  /** The network's signature of the round. */
  VALID,
  /** It does not have the round: mostly because its time has not come. */
  NOT_YET,
  /** A well-formed answer about another round. */
  WRONG_ROUND,
  /** A signature that is not the network's of this round. */
  BAD_SIGNATURE,
  /** No JSON, or without what a round's answer has. */
  MALFORMED,
  /** More than {@value BeaconClient#MAX_ANSWER_BYTES} bytes; the rest was not read. */
  TOO_LARGE,
  /** A redirect, which nobody follows. */
  REDIRECTED,
  /** Any other status than 200. */
  FAILED,
  /** Not done within its time. */
  SLOW,
  /** No connection, or one that broke. */
  UNREACHABLE,
  /** It had no time for an answer yet. */
  SILENT
}
