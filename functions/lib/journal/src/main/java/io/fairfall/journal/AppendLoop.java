package io.fairfall.journal;

import io.fairfall.resilience.Backoff;
import io.fairfall.resilience.Pause;

/**
 * The one way in which a journal is written: read where it stands, look up what has happened
 * already, decide, put into the next slot. Who finds the slot taken begins again, for whoever took
 * it may have changed the answer, or may have been an earlier attempt at the same thing.
 *
 * <p>Three things make it right, whatever is decided:
 *
 * <ul>
 *   <li>Nothing is decided on what an earlier try has read: each try has its head read anew. Only a
 *       first try may build on something remembered, because its slot says if that was too old.
 *   <li>The put has a condition, so a decision on an old head writes nothing.
 *   <li>An answer that nobody knows ({@link StoreUnavailableException}) ends the loop. It is never
 *       taken for a lost slot, since its put may still land.
 * </ul>
 *
 * <p>The SDK sends a put again when its reply is late. If the second sending meets a transaction,
 * the first may still be under way to a slot that is free. Tries after that are told ({@link
 * Try#mayBeUnderWay}): what they would refuse must be fenced.
 *
 * <p>Tries are bounded, and between two of them those who contend wait, each for a time of its own.
 */
public final class AppendLoop {
  /** Fifty writers at once get their turns within as many tries. */
  public static final int MAX_TRIES = 16;

  /** Longest waits: 4.6 s in all if every try is in vain, and half of that as a rule. */
  public static final Backoff.Delays DELAYS = new Backoff.Delays(5, 500);

  private final int maxTries;
  private final Backoff backoff;
  private final AppendListener listener;

  /**
   * @param maxTries 1 or more
   * @param backoff between two tries, after a slot was lost
   */
  public AppendLoop(int maxTries, Backoff backoff, AppendListener listener) {
    if (maxTries < 1) {
      throw new IllegalArgumentException("a loop tries at least once");
    }
    this.maxTries = maxTries;
    this.backoff = backoff;
    this.listener = listener;
  }

  /** As functions use it: with {@link #MAX_TRIES}, {@link #DELAYS} and real time. */
  public static AppendLoop inRealTime(AppendListener listener) {
    return new AppendLoop(MAX_TRIES, Backoff.of(DELAYS), listener);
  }

  /** As above, and nobody is told of conflicts. */
  public static AppendLoop inRealTime() {
    return inRealTime(AppendListener.NONE);
  }

  /** How this waits, for writers who wait for other reasons as well. */
  public Pause pause() {
    return backoff.pause();
  }

  /**
   * One try.
   *
   * @param number from 1
   * @param mayBeUnderWay whether an earlier try of this run met a transaction, so that what it put
   *     may still land
   */
  public record Try(int number, boolean mayBeUnderWay) {
    /** Whether this may build on something remembered. */
    public boolean isFirst() {
      return number == 1;
    }
  }

  /** Reads where a journal stands, newly for each try. */
  @FunctionalInterface
  public interface HeadReader<H> {
    H read(Try attempt);
  }

  /** Looks up what has happened, and decides. */
  @FunctionalInterface
  public interface Decider<H, A> {
    Proposal<A> decide(H head, Try attempt);
  }

  /**
   * Runs until a try has an answer.
   *
   * @param journal what is written to, for listeners and failures; where several journals are
   *     written together, the one that most contend for
   * @return the answer of the first proposal that needs no write, or whose write stands
   * @throws TooManyConflictsException if no try had one, or the thread is to stop
   * @throws StoreUnavailableException if a read or a write is unanswered
   */
  public <H, A> A run(String journal, HeadReader<H> head, Decider<H, A> decider) {
    int lost = 0;
    boolean mayBeUnderWay = false;
    try {
      for (int number = 1; number <= maxTries; number++) {
        Try attempt = new Try(number, mayBeUnderWay);
        switch (decider.decide(head.read(attempt), attempt)) {
          case Proposal.Answered<A>(A answer) -> {
            return answer;
          }
          case Proposal.LookAgain<A>() -> {}
          case Proposal.Write<A> write -> {
            listener.decided(journal, number);
            TransactionalAppend outcome = write.put().get();
            if (outcome instanceof TransactionalAppend.Written) {
              return write.written().get();
            }
            lost++;
            mayBeUnderWay |= outcome instanceof TransactionalAppend.Contended;
            if (number < maxTries && !backoff.waited(lost)) {
              throw new TooManyConflictsException(journal, number);
            }
          }
        }
      }
      listener.exhausted(journal);
      throw new TooManyConflictsException(journal, maxTries);
    } finally {
      if (lost > 0) {
        listener.conflicts(journal, lost);
      }
    }
  }
}
