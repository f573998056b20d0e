package io.fairfall.simulation.history;

/**
 * One attempt at a request: when it was sent, and what the client was told.
 *
 * <p>Before and after are told in versions of journals, as somebody who sees everything would note
 * them: what is at or below {@code before} happened before the attempt began.
 */
public final class Attempted {
  /** The version of an answer that does not tell which entry did it. */
  public static final long UNTOLD = 0;

  private final boolean claimsFirst;
  private final long stampMs;
  private final Seen before;
  private boolean isAbandoned;
  private Outcome outcome = Outcome.UNKNOWN;
  private String rejection = "";
  private long version;
  private Seen after = Seen.EVERYTHING;
  private long clockMs = Long.MAX_VALUE;

  public Attempted(boolean claimsFirst, long stampMs, Seen before) {
    this.claimsFirst = claimsFirst;
    this.stampMs = stampMs;
    this.before = before;
  }

  /** The three classes of answers. */
  public enum Outcome {
    OK,
    NO,
    UNKNOWN
  }

  /**
   * Heads of journals at one instant.
   *
   * @param account version of the player's account
   * @param game version of the game
   * @param settings version of the settings
   */
  public record Seen(long account, long game, long settings) {
    /** Of which nothing is later. */
    public static final Seen EVERYTHING = new Seen(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** The client does not wait for the answer any more. */
  public void abandon() {
    isAbandoned = true;
  }

  /**
   * It happened, or had happened before.
   *
   * @param entry version of the entry that did it, or {@link #UNTOLD}
   */
  public void ok(long entry, Seen seen, long handlerClockMs) {
    end(Outcome.OK, "", entry, seen, handlerClockMs);
  }

  /**
   * It did not happen.
   *
   * @param account version of the account that came with the refusal
   */
  public void no(String why, long account, Seen seen, long handlerClockMs) {
    end(Outcome.NO, why, account, seen, handlerClockMs);
  }

  private void end(Outcome how, String why, long at, Seen seen, long handlerClockMs) {
    outcome = how;
    rejection = why;
    version = at;
    after = seen;
    clockMs = handlerClockMs;
  }

  public boolean claimsFirst() {
    return claimsFirst;
  }

  public long stampMs() {
    return stampMs;
  }

  public Seen before() {
    return before;
  }

  public boolean isAbandoned() {
    return isAbandoned;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Name of the rejection after {@link Outcome#NO}. */
  public String rejection() {
    return rejection;
  }

  /** The entry after {@link Outcome#OK}, the account after {@link Outcome#NO}. */
  public long version() {
    return version;
  }

  public Seen after() {
    return after;
  }

  /** The handler's clock when it answered. */
  public long clockMs() {
    return clockMs;
  }

  @Override
  public String toString() {
    return (claimsFirst ? "first" : "later")
        + " attempt at "
        + stampMs
        + ": "
        + outcome
        + (rejection.isEmpty() ? "" : " " + rejection)
        + (outcome == Outcome.UNKNOWN ? "" : " at version " + version)
        + (isAbandoned ? ", not waited for" : "");
  }
}
