package io.fairfall.solvency;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/**
 * Which minute of an hour its statement is made at: the first whose draw comes out. Minute m does
 * with one chance in 60 - m, so each minute has one in 60 and the last one always comes out; and
 * nobody knows a minute before its own draw.
 *
 * @param hourAt when the hour begins, in milliseconds since 1970, a multiple of {@link #HOUR_MS}
 */
public record HourlyDraw(BeaconNetwork network, long hourAt) {
  public static final long HOUR_MS = 3_600_000;
  public static final long MINUTE_MS = 60_000;

  /** Minutes of an hour. */
  public static final int MINUTES = 60;

  private static final byte[] TAG = SumNode.ascii("fairfall-solvency-draw-1\n");

  public HourlyDraw {
    if (hourAt < 0 || hourAt % HOUR_MS != 0) {
      throw new IllegalArgumentException("an hour begins with the hour");
    }
  }

  /** The hour that an instant is in. */
  public static HourlyDraw at(BeaconNetwork network, long instant) {
    return new HourlyDraw(network, instant - Math.floorMod(instant, HOUR_MS));
  }

  /** The round that draws for a minute, from 0 to 59. */
  public BeaconRound roundOf(int minute) {
    if (minute < 0 || minute >= MINUTES) {
      throw new IllegalArgumentException("an hour has the minutes 0 to 59");
    }
    return network.firstAt(hourAt + minute * MINUTE_MS);
  }

  /** When a minute's draw comes, in milliseconds since 1970. */
  public long instantOf(int minute) {
    return network.timeOf(roundOf(minute));
  }

  /** Whether a minute comes out, if none before it did. */
  public static boolean isChosen(int minute, BeaconSignature signature) {
    MessageDigest sha256 = SumNode.sha256();
    sha256.update(TAG);
    long number = ByteBuffer.wrap(sha256.digest(signature.bytes())).getLong();
    return Long.remainderUnsigned(number, MINUTES - minute) == 0;
  }

  /** Whether these draws, from minute 0 on, choose the last of theirs and none before. */
  public static boolean choosesLast(List<BeaconSignature> draws) {
    if (draws.isEmpty() || draws.size() > MINUTES) {
      return false;
    }
    for (int minute = 0; minute < draws.size(); minute++) {
      boolean isLast = minute == draws.size() - 1;
      if (isChosen(minute, draws.get(minute)) != isLast) {
        return false;
      }
    }
    return true;
  }
}
