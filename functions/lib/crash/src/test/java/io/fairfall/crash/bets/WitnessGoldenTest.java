package io.fairfall.crash.bets;

import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Witness;
import org.junit.jupiter.api.Test;

/** What says of limits and adjustments that they stood in an account. */
class WitnessGoldenTest {
  @Test
  void aWitnessIsReadAndWrittenAsItWas() {
    GoldenFile.named("witness")
        .replayEntries(
            entry -> JsonCodec.fromStore(Witness.class, entry.body()),
            witness -> new Said("adjustment", JsonCodec.write(witness)))
        .covers();
  }
}
