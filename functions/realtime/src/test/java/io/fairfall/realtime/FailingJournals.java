package io.fairfall.realtime;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.ForwardingJournals;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Breaks off at one call, before or after it has taken effect. */
final class FailingJournals extends ForwardingJournals {
  private final int failing;
  private final boolean isAnswerLost;
  private int calls;
  boolean hasFailed;

  FailingJournals(Journals real, int failing, boolean isAnswerLost) {
    super(real);
    this.failing = failing;
    this.isAnswerLost = isAnswerLost;
  }

  @Override
  public Optional<Entry> head(String journal) {
    return call(() -> super.head(journal));
  }

  @Override
  public Append append(Entry entry) {
    return call(() -> super.append(entry));
  }

  @Override
  public TransactionalAppend appendTogether(List<Entry> entries) {
    return call(() -> super.appendTogether(entries));
  }

  private <T> T call(Supplier<T> work) {
    calls++;
    if (calls == failing && !isAnswerLost) {
      throw lost();
    }
    T answer = work.get();
    if (calls == failing) {
      throw lost();
    }
    return answer;
  }

  private StoreUnavailableException lost() {
    hasFailed = true;
    return new StoreUnavailableException("no answer", new IllegalStateException("test"));
  }
}
