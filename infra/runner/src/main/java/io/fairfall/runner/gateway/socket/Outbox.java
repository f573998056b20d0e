package io.fairfall.runner.gateway.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * Messages on their way to one client, in the order that they were posted. A client that does not
 * read fills it; then posts are refused instead of kept.
 */
final class Outbox {
  private static final int MAX_QUEUED_CHARACTERS = 1 << 20;

  /** Four bytes for each at most, so that a frame stays under the real gateway's 32 KB. */
  private static final int FRAME_CHARACTERS = 8_000;

  private final Session session;
  private final Deque<Frame> queue = new ArrayDeque<>();
  private final Writer writer = new Writer();
  private int queuedCharacters;

  Outbox(Session session) {
    this.session = session;
  }

  private record Frame(String text, boolean last) {}

  /**
   * Queues a message.
   *
   * @return false when there is no room for it
   */
  boolean offer(String message) {
    synchronized (this) {
      if (queuedCharacters + message.length() > MAX_QUEUED_CHARACTERS) {
        return false;
      }
      queuedCharacters += message.length();
      addFrames(message);
    }
    writer.iterate();
    return true;
  }

  private void addFrames(String message) {
    int from = 0;
    while (message.length() - from > FRAME_CHARACTERS) {
      int to = from + FRAME_CHARACTERS;
      if (Character.isHighSurrogate(message.charAt(to - 1))) {
        to--; // a frame must not end inside a character
      }
      queue.add(new Frame(message.substring(from, to), false));
      from = to;
    }
    queue.add(new Frame(message.substring(from), true));
  }

  /** Writes one frame after another; a failed write ends it, and the connection with it. */
  private final class Writer extends IteratingCallback {
    @Override
    protected Action process() {
      Frame frame;
      synchronized (Outbox.this) {
        frame = queue.poll();
        if (frame == null) {
          return Action.IDLE;
        }
        queuedCharacters -= frame.text().length();
      }
      session.sendPartialText(
          frame.text(), frame.last(), Callback.from(this::succeeded, this::failed));
      return Action.SCHEDULED;
    }
  }
}
