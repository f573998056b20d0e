package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.journal.Entry;
import io.fairfall.journal.MacKey;
import io.fairfall.journal.MacKeys;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.json.JsonCodec;
import io.fairfall.settings.BetBounds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the audit knows of bounds that were deployed, and whom it believes. */
class DeployedSoFarTest {
  private static final MacKeys KEYS = new MacKeys(List.of(new MacKey(1, 0, "k".repeat(32))));
  private static final MacKeys OTHERS = new MacKeys(List.of(new MacKey(1, 0, "x".repeat(32))));
  private static final BetBounds FIRST = BetBounds.parse("1", "1000", "20000");
  private static final BetBounds SECOND = BetBounds.parse("1", "2000", "20000");

  @Test
  void whatIsDeployedNowIsAddedOnce() {
    DeployedSoFar first = DeployedSoFar.known(List.of(), FIRST, KEYS, 100);
    assertEquals(100, first.sinceMs());
    DeployedSoFar same = DeployedSoFar.known(List.of(entry(1, first)), FIRST, KEYS, 200);
    assertEquals(first, same);
    DeployedSoFar second = DeployedSoFar.known(List.of(entry(2, same)), SECOND, KEYS, 300);
    assertEquals(100, second.toAudit().sinceMs());
    assertEquals(List.of(FIRST, SECOND), second.toAudit().all());
  }

  @Test
  void whatSomebodyElseHasSignedIsPassedOver() {
    DeployedSoFar genuine = DeployedSoFar.known(List.of(), FIRST, KEYS, 100);
    BetBounds huge = BetBounds.parse("1", "400000", "20000");
    DeployedSoFar forged = DeployedSoFar.known(List.of(entry(1, genuine)), huge, OTHERS, 100);
    DeployedSoFar changed =
        new DeployedSoFar(0, List.of(DeployedSoFar.Amounts.of(huge)), genuine.signature());
    List<Entry> newest = List.of(entry(3, changed), entry(2, forged), entry(1, genuine));
    assertEquals(genuine, DeployedSoFar.known(newest, FIRST, KEYS, 400));
  }

  @Test
  void entriesOfOlderBuildsTellNothing() {
    Entry old = new Entry("audit", 1, "audit_report", 1, "{\"startedAt\":1}");
    Entry odd = new Entry("audit", 2, "audit_report", 1, "{\"deployed\":{\"sinceMs\":\"x\"}}");
    assertEquals(500, DeployedSoFar.known(List.of(odd, old), FIRST, KEYS, 500).sinceMs());
  }

  /** What stands further back is not looked at: from then on it is unknown, and not believed in. */
  @Test
  void behindTwentyEntriesThatTellNothingNothingIsKnown() {
    DeployedSoFar genuine = DeployedSoFar.known(List.of(), FIRST, KEYS, 100);
    MemoryJournals events = new MemoryJournals();
    events.append(entry(1, genuine));
    for (long version = 2; version <= 20; version++) {
      events.append(new Entry("audit", version, "audit_report", 1, "{}"));
    }
    assertEquals(100, DeployedSoFar.known(newest(events), SECOND, KEYS, 500).sinceMs());
    events.append(new Entry("audit", 21, "audit_report", 1, "{}"));
    DeployedSoFar unknown = DeployedSoFar.known(newest(events), SECOND, KEYS, 500);
    assertEquals(500, unknown.sinceMs());
    assertEquals(List.of(SECOND), unknown.toAudit().all());
  }

  private static List<Entry> newest(MemoryJournals events) {
    return events.latest("audit", Long.MAX_VALUE, DeployedSoFar.MAX_ENTRIES);
  }

  private static Entry entry(long version, DeployedSoFar known) {
    return new Entry(
        "audit", version, "audit_report", 1, JsonCodec.write(new DeployedSoFar.InEntry(known)));
  }
}
