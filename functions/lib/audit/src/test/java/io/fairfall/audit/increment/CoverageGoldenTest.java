package io.fairfall.audit.increment;

import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What entries of the audit tell of how far everything was judged, as it was stored before. */
class CoverageGoldenTest {
  private static final MacKeys KEYS =
      new MacKeys(List.of(new MacKey(1, 0, "0123456789abcdef".repeat(4))));

  /** The signature is part of the form: a coverage is shown only if this build believes it. */
  @Test
  void aCoverageIsReadBelievedAndWrittenAsItWas() {
    GoldenFile.named("coverage")
        .replayEntries(
            entry -> Coverage.of(Optional.of(entry), KEYS).orElseThrow(),
            coverage -> new Said("audit_report", JsonCodec.write(new Coverage.InEntry(coverage))))
        .covers();
  }
}
