package io.fairfall.simulation.disclosure;

import java.util.SplittableRandom;

/** What a gateway's stamp may stand for; AWS does not say. */
public enum StampedWhen {
  REQUEST_BEGAN,
  REQUEST_HAD_ARRIVED,
  SOMEWHERE_BETWEEN;

  /**
   * The stamp of a request, in whole milliseconds as the gateway has them.
   *
   * @param beganUs when its first byte came, in microseconds
   * @param arrivedUs when its last byte came
   */
  long stampMs(long beganUs, long arrivedUs, SplittableRandom random) {
    long us =
        switch (this) {
          case REQUEST_BEGAN -> beganUs;
          case REQUEST_HAD_ARRIVED -> arrivedUs;
          case SOMEWHERE_BETWEEN -> random.nextLong(beganUs, arrivedUs + 1);
        };
    return Math.floorDiv(us, Clock.US_PER_MS);
  }
}
