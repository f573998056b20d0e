package io.fairfall.house;

import io.fairfall.journal.Append;
import io.fairfall.journal.AppendTogether;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailable;
import java.util.List;
import java.util.Optional;

/** A store that breaks off at one call, before or after it has taken effect. */
final class Faulty implements Journals {
  private final Journals journals;
  private final int failing;
  private final boolean afterwards;
  private int calls;

  /**
   * @param failing number of the call that fails, from 1
   * @param afterwards whether only its answer is lost
   */
  Faulty(Journals journals, int failing, boolean afterwards) {
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
  public AppendTogether appendTogether(List<Entry> entries) {
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

  private static StoreUnavailable lost() {
    return new StoreUnavailable("lost in a test", new IllegalStateException("lost"));
  }
}
