package io.fairfall.crash.bets;

import io.fairfall.golden.GoldenFile;
import org.junit.jupiter.api.Test;

/** The journals of rounds' facts, as they were stored before. */
class RoundFactsGoldenTest {
  @Test
  void everyKindOfFactIsReadAndWrittenAsItWas() {
    GoldenFile.named("round-facts")
        .replayWholeEntries(
            RoundFacts::read,
            (facts, stored) ->
                RoundFacts.write(
                    RoundFacts.roundOf(stored.journal()).orElseThrow(),
                    stored.version(),
                    facts,
                    stored.atMs()))
        .covers();
  }
}
