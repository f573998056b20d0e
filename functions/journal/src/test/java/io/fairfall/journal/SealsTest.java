package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SealsTest {
  private static final SealKey FIRST = new SealKey(1, 0, "a".repeat(32));
  private static final SealKey SECOND = new SealKey(2, 1_000_000, "b".repeat(32));
  private static final SealKeys KEYS = new SealKeys(List.of(SECOND, FIRST));

  private final Entry one = Seals.seal(entry(1, 5, "{\"a\":1}"), Seals.NONE, FIRST);
  private final Entry two = Seals.seal(entry(2, 6, "{\"a\":2}"), one.seal(), FIRST);

  @Test
  void whatWasSealedVerifies() {
    assertDoesNotThrow(() -> Seals.verify(one, Seals.NONE, KEYS));
    assertDoesNotThrow(() -> Seals.verify(two, one.seal(), KEYS));
  }

  @Test
  void everyChangedAttributeBreaksTheSeal() {
    for (Entry forged :
        List.of(
            new Entry("other", 2, "test", 6, two.body(), two.seal()),
            new Entry("journal", 3, "test", 6, two.body(), two.seal()),
            new Entry("journal", 2, "Test", 6, two.body(), two.seal()),
            new Entry("journal", 2, "test", 7, two.body(), two.seal()),
            new Entry("journal", 2, "test", 6, "{\"a\":3}", two.seal()),
            new Entry("journal", 2, "test", 6, two.body(), two.seal().replace("1.", "2.")),
            new Entry("journal", 2, "test", 6, two.body(), two.seal() + "A"),
            new Entry("journal", 2, "test", 6, two.body(), "9.x"),
            new Entry("journal", 2, "test", 6, two.body()))) {
      assertThrows(
          BrokenSeal.class, () -> Seals.verify(forged, one.seal(), KEYS), forged::toString);
    }
  }

  @Test
  void anEntryThatFollowsAnotherThanItDidBreaksTheSeal() {
    assertThrows(BrokenSeal.class, () -> Seals.verify(two, Seals.NONE, KEYS));
  }

  @Test
  void theNewestKeySealsOnceItsTimeHasCome() {
    assertEquals(FIRST, KEYS.signingAt(999_999));
    assertEquals(SECOND, KEYS.signingAt(1_000_000));
  }

  @Test
  void afterARotationTheOldKeyIsRightForAWhileAndThenNoMore() {
    Entry rotated = Seals.seal(entry(2, 1_000_000, "{}"), one.seal(), SECOND);
    Seals.verify(rotated, one.seal(), KEYS);
    Entry late = Seals.seal(entry(3, 1_500_000, "{}"), rotated.seal(), FIRST);
    assertDoesNotThrow(() -> Seals.verify(late, rotated.seal(), KEYS));
    Entry tooLate = Seals.seal(entry(3, 1_600_001, "{}"), rotated.seal(), FIRST);
    assertThrows(BrokenSeal.class, () -> Seals.verify(tooLate, rotated.seal(), KEYS));
  }

  @Test
  void aKeyDoesNotShowItsSecret() {
    assertFalse(KEYS.toString().contains(FIRST.secret()));
  }

  private static Entry entry(long version, long atMs, String body) {
    return new Entry("journal", version, "test", atMs, body);
  }
}
