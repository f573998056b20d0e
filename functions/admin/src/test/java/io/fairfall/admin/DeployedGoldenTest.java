package io.fairfall.admin;

import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.json.JsonCodec;
import org.junit.jupiter.api.Test;

/** What entries of the audit tell of deployed bounds; nobody else remembers them. */
class DeployedGoldenTest {
  @Test
  void whatWasEverDeployedIsReadAndWrittenAsItWas() {
    GoldenFile.named("audit-deployed")
        .replayEntries(
            entry -> JsonCodec.fromStore(DeployedSoFar.InEntry.class, entry.body()),
            told -> new Said("audit_report", JsonCodec.write(told)))
        .covers();
  }
}
