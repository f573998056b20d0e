package io.fairfall.beaconclient;

import java.util.List;

/** What the relays together came to. */
public sealed interface BeaconAnswer {
  /** What each relay last said, in the order in which they were given. */
  List<RelayReport> reports();

  /**
   * The signature, verified.
   *
   * @param beacon what the first relay brought that had it
   */
  record Found(VerifiedBeacon beacon, List<RelayReport> reports) implements BeaconAnswer {}

  /** No valid signature, and at least one relay said at last that it does not have the round. */
  record NotYet(List<RelayReport> reports) implements BeaconAnswer {}

  /** No relay said anything of use: whether the round is there is not known. */
  record Unknown(List<RelayReport> reports) implements BeaconAnswer {}
}
