package io.fairfall.treasury;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import java.util.List;
import java.util.Optional;

/** A store that breaks off at one call, before or after it has taken effect. */
final class FaultyStore implements Journals {
  private final Journals journals;
  private final int failing;
  private final boolean afterwards;
  private int calls;

  /**
   * @param failing number of the call that fails, from 1
   * @param afterwards whether only its answer is lost
   */
  FaultyStore(Journals journals, int failing, boolean afterwards) {
    this.journals = journals;
    this.failing = failing;
    this.afterwards = afterwards;
  }

  int calls() {
    return calls;
  }

  @Override
  public Optional<Entry> head(String journal) {
    return call(() -> journals.head(journal));
  }

  @Override
  public List<Entry> range(String journal, long from, long to) {
    return call(() -> journals.range(journal, from, to));
  }

  @Override
  public List<Entry> latest(String journal, long before, int limit) {
    return call(() -> journals.latest(journal, before, limit));
  }

  @Override
  public Append append(Entry entry) {
    return call(() -> journals.append(entry));
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    return call(() -> journals.appendTogether(entries));
  }

  private <T> T call(java.util.function.Supplier<T> work) {
    boolean fails = ++calls == failing;
    if (fails && !afterwards) {
      throw lost();
    }
    T answer = work.get();
    if (fails) {
      throw lost();
    }
    return answer;
  }

  private static StoreUnavailableException lost() {
    return new StoreUnavailableException("lost in a test", new IllegalStateException("lost"));
  }
}
