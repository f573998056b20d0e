package io.fairfall.runner.streams;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * How far a mapping has come: the last record before which nothing is open. Lanes finish out of
 * order, so a finished record counts only when all before it are finished too.
 */
final class StreamProgress {
  private final ArrayDeque<Ticket> open = new ArrayDeque<>();
  private Optional<String> completed = Optional.empty();

  /** A record's place in the order of reading. */
  final class Ticket {
    private final String sequenceNumber;
    private boolean finished;

    private Ticket(String sequenceNumber) {
      this.sequenceNumber = sequenceNumber;
    }

    /** The record was delivered, filtered out or given up. */
    void finish() {
      synchronized (StreamProgress.this) {
        finished = true;
        while (!open.isEmpty() && open.peek().finished) {
          completed = Optional.of(open.remove().sequenceNumber);
        }
      }
    }
  }

  /** Records begin in the order of the stream. */
  synchronized Ticket begin(StreamRecord record) {
    Ticket ticket = new Ticket(record.sequenceNumber());
    open.add(ticket);
    return ticket;
  }

  /** The sequence number up to which everything is finished; empty when nothing is. */
  synchronized Optional<String> completed() {
    return completed;
  }

  /** Records that were begun and may still be needed in memory. */
  synchronized int backlog() {
    return open.size();
  }
}
