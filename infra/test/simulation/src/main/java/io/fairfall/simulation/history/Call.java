package io.fairfall.simulation.history;

import java.util.ArrayList;
import java.util.List;

/** A request and all attempts at it, in the order in which they were sent. */
public final class Call {
  private final RequestedOperation operation;
  private final List<Attempted> attempts = new ArrayList<>();

  public Call(RequestedOperation operation) {
    this.operation = operation;
  }

  public RequestedOperation asked() {
    return operation;
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
    List<Object> exact = new ArrayList<>(List.of(operation));
    for (Attempted attempt : attempts) {
      exact.add(attempt.toString());
      exact.add(attempt.before());
      exact.add(attempt.clockMs());
    }
    return exact;
  }

  @Override
  public String toString() {
    return operation + " " + attempts;
  }
}
