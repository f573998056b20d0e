package io.fairfall.audit.check;

import io.fairfall.audit.report.Rule;
import io.fairfall.journal.Entry;
import io.fairfall.treasury.HouseBalance;
import io.fairfall.treasury.HouseEntry;
import io.fairfall.treasury.HouseJournal;
import io.fairfall.treasury.HouseJson;
import io.fairfall.treasury.HouseRules;
import java.util.Optional;

/** The house's journal: every entry's books follow from the books before it. */
final class HouseCheck implements JournalCheck {
  private final AuditContext context;
  private final FactHash hash;
  private HouseBalance balance = HouseBalance.EMPTY;

  HouseCheck(AuditContext context, FactHash hash) {
    this.context = context;
    this.hash = hash;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    context.twins().addAndGet(DuplicateCheck.hash(entry, hash));
    HouseEntry read;
    try {
      read = HouseJson.read(entry);
    } catch (RuntimeException malformed) {
      context.found(
          HouseJournal.NAME, entry.version(), Rule.UNREADABLE, "is not the house's: " + malformed);
      return;
    }
    if (follows && !isNext(read)) {
      found(entry, "leaves other books than follow from the entry before it: " + read);
    }
    if (read.after().version() != entry.version()) {
      found(entry, "says that it is entry " + read.after().version());
    }
    balance = read.after();
  }

  /** By another clock than the entry before it, which is young; its twin may not be. */
  @Override
  public void young(Entry entry) {
    if (context.isBehindTheCut(entry.atMs())) {
      context.twins().addAndGet(DuplicateCheck.hash(entry, hash));
    }
  }

  @Override
  public int memory() {
    return 1;
  }

  @Override
  public void recall(Entry entry, boolean wasInOrder) {
    try {
      balance = HouseJson.read(entry).after();
    } catch (RuntimeException unreadable) {
      // found when it was judged, with the books left as they were before it
    }
  }

  private boolean isNext(HouseEntry read) {
    return switch (read) {
      case HouseEntry.Posted(var posting, HouseBalance after) ->
          after.equals(
              new HouseBalance(
                  balance.version() + 1, balance.posted().add(posting.delta()), balance.funded()));
      case HouseEntry.Adjusted adjusted ->
          HouseRules.adjust(balance, adjusted.posting()).equals(adjusted);
      case HouseEntry.Funded funded ->
          HouseRules.fund(balance, funded.funding()).equals(Optional.of(funded));
    };
  }

  private void found(Entry entry, String what) {
    context.found(HouseJournal.NAME, entry.version(), Rule.HOUSE, what);
  }
}
