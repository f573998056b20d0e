package io.fairfall.load;

/** Hears everything that arrives from the house, before anybody reads it. */
public interface FeedProbe {
  /** Nobody listens. */
  FeedProbe NONE = (source, text, atMs) -> {};

  /**
   * Something arrived.
   *
   * @param source which way it came, like {@code GET /v1/account} or {@code socket}
   * @param atMs when it arrived, in milliseconds since 1970
   */
  void heard(String source, String text, long atMs);

  /** A request over HTTP was answered; its answer is heard as text as well. */
  default void answered(HttpAnswer answer) {}
}
