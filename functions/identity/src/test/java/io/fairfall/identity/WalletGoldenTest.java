package io.fairfall.identity;

import io.fairfall.golden.GoldenFile;
import io.fairfall.journal.MemoryJournals;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A wallet's first sign-in: written here, and read by deposits, which have the same file. */
class WalletGoldenTest {
  @Test
  void aFirstSignInIsWrittenAsItWas() {
    GoldenFile.named("wallet")
        .replayWholeEntries(
            entry -> entry.journal().substring("wallet:".length()),
            (address, stored) -> {
              MemoryJournals journals = new MemoryJournals();
              new KnownWallets(journals, () -> Instant.ofEpochMilli(stored.atMs())).note(address);
              return journals.head(stored.journal()).orElseThrow();
            });
  }
}
