package io.fairfall.treasury;

import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJson;
import org.junit.jupiter.api.Test;

/** The house's journal and its twins, as they were stored before. */
class HouseGoldenTest {
  @Test
  void everyEntryOfTheHouseIsReadAndWrittenAsItWas() {
    replay("house").covers(HouseEntry.class);
  }

  @Test
  void aRoundsPostingIsReadAndWrittenAsItWas() {
    replay("posting").covers();
  }

  @Test
  void aFundingIsReadAndWrittenAsItWas() {
    replay("funding").covers();
  }

  @Test
  void anAdjustmentsPostingIsReadAndWrittenAsItWas() {
    replay("adjusted").covers();
  }

  @Test
  void aProposalsStepsAreReadAndWrittenAsTheyWere() {
    GoldenFile.named("proposal")
        .replayEntries(
            ProposalJson::read, event -> new Said(event.type(), ProposalJson.body(event)))
        .covers(ProposalEvent.class);
  }

  private static GoldenFile replay(String name) {
    return GoldenFile.named(name)
        .replayEntries(
            HouseJson::read, entry -> new Said(HouseJson.type(entry), HouseJson.body(entry)));
  }
}
