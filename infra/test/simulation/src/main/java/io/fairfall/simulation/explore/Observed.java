package io.fairfall.simulation.explore;

import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.simulation.history.Attempted.Seen;
import java.util.List;
import java.util.Optional;

/**
 * What a process got for its {@link Ask}.
 *
 * @param nowMs the time
 * @param seen heads of journals, as somebody who sees everything notes them when a request is sent
 */
record Observed(Result result, long nowMs, Optional<Seen> seen) {

  /** Answers of the world. */
  sealed interface Result {
    /** Go on. */
    record Done() implements Result {}

    /** Nobody answers. */
    record Failed() implements Result {}

    record Read(List<Entry> entries) implements Result {}

    record Put(Append append) implements Result {}

    record PutTogether(TransactionalAppend append) implements Result {}
  }
}
