package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.auditor.Auditor.Options;
import io.fairfall.auditor.IsolatedAuditor.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports of houses that ran code of format 1. The second one is of a fault that this code had: how
 * a bet had ended was searched for in a thousand entries, so that a correction further behind was
 * not seen and the bet was paid once more.
 */
class OldHistoriesTest {
  private static final int STOP_EVERY = 50;

  @TempDir private Path folder;

  @Test
  void aHistoryOfTheFirstFormatIsInOrder() throws IOException {
    Verdict verdict = judge("format-1.jsonl.gz");
    assertEquals(0, verdict.code(), verdict.out());
  }

  @Test
  void aBetThatWasPaidTwiceAThousandEntriesLaterIsFound() throws IOException {
    Verdict verdict = judge("paid-twice.jsonl.gz");
    assertEquals(1, verdict.code());
    String finding =
        "account:%s entry 1015 [correction] corrects bet 2: it was corrected before"
            .formatted(ReferenceHistory.ALICE);
    assertTrue(verdict.out().contains(finding), verdict.out());
    assertTrue(verdict.out().contains("1 WRONG: {correction=1}"), verdict.out());
  }

  /** What was lost a thousand entries ago is looked up when a reading goes on. */
  @Test
  void theSameIsFoundByAReadingThatIsStoppedEverySoOften() throws IOException {
    try (Auditor.Export export = new Auditor.Export(unpacked("paid-twice.jsonl.gz"))) {
      Options options =
          new Options(
              Long.parseLong(Exports.NOW),
              Long.parseLong(Exports.NOW),
              Optional.empty(),
              List.of(),
              0,
              Optional.empty(),
              Set.of(),
              10);
      Auditor[] reading = {new Auditor(export, options)};
      int[] stops = {0};
      export.each(
          item -> {
            reading[0].take(item);
            if (item.version() % STOP_EVERY == 0 && reading[0].mayPause()) {
              stops[0]++;
              reading[0] = Auditor.restore(reading[0].save(), export, options);
            }
          });
      assertEquals(Map.of("correction", 1L), reading[0].report().byRule());
      assertTrue(stops[0] > 10, "it was stopped " + stops[0] + " times");
    }
  }

  private Verdict judge(String name) throws IOException {
    return IsolatedAuditor.whole().judge(unpacked(name), Exports.options(folder));
  }

  private Path unpacked(String name) throws IOException {
    Path export = folder.resolve("export");
    try (InputStream packed =
        new GZIPInputStream(
            Objects.requireNonNull(OldHistoriesTest.class.getResourceAsStream(name), name))) {
      Files.copy(packed, export);
    }
    return export;
  }
}
