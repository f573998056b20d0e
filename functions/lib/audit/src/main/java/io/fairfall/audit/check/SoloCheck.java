package io.fairfall.audit.check;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.settings.SettingKeys;
import io.fairfall.treasury.adjustments.ProposalEvent;
import io.fairfall.treasury.adjustments.ProposalJournal;
import io.fairfall.treasury.adjustments.ProposalJson;
import java.math.BigInteger;
import java.util.List;

/**
 * What one operator moves alone: within a day all of it together is at most the lowest bound of
 * that day. Clocks may be a minute apart, which is allowed for.
 */
final class SoloCheck {
  private static final long DAY_MS = 86_400_000;
  private static final long CLOCKS_APART_MS = 60_000;

  /** What counts where nothing is set. */
  private static final BigInteger ONE_ETHER = BigInteger.TEN.pow(18);

  /** Where more were proposed before within a day, two operators are needed. */
  private static final int MOST_LOOKED_AT = 2_000;

  private final Journals events;
  private final SettingsHistory settings;

  SoloCheck(Journals events, SettingsHistory settings) {
    this.events = events;
    this.settings = settings;
  }

  /** Whether an entry of the list, whose proposal took one operator, may have taken only one. */
  boolean allows(Entry proposed) {
    long sinceMs = proposed.atMs() - DAY_MS + CLOCKS_APART_MS;
    BigInteger sum = moved(proposed);
    int lookedAt = 0;
    List<Entry> page = before(proposed.version());
    while (!page.isEmpty()) {
      for (Entry one : page) {
        if (one.atMs() < sinceMs) {
          return isWithin(sum, sinceMs, proposed);
        }
        sum = sum.add(moved(one));
        lookedAt++;
        if (lookedAt > MOST_LOOKED_AT) {
          return false;
        }
      }
      page = before(page.getLast().version());
    }
    return isWithin(sum, sinceMs, proposed);
  }

  private boolean isWithin(BigInteger sum, long sinceMs, Entry proposed) {
    return settings
        .lowest(
            SettingKeys.SECOND_OPERATOR_ABOVE,
            ONE_ETHER,
            sinceMs,
            proposed.atMs() - CLOCKS_APART_MS)
        .filter(bound -> sum.compareTo(bound) > 0)
        .isEmpty();
  }

  private List<Entry> before(long slot) {
    return events.latest(ProposalJournal.LIST, slot, Journals.MAX_ENTRIES_PER_READ);
  }

  private static BigInteger moved(Entry entry) {
    try {
      return ProposalJson.read(entry) instanceof ProposalEvent.Proposed(var one) && one.isAlone()
          ? one.amount().abs()
          : BigInteger.ZERO;
    } catch (RuntimeException malformed) {
      return BigInteger.ZERO; // found when it is judged
    }
  }
}
