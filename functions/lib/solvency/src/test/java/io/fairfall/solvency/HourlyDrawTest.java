package io.fairfall.solvency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which minute it is. */
class HourlyDrawTest {
  private static final long HOUR = 1_796_043_600_000L;

  private static BeaconSignature any(Random random) {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return new BeaconSignature(HexFormat.of().formatHex(bytes));
  }

  /** The draws of an hour up to the minute that comes out. */
  private static List<BeaconSignature> hour(Random random) {
    List<BeaconSignature> draws = new ArrayList<>();
    do {
      draws.add(any(random));
    } while (!HourlyDraw.isChosen(draws.size() - 1, draws.getLast()));
    return draws;
  }

  @Test
  void eachMinuteHasTheSameChanceAndEachHourOne() {
    int hours = 12_000;
    int[] chosen = new int[HourlyDraw.MINUTES];
    Random random = new Random(5);
    for (int i = 0; i < hours; i++) {
      List<BeaconSignature> draws = hour(random);
      assertTrue(HourlyDraw.choosesLast(draws));
      chosen[draws.size() - 1]++;
    }
    for (int minute = 0; minute < HourlyDraw.MINUTES; minute++) {
      // 200 each; five standard deviations are 71
      assertEquals(200, chosen[minute], 71, "minute " + minute);
    }
  }

  @Test
  void neitherAnEarlierNorALaterMinuteWillDo() {
    Random random = new Random(6);
    List<BeaconSignature> draws = hour(random);
    while (draws.size() < 3 || draws.size() > 50) {
      draws = hour(random);
    }
    assertTrue(HourlyDraw.choosesLast(draws));
    assertFalse(HourlyDraw.choosesLast(draws.subList(0, draws.size() - 1)));
    List<BeaconSignature> later = new ArrayList<>(draws);
    do {
      later.subList(draws.size(), later.size()).clear();
      later.add(any(random));
    } while (!HourlyDraw.isChosen(later.size() - 1, later.getLast()));
    assertFalse(HourlyDraw.choosesLast(later));
    assertFalse(HourlyDraw.choosesLast(List.of()));
    List<BeaconSignature> tooMany = new ArrayList<>();
    while (tooMany.size() <= HourlyDraw.MINUTES) {
      tooMany.add(any(random));
    }
    assertFalse(HourlyDraw.choosesLast(tooMany));
  }

  @Test
  void aMinutesDrawIsTheFirstThatComesInIt() {
    HourlyDraw hour = HourlyDraw.at(BeaconNetwork.QUICKNET, HOUR + 1_234_567);
    assertEquals(HOUR, hour.hourAt());
    for (int minute = 0; minute < HourlyDraw.MINUTES; minute++) {
      long begins = HOUR + minute * HourlyDraw.MINUTE_MS;
      assertTrue(hour.instantOf(minute) >= begins);
      assertTrue(hour.instantOf(minute) < begins + BeaconNetwork.QUICKNET.periodMs());
    }
    assertThrows(IllegalArgumentException.class, () -> hour.roundOf(-1));
    assertThrows(IllegalArgumentException.class, () -> hour.roundOf(HourlyDraw.MINUTES));
    assertEquals(HOUR, HourlyDraw.at(BeaconNetwork.QUICKNET, HOUR).hourAt());
    assertEquals(
        HOUR, HourlyDraw.at(BeaconNetwork.QUICKNET, HOUR + HourlyDraw.HOUR_MS - 1).hourAt());
    assertThrows(
        IllegalArgumentException.class, () -> new HourlyDraw(BeaconNetwork.QUICKNET, HOUR + 1));
  }
}
