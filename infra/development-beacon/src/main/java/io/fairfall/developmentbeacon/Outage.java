package io.fairfall.developmentbeacon;

/** What is wrong with the beacon. When it is over, every round of meanwhile is there. */
public enum Outage {
  NONE,
  /** Fewer than the threshold sign: relays answer, and new rounds do not come. */
  STALLED,
  /** Relays answer 503 to everything. */
  UNAVAILABLE
}
