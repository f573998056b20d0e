package io.fairfall.golden;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.journal.Entry;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden files that are wrong in one way each, under {@code golden/wrong}. */
class GoldenFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          changed | a golden line was changed, and nobody may
          swapped | a golden line was changed, and nobody may
          lost    | has lost lines
          twice   | another line has this name
          fresh   | a new line. Append to wrong/fresh.sha256
          shape   | line 1 is {"case", "stored", "reads"} in JSON
          absent  | there is no /golden/wrong/absent.jsonl
          """)
  void aFileThatSomebodyHasTouchedIsRefused(String file, String complaint) {
    AssertionError refused =
        assertThrows(AssertionError.class, () -> GoldenFile.named("wrong/" + file));
    assertTrue(refused.toString().contains(complaint), refused::toString);
  }

  @Test
  void aLineThatIsReadAsSomethingElseIsFound() {
    assertWrong(entry -> entry.body() + " ", body -> body.strip(), "reads as");
  }

  @Test
  void aLineThatIsNotUnderstoodIsFound() {
    assertWrong(
        entry -> {
          throw new IllegalStateException("unknown type");
        },
        body -> body,
        "line 1, text is not understood");
  }

  @Test
  void aLineThatIsWrittenInAnotherWayIsFound() {
    assertWrong(Entry::body, body -> body + " ", "is written as");
    GoldenFile.named("wrong/none").onlyRead("text").replayEntries(Entry::body, GoldenFileTest::odd);
  }

  private static Said odd(String body) {
    return new Said("other", body);
  }

  @Test
  void aVariantWithoutALineIsFound() {
    GoldenFile golden =
        GoldenFile.named("wrong/none")
            .showing(String.class, Kind::valueOf)
            .replay(stored -> "TEXT", (value, stored) -> stored);
    golden.coversAllBut(Set.of("NUMBER"));
    assertThrows(AssertionError.class, golden::covers);
    assertThrows(AssertionError.class, () -> golden.coversAllBut(Set.of("NUMBER", "TEXT")));
  }

  private enum Kind {
    TEXT,
    NUMBER
  }

  private static void assertWrong(
      Function<Entry, String> reader, UnaryOperator<String> writer, String complaint) {
    AssertionError wrong =
        assertThrows(
            AssertionError.class,
            () ->
                GoldenFile.named("wrong/none")
                    .replayEntries(reader, body -> new Said("text", writer.apply(body))));
    assertTrue(wrong.toString().contains(complaint), wrong::toString);
  }
}
