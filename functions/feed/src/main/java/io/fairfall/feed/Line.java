package io.fairfall.feed;

/** The way to a connected client. Whatever carries messages can stand behind it. */
interface Line {
  /** Sends one message. */
  Outcome post(String connectionId, String message);

  /** What became of a message. */
  enum Outcome {
    /** It is on its way, in order behind those before it. */
    SENT,
    /** There is no such connection any more. */
    GONE,
    /** The client is too slow, or it is told too much at once. */
    BUSY,
    /** The message itself cannot be sent, and never will be. */
    REFUSED,
    /** Nobody knows: it may have been sent. */
    FAILED
  }
}
