package io.fairfall.ethereumrpc;

import io.fairfall.ethereumrpc.RpcResult.Failed;
import io.fairfall.ethereumrpc.RpcResult.Failure;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is remembered of one provider from one invocation to the next, so that a new one does not
 * begin by asking whoever just lied or asked to be left alone. A value: each event gives the next
 * one. Times are in milliseconds since 1970, and 0 where it never happened.
 *
 * <p>A failure makes a provider rest, each time twice as long, or as long as it asked for. A lie is
 * another thing: three of them within a minute, or the id of another chain, or the word of two
 * others against its own, put it into quarantine, each time twice as long. Whoever comes out is
 * asked for its chain again before anything it says is heard.
 *
 * @param name of the provider, never its address, which may hold a key
 * @param chainAtMs when its chain was last the right one
 * @param reason why it last failed or lied, in a few words; empty while nothing is wrong
 */
public record ProviderHealth(
    String name, Head head, long chainAtMs, Rest rest, Trust trust, String reason) {
  static final int STRIKES = 3;
  static final long STRIKES_COUNT_MS = 60_000;

  /** Lies at the same time, of calls side by side, are one. */
  static final long ONE_STRIKE_MS = 1_000;

  static final long FIRST_REST_MS = 500;
  static final long LONGEST_REST_MS = 60_000;
  static final long FIRST_QUARANTINE_MS = 60_000;
  static final long LONGEST_QUARANTINE_MS = 3_600_000;

  private static final int MAX_DOUBLINGS = 10;

  /** Failures after which a node need not be left alone. */
  private static final Set<Failure> UNDERSTOOD =
      EnumSet.of(Failure.REFUSED, Failure.UNSUPPORTED, Failure.UNREADABLE);

  /**
   * The newest block that it told of.
   *
   * @param atMs when it did
   */
  public record Head(long number, long atMs) {
    static final Head UNKNOWN = new Head(0, 0);
  }

  /**
   * How long it is left alone.
   *
   * @param failures in a row
   * @param untilMs it is not asked before
   */
  public record Rest(int failures, long untilMs) {
    static final Rest NONE = new Rest(0, 0);
  }

  /**
   * How far it is believed.
   *
   * @param strikes lies that still count
   * @param struckAtMs the newest of them
   * @param quarantines how many in a row; forgotten when there was none for an hour
   * @param untilMs it is not believed before
   */
  public record Trust(int strikes, long struckAtMs, int quarantines, long untilMs) {
    static final Trust FULL = new Trust(0, 0, 0, 0);
  }

  /** Whether a provider is asked. */
  public enum State {
    READY,
    RESTING,
    QUARANTINED
  }

  /** A provider that nothing is known of. */
  public static ProviderHealth unknown(String name) {
    return new ProviderHealth(name, Head.UNKNOWN, 0, Rest.NONE, Trust.FULL, "");
  }

  public State state(long nowMs) {
    if (nowMs < trust.untilMs) {
      return State.QUARANTINED;
    }
    return nowMs < rest.untilMs ? State.RESTING : State.READY;
  }

  /** It answered, with something or with nothing. */
  ProviderHealth answered(long nowMs) {
    if (trust.strikes > 0 && nowMs < trust.struckAtMs + STRIKES_COUNT_MS) {
      return new ProviderHealth(name, head, chainAtMs, Rest.NONE, trust, reason);
    }
    if (rest.failures == 0 && trust.strikes == 0 && reason.isEmpty()) {
      return this;
    }
    Trust forgiven = new Trust(0, 0, trust.quarantines, trust.untilMs);
    return new ProviderHealth(name, head, chainAtMs, Rest.NONE, forgiven, "");
  }

  /** It told of its newest block. */
  ProviderHealth told(long newest, long nowMs) {
    return new ProviderHealth(name, new Head(newest, nowMs), chainAtMs, rest, trust, reason);
  }

  /** It follows the right chain. */
  ProviderHealth onTheChain(long nowMs) {
    return new ProviderHealth(name, head, nowMs, rest, trust, reason);
  }

  /**
   * It had no usable answer. One that refuses has understood, and one whose answer is more than we
   * read has given it: neither rests.
   */
  ProviderHealth failed(Failed<?> answer, long nowMs) {
    if (UNDERSTOOD.contains(answer.failure())) {
      return new ProviderHealth(name, head, chainAtMs, Rest.NONE, trust, answer.reason());
    }
    if (nowMs < rest.untilMs) {
      return this; // calls side by side failed together: one failure
    }
    long restMs = doubled(FIRST_REST_MS, rest.failures, LONGEST_REST_MS);
    if (answer.retryAfterMs() > 0) {
      restMs = Math.min(LONGEST_REST_MS, answer.retryAfterMs());
    }
    Rest longer = new Rest(rest.failures + 1, nowMs + restMs);
    return new ProviderHealth(name, head, chainAtMs, longer, trust, answer.reason());
  }

  /** It contradicted itself or the question. */
  ProviderHealth lied(String lie, long nowMs) {
    if (nowMs < trust.struckAtMs + ONE_STRIKE_MS) {
      return this;
    }
    int strikes = nowMs < trust.struckAtMs + STRIKES_COUNT_MS ? trust.strikes + 1 : 1;
    if (strikes >= STRIKES) {
      return quarantined(lie, nowMs);
    }
    Trust less = new Trust(strikes, nowMs, trust.quarantines, trust.untilMs);
    return new ProviderHealth(name, head, chainAtMs, rest, less, lie);
  }

  /** It is not believed any more, for a while; what it said of its head is forgotten too. */
  ProviderHealth quarantined(String lie, long nowMs) {
    boolean isLongAgo = nowMs >= trust.untilMs + LONGEST_QUARANTINE_MS;
    int before = isLongAgo ? 0 : trust.quarantines;
    long untilMs = nowMs + doubled(FIRST_QUARANTINE_MS, before, LONGEST_QUARANTINE_MS);
    Trust none = new Trust(0, nowMs, before + 1, untilMs);
    return new ProviderHealth(name, Head.UNKNOWN, 0, Rest.NONE, none, lie);
  }

  private static long doubled(long firstMs, int times, long longestMs) {
    return Math.min(longestMs, firstMs << Math.min(times, MAX_DOUBLINGS));
  }
}
