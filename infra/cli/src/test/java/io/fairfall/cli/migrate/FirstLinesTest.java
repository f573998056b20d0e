package io.fairfall.cli.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstLinesTest {
  @Test
  void itRemembersAsAMapWould() {
    Random random = new Random(11);
    Map<String, Long> map = new HashMap<>();
    FirstLines lines = new FirstLines();
    for (long line = 1; line <= 50_000; line++) {
      // one in four is an address of before, others differ in their ends only
      BigInteger number =
          random.nextInt(4) == 0
              ? BigInteger.valueOf(random.nextInt(5_000))
              : new BigInteger(random.nextBoolean() ? 160 : 20, random);
      String address = String.format(Locale.ROOT, "0x%040x", number);
      map.putIfAbsent(address, line);
      assertEquals(map.get(address), lines.remember(address, line), address);
    }
  }
}
