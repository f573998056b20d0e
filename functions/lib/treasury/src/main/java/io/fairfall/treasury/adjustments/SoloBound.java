package io.fairfall.treasury.adjustments;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.money.Wei;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.util.List;

/**
 * How much operators may move alone. The bound is a sum over a day, so that a large amount is not
 * adjusted in small ones; and a bound that was raised counts a day later, so that nobody raises it
 * alone for what they want to do next. Where more was written than is looked at, one operator is
 * not enough.
 */
public final class SoloBound {
  /** A day: what was moved alone counts for so long, and a raised bound waits for so long. */
  public static final long WINDOW_MS = 86_400_000;

  /** What counts where nothing is set. */
  public static final Wei DEFAULT = Wei.ofEther(1);

  private static final int PAGE = Journals.MAX_ENTRIES_PER_READ;
  private static final int MAX_PAGES = 10;

  private SoloBound() {}

  /** The lowest bound that was in force within the last day, in wei. */
  public static BigInteger inForce(SettingsJournal settings, long nowMs) {
    BigInteger lowest = null;
    long before = Long.MAX_VALUE;
    for (int page = 0; page < MAX_PAGES; page++) {
      List<Entry> changes = settings.latest(before, PAGE);
      for (Entry change : changes) {
        BigInteger bound = bound(change);
        lowest = lowest == null ? bound : lowest.min(bound);
        if (change.atMs() < nowMs - WINDOW_MS) {
          return lowest;
        }
        before = change.version();
      }
      if (changes.size() < PAGE) {
        return lowest == null ? DEFAULT.value() : lowest.min(DEFAULT.value());
      }
    }
    return BigInteger.ZERO;
  }

  private static BigInteger bound(Entry change) {
    return SettingsJournal.change(change)
        .settings()
        .find(SettingKeys.SECOND_OPERATOR_ABOVE)
        .orElse(DEFAULT)
        .value();
  }

  /**
   * Whether one operator is enough for an amount.
   *
   * @param slot the place in the list of proposals that it wants: all below count
   */
  static boolean allows(
      Journals events, long slot, BigInteger amount, BigInteger bound, long nowMs) {
    BigInteger sum = amount.abs();
    long before = slot;
    for (int page = 0; page < MAX_PAGES && sum.compareTo(bound) <= 0; page++) {
      List<Entry> proposals = events.latest(ProposalJournal.LIST, before, PAGE);
      for (Entry one : proposals) {
        if (one.atMs() < nowMs - WINDOW_MS) {
          return sum.compareTo(bound) <= 0;
        }
        sum = sum.add(alone(one));
        before = one.version();
      }
      if (proposals.size() < PAGE) {
        return sum.compareTo(bound) <= 0;
      }
    }
    return false;
  }

  private static BigInteger alone(Entry entry) {
    return ProposalJson.read(entry) instanceof ProposalEvent.Proposed(AdjustmentProposal one)
            && one.isAlone()
        ? one.amount().abs()
        : BigInteger.ZERO;
  }
}
