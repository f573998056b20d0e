package io.fairfall.load;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened so far, counted by everybody at once. */
public final class Statistics {
  /** What is counted. */
  public enum Count {
    ROUNDS,
    REQUESTS,
    /** Answers that mean a fault of the house: 500, 502, 504. */
    SERVER_ERRORS,
    /** Answers that ask to come back: 503. */
    UNAVAILABLE,
    NO_ANSWERS,
    BETS,
    CASHOUTS,
    RETRIES,
    MESSAGES,
    GAPS,
    RECOVERIES,
    REPLAYS,
    SNAPSHOTS,
    RECONNECTS
  }

  /** What is timed. */
  public enum Timed {
    BET_HTTP,
    BET_SOCKET,
    CASHOUT_HTTP,
    CASHOUT_SOCKET,
    READ,
    ROUND_EVENT
  }

  private static final int ASKED_TO_COME_BACK = 503;

  private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<Timed, Latencies> latencies = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
  private final Faults faults = new Faults();

  void count(Count count) {
    counts.computeIfAbsent(count, name -> new LongAdder()).increment();
  }

  void time(Timed timed, long nanos) {
    latencies.computeIfAbsent(timed, name -> new Latencies()).add(nanos);
  }

  /**
   * Counts an answer's code, and what it says about the house.
   *
   * @param request what was asked, for whoever looks for a fault
   */
  void answered(String request, ClientAnswer answer) {
    count(Count.REQUESTS);
    if (!answer.isOk()) {
      refusals.computeIfAbsent(answer.code(), name -> new LongAdder()).increment();
    }
    if (answer instanceof ClientAnswer.Unknown(int status, String _, Optional<String> _)) {
      if (status == ClientAnswer.NO_ANSWER) {
        count(Count.NO_ANSWERS);
      } else if (status == ASKED_TO_COME_BACK) {
        count(Count.UNAVAILABLE);
      } else if (status >= 500) {
        count(Count.SERVER_ERRORS);
        faults.add(request + " was answered " + answer);
      }
    }
  }

  public long of(Count count) {
    LongAdder adder = counts.get(count);
    return adder == null ? 0 : adder.sum();
  }

  public Faults faults() {
    return faults;
  }

  double percentileMs(Timed timed, double share) {
    Latencies found = latencies.get(timed);
    return found == null ? 0 : found.percentileMs(share);
  }

  long timed(Timed timed) {
    Latencies found = latencies.get(timed);
    return found == null ? 0 : found.count();
  }

  /** Refusals by code. */
  public Map<String, Long> refusals() {
    Map<String, Long> sorted = new TreeMap<>();
    refusals.forEach((code, adder) -> sorted.put(code, adder.sum()));
    return sorted;
  }
}
