package io.fairfall.simulation.explore;

import io.fairfall.crash.RoundSecret;
import io.fairfall.journal.Append;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.StoreUnavailableException;
import io.fairfall.journal.TransactionalAppend;
import io.fairfall.simulation.history.Attempted.Seen;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Runs blocking code up to a point: everything that it observed before is told it again, and when
 * it asks for something new it is stopped there. So a process is nothing but the list of what it
 * has observed, and the state of a world can be kept, compared and gone on from.
 */
final class Rehearsal implements InstantSource {
  private final List<Observed> observed;
  private int next;
  private long nowMs;
  private Seen seen = new Seen(0, 0, 0);

  Rehearsal(List<Observed> observed) {
    this.observed = observed;
  }

  /** The code has asked for something that it has not observed yet. */
  static final class Halt extends Error {
    private static final long serialVersionUID = 1L;

    private final transient Ask ask;

    Halt(Ask ask) {
      super("halt", null, false, false);
      this.ask = ask;
    }

    Ask ask() {
      return ask;
    }
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  @Override
  public long millis() {
    return nowMs;
  }

  /** Heads of journals when the process last sent a request. */
  Seen seen() {
    return seen;
  }

  /** Waits until a request may be sent. */
  void send(int fromStep) {
    observe(new Ask.Send(fromStep));
  }

  Optional<RoundSecret> secret(long roundId) {
    observe(new Ask.Secret(roundId));
    return Optional.of(Scope.SECRET);
  }

  Journals journals(Ask.Journal where) {
    return new Journals() {
      @Override
      public Optional<Entry> head(String journal) {
        return latest(journal, Long.MAX_VALUE, 1).stream().findFirst();
      }

      @Override
      public List<Entry> range(String journal, long from, long to) {
        return read(new Ask.Range(where, journal, from, to));
      }

      @Override
      public List<Entry> latest(String journal, long before, int limit) {
        return read(new Ask.Latest(where, journal, before, limit));
      }

      @Override
      public Append append(Entry entry) {
        if (observe(new Ask.Put(where, List.of(entry))) instanceof Observed.Result.Put put) {
          return put.append();
        }
        throw new IllegalStateException("a put is answered as a put");
      }

      @Override
      public TransactionalAppend appendTogether(List<Entry> entries) {
        if (observe(new Ask.Put(where, List.copyOf(entries)))
            instanceof Observed.Result.PutTogether put) {
          return put.append();
        }
        throw new IllegalStateException("a transaction is answered as a transaction");
      }
    };
  }

  private List<Entry> read(Ask ask) {
    if (observe(ask) instanceof Observed.Result.Read read) {
      return read.entries();
    }
    throw new IllegalStateException("a read is answered as a read");
  }

  private Observed.Result observe(Ask ask) {
    if (next == observed.size()) {
      throw new Halt(ask);
    }
    Observed now = observed.get(next++);
    nowMs = now.nowMs();
    seen = now.seen().orElse(seen);
    if (now.result() instanceof Observed.Result.Failed) {
      throw new StoreUnavailableException("explored", new Halt(ask));
    }
    return now.result();
  }
}
