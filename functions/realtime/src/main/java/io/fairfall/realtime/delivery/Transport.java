package io.fairfall.realtime.delivery;

/**
 * The way to a connected client: the port between the feed and what carries its messages.
 *
 * <p>API Gateway stands behind it here ({@link ApiGatewayTransport}). Another carrier, a broker or
 * sockets of one's own, takes its place by keeping to this, and nothing else of the feed changes:
 *
 * <ul>
 *   <li>a post to one connection begins after the post before it has ended. Messages that are
 *       {@link Outcome#SENT} arrive in that order, or the connection breaks;
 *   <li>posts to different connections do not wait for each other, and many threads post at once;
 *   <li>an answer comes within a few seconds, whatever the client does: {@link Outcome#LATE} or
 *       {@link Outcome#BUSY} is an answer;
 *   <li>{@link Outcome#GONE} is said only where the connection can never be heard of again: its
 *       subscriptions are removed;
 *   <li>nothing is thrown for what may happen.
 * </ul>
 *
 * <p>Nothing more is asked for: no delivery is believed. A client finds what is missing by the ids.
 */
public interface Transport {
  /**
   * Sends one message.
   *
   * @param message a JSON object, below 30,000 bytes as UTF-8
   */
  Outcome post(String connectionId, String message);

  /** What became of a message. */
  enum Outcome {
    /** It is on its way, in order behind those before it. */
    SENT,
    /** There is no such connection any more. */
    GONE,
    /** The client is too slow, or it is told too much at once. */
    BUSY,
    /** Nothing was heard of it in time: it may have been sent. */
    LATE,
    /** The message itself cannot be sent, and never will be. */
    REFUSED,
    /** The reason is on our side: it may have been sent. */
    FAILED
  }
}
