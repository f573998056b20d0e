package io.fairfall.bench.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassesTest {
  private static Passes of(String name, double... ms) {
    return new Passes(
        Arrays.stream(ms).mapToObj(one -> new Pace(name, 1_000, one, 1_000, null)).toList());
  }

  @Test
  void aWarmPaceIsTheMedianOfTheLaterHalf() {
    Passes six = of("x", 9_000, 1, 2, 5_000, 3_000, 4_000);
    assertEquals(9_000, six.first().ms());
    assertEquals(4_000, six.median().ms());
    assertEquals(2_000, of("x", 9_000, 2_000).median().ms());
    assertEquals(4_000, of("x", 9_000, 8_000, 3_000, 4_000).median().ms(), "the slower of two");
  }

  @Test
  void onePassIsThatOfANewProcess() {
    Passes one = of("x", 9_000);
    assertFalse(one.isWarm());
    assertThrows(IllegalStateException.class, one::median);
    assertThrows(IllegalArgumentException.class, () -> new Passes(List.of()));
  }

  @Test
  void likeIsComparedWithLike() {
    String table =
        PaceTable.of(
            of("ours", 2_000, 500),
            List.of(of("other", 1_000, 1_000), of("once", 20_000)),
            BigInteger.ZERO);
    assertTrue(table.contains("| ours | first pass | 500 |"), table);
    assertTrue(table.contains("| other | first pass | 1,000 | 1.00 | not looked for | 0.50"));
    assertTrue(table.contains("| once | first pass | 50 | 1.00 | not looked for | 10.00"));
    assertTrue(table.contains("| other | warm | 1,000 | 1.00 | not looked for | 2.00 × as fast"));
    assertFalse(table.contains("| once | warm"));
    assertTrue(table.contains("ours, each pass: 500, 2,000 blocks/s"), table);
  }
}
