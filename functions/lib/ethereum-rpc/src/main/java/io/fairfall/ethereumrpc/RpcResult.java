package io.fairfall.ethereumrpc;

import java.util.function.Function;

/**
 * What a node answers. A failure is a value: nodes fail often, and nothing here may depend on one.
 */
public sealed interface RpcResult<T> {
  /** The node knows. */
  record Known<T>(T value) implements RpcResult<T> {}

  /** The node answered that there is no such thing, or not yet. */
  record Absent<T>() implements RpcResult<T> {}

  /**
   * There is no usable answer, and nothing follows from that.
   *
   * @param reason a few words for a log line, never the node's address, which may hold a key
   * @param retryAfterMs how long the node wants to be left alone, in milliseconds; 0 where it said
   *     nothing of that
   */
  record Failed<T>(Failure failure, String reason, long retryAfterMs) implements RpcResult<T> {
    public Failed(Failure failure, String reason) {
      this(failure, reason, 0);
    }
  }

  /** Why there is no usable answer. */
  enum Failure {
    /** No connection, or a reply that was cut off. */
    UNREACHABLE,
    /** No whole reply in time: the node may be well, and the question too large for it. */
    TIMED_OUT,
    /** The node answered with more than is read: calls too deep, a text or an answer too long. */
    UNREADABLE,
    /** The node wants to be asked less often. */
    RATE_LIMITED,
    /** The node understood and answered with an error. */
    REFUSED,
    /** The node does not know what it was asked to do. */
    UNSUPPORTED,
    /** The reply contradicts itself, the question, or what was answered before. */
    CONTRADICTION
  }

  /** The answer to the question that follows from this one. */
  default <U> RpcResult<U> then(Function<? super T, RpcResult<U>> next) {
    return switch (this) {
      case Known<T>(T value) -> next.apply(value);
      case Absent<T>() -> new Absent<>();
      case Failed<T>(Failure failure, String reason, long retryAfterMs) ->
          new Failed<>(failure, reason, retryAfterMs);
    };
  }
}
