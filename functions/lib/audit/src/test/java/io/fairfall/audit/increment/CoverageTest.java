package io.fairfall.audit.increment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far everything was judged is what the holder of a key has said, and nothing else. */
class CoverageTest {
  private static final MacKey FIRST = new MacKey(1, 0, "k".repeat(32));
  private static final MacKey SECOND = new MacKey(2, 500, "s".repeat(32));
  private static final MacKeys BOTH = new MacKeys(List.of(FIRST, SECOND));
  private static final Coverage COVERAGE = Coverage.sign(1_000, 900, 12, 11, FIRST);

  private static Optional<Coverage> read(String coverage, MacKeys keys) {
    Entry newest = new Entry("audit", 7, "audit", 1_100, "{\"coverage\":" + coverage + "}");
    return Coverage.of(Optional.of(newest), keys);
  }

  @Test
  void whatTheHouseSignedIsReadAsItWasWrittenUnderOlderKeysToo() {
    assertEquals(Optional.of(COVERAGE), read(JsonCodec.write(COVERAGE), BOTH));
    Coverage newer = Coverage.sign(1_000, 900, 12, 11, SECOND);
    assertEquals(Optional.of(newer), read(JsonCodec.write(newer), BOTH));
  }

  @Test
  void underAKeyThatNobodyHasItIsNothing() {
    MacKeys others = new MacKeys(List.of(SECOND));
    assertEquals(Optional.empty(), read(JsonCodec.write(COVERAGE), others));
  }

  @Test
  void whicheverNumberIsChangedItIsNothing() {
    List<Coverage> forged =
        List.of(
            new Coverage(1_001, 900, 12, 11, COVERAGE.signature()),
            new Coverage(1_000, 901, 12, 11, COVERAGE.signature()),
            new Coverage(1_000, 900, 11, 11, COVERAGE.signature()),
            new Coverage(1_000, 900, 12, 10, COVERAGE.signature()),
            new Coverage(1_000, 900, 12, 11, ""));
    for (Coverage one : forged) {
      assertEquals(Optional.empty(), read(JsonCodec.write(one), BOTH), one.toString());
    }
  }

  @Test
  void whatIsNoCoverageIsNothing() {
    for (String text : List.of("null", "{}", "[]", "7", "{\"cutMs\":\"1000\"}")) {
      assertEquals(Optional.empty(), read(text, BOTH), text);
    }
    assertEquals(Optional.empty(), Coverage.of(Optional.empty(), BOTH));
  }
}
