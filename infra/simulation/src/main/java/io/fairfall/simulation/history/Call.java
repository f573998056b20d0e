package io.fairfall.simulation.history;

import java.util.ArrayList;
import java.util.List;

/** A request and all attempts at it, in the order in which they were sent. */
public final class Call {
  private final Asked asked;
  private final List<Attempted> attempts = new ArrayList<>();

  public Call(Asked asked) {
    this.asked = asked;
  }

  public Asked asked() {
    return asked;
  }

  public List<Attempted> attempts() {
    return attempts;
  }

  /** Sends another attempt. */
  public Attempted attempt(boolean claimsFirst, long stampMs, Attempted.Seen before) {
    Attempted attempt = new Attempted(claimsFirst, stampMs, before);
    attempts.add(attempt);
    return attempt;
  }

  /** Whether the client was told to its latest attempt that it did not happen. */
  public boolean isRefused() {
    return !attempts.isEmpty()
        && !attempts.getLast().isAbandoned()
        && attempts.getLast().outcome() == Attempted.Outcome.NO;
  }

  /** Whether nobody has told the client yet. */
  public boolean isOpen() {
    return attempts.isEmpty()
        || attempts.getLast().isAbandoned()
        || attempts.getLast().outcome() == Attempted.Outcome.UNKNOWN;
  }

  /** All that a checker can see of it: two calls that are told alike here are judged alike. */
  public List<Object> exactly() {
    List<Object> exact = new ArrayList<>(List.of(asked));
    for (Attempted attempt : attempts) {
      exact.add(attempt.toString());
      exact.add(attempt.before());
      exact.add(attempt.clockMs());
    }
    return exact;
  }

  @Override
  public String toString() {
    return asked + " " + attempts;
  }
}
