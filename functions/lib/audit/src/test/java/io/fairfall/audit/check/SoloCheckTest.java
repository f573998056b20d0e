package io.fairfall.audit.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.journal.Entry;
import io.fairfall.journal.MemoryJournals;
import io.fairfall.treasury.adjustments.ProposalJournal;
import org.junit.jupiter.api.Test;

/** What one operator moves alone, where there is more to look at than is looked at. */
class SoloCheckTest {
  private static final long DAY_MS = 86_400_000;
  private static final long CLOCKS_APART_MS = 60_000;
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final int MOST_LOOKED_AT = 2_000;

  private final MemoryJournals events = new MemoryJournals();
  private long slot;

  @Test
  void afterTwoThousandWithinADayOneOperatorMayStillMove() {
    propose(MOST_LOOKED_AT, NOW_MS - 1);
    assertTrue(isAllowed());
  }

  @Test
  void afterOneMoreNobodyCanTellAndOneIsNotEnough() {
    propose(MOST_LOOKED_AT + 1, NOW_MS - 1);
    assertFalse(isAllowed());
  }

  @Test
  void whatIsOlderThanADayDoesNotCountThoughItIsMany() {
    propose(MOST_LOOKED_AT + 1, NOW_MS - DAY_MS + CLOCKS_APART_MS - 1);
    assertTrue(isAllowed());
    propose(1, NOW_MS - 1);
    assertTrue(isAllowed());
  }

  private boolean isAllowed() {
    return new SoloCheck(events, SettingsHistory.read(events)).allows(entry(slot + 1, NOW_MS));
  }

  private void propose(int many, long atMs) {
    for (int i = 0; i < many; i++) {
      events.append(entry(++slot, atMs));
    }
  }

  /** Of which nothing is read but that it stands there. */
  private static Entry entry(long version, long atMs) {
    return new Entry(ProposalJournal.LIST, version, "adjustment_proposed", atMs, "{}");
  }
}
