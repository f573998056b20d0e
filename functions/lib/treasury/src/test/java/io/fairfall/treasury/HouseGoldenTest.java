package io.fairfall.treasury;

import static java.math.BigInteger.ONE;

import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJson;
import java.time.Instant;
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

  /** Since when adjustments are posted. */
  private record Since(long atMs) {
    static Since of(Entry stored) {
      Journals events = new MemoryJournals();
      events.append(stored);
      return new Since(AdjustmentJournal.since(events).orElseThrow());
    }

    /** What stands there once an adjustment was posted at that instant. */
    Entry written() {
      Journals events = new MemoryJournals();
      new AdjustmentJournal(events, () -> Instant.ofEpochMilli(atMs), AppendLoop.inRealTime())
          .post(new AdjustmentPosting("0x70997970c51812dc3a010c7d01b50e0d17dc79c8", 12, ONE));
      return events.head(AdjustmentJournal.SINCE).orElseThrow();
    }
  }

  @Test
  void sinceWhenAdjustmentsArePostedIsReadAndWrittenAsItWas() {
    GoldenFile.named("adjusted-since")
        .replayWholeEntries(Since::of, (since, stored) -> since.written())
        .covers();
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
