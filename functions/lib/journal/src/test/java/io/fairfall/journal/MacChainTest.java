package io.fairfall.journal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MacChainTest {
  private static final MacKey FIRST = new MacKey(1, 0, "a".repeat(32));
  private static final MacKey SECOND = new MacKey(2, 1_000_000, "b".repeat(32));
  private static final MacKeys KEYS = new MacKeys(List.of(SECOND, FIRST));

  private final Entry one = MacChain.seal(entry(1, 5, "{\"a\":1}"), MacChain.NONE, FIRST);
  private final Entry two = MacChain.seal(entry(2, 6, "{\"a\":2}"), one.seal(), FIRST);

  @Test
  void whatWasSealedVerifies() {
    assertDoesNotThrow(() -> MacChain.verify(one, MacChain.NONE, KEYS));
    assertDoesNotThrow(() -> MacChain.verify(two, one.seal(), KEYS));
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
          MacMismatchException.class,
          () -> MacChain.verify(forged, one.seal(), KEYS),
          forged::toString);
    }
  }

  @Test
  void anEntryThatFollowsAnotherThanItDidBreaksTheSeal() {
    assertThrows(MacMismatchException.class, () -> MacChain.verify(two, MacChain.NONE, KEYS));
  }

  @Test
  void theNewestKeySealsOnceItsTimeHasCome() {
    assertEquals(FIRST, KEYS.signingAt(999_999));
    assertEquals(SECOND, KEYS.signingAt(1_000_000));
  }

  @Test
  void afterARotationTheOldKeyIsRightForAWhileAndThenNoMore() {
    Entry rotated = MacChain.seal(entry(2, 1_000_000, "{}"), one.seal(), SECOND);
    MacChain.verify(rotated, one.seal(), KEYS);
    Entry late = MacChain.seal(entry(3, 1_500_000, "{}"), rotated.seal(), FIRST);
    assertDoesNotThrow(() -> MacChain.verify(late, rotated.seal(), KEYS));
    Entry tooLate = MacChain.seal(entry(3, 1_600_001, "{}"), rotated.seal(), FIRST);
    assertThrows(MacMismatchException.class, () -> MacChain.verify(tooLate, rotated.seal(), KEYS));
  }

  @Test
  void aKeyDoesNotShowItsSecret() {
    assertFalse(KEYS.toString().contains(FIRST.secret()));
  }

  private static Entry entry(long version, long atMs, String body) {
    return new Entry("journal", version, "test", atMs, body);
  }
}
