package io.fairfall.treasury;

/** Whether the bankroll at the worst is known. */
public sealed interface ExposureReading {
  /** Every round that may not be posted was looked at. */
  record Known(Exposure exposure) implements ExposureReading {}

  /**
   * A bound was met before everything was looked at. There is no number then: who needs one pays
   * nothing out and takes no bet.
   */
  record Unknown(String why) implements ExposureReading {}
}
