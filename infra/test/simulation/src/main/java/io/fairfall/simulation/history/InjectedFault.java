package io.fairfall.simulation.history;

/** What can go wrong. */
public enum InjectedFault {
  READ_FAILED("read refused or unanswered"),
  REQUEST_LOST("request lost"),
  REPLY_LOST("reply lost after the commit"),
  DELAYED("commit delayed"),
  DUPLICATED("delivered twice, the second answered"),
  REPEATED("delivered again later"),
  RESENT("sent again by the SDK while the first is under way"),
  RESENT_INTO_CONFLICT("sent again while the first is under way, the second in conflict"),
  THROTTLED("throttled"),
  CONTENDED("transaction conflict"),
  STOPPED_BEFORE("handler stopped before a store call"),
  STOPPED_AFTER("handler stopped after a store call"),
  ABANDONED("client did not wait, handler went on"),
  SKEWED("handler with a clock of its own"),
  STALE("handler that remembers an older game"),
  RECORD_DUPLICATED("stream record delivered twice"),
  RECORD_REORDERED("stream records out of order"),
  RECORD_DELAYED("stream record late"),
  RECORD_SKIPPED("stream record skipped after bounded retries");

  private final String words;

  InjectedFault(String words) {
    this.words = words;
  }

  /** What happens, in words. */
  public String words() {
    return words;
  }
}
