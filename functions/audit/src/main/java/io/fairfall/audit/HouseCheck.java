package io.fairfall.audit;

import io.fairfall.house.Books;
import io.fairfall.house.HouseEntry;
import io.fairfall.house.HouseJournal;
import io.fairfall.house.HouseJson;
import io.fairfall.house.HouseRules;
import io.fairfall.journal.Entry;
import java.util.Optional;

/** The house's journal: every entry's books follow from the books before it. */
final class HouseCheck implements JournalCheck {
  private final Inquiry inquiry;
  private final FactHash hash;
  private Books books = Books.EMPTY;

  HouseCheck(Inquiry inquiry, FactHash hash) {
    this.inquiry = inquiry;
    this.hash = hash;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    inquiry.twins().addAndGet(Twins.hash(entry, hash));
    HouseEntry read;
    try {
      read = HouseJson.read(entry);
    } catch (RuntimeException malformed) {
      inquiry.found(
          HouseJournal.NAME, entry.version(), Rule.UNREADABLE, "is not the house's: " + malformed);
      return;
    }
    if (follows && !isNext(read)) {
      found(entry, "leaves other books than follow from the entry before it: " + read);
    }
    if (read.after().version() != entry.version()) {
      found(entry, "says that it is entry " + read.after().version());
    }
    books = read.after();
  }

  private boolean isNext(HouseEntry read) {
    return switch (read) {
      case HouseEntry.Posted(var posting, Books after) ->
          after.equals(
              new Books(books.version() + 1, books.posted().add(posting.delta()), books.funded()));
      case HouseEntry.Funded funded ->
          HouseRules.fund(books, funded.funding()).equals(Optional.of(funded));
    };
  }

  private void found(Entry entry, String what) {
    inquiry.found(HouseJournal.NAME, entry.version(), Rule.HOUSE, what);
  }
}
