package io.fairfall.load;

import java.util.List;

/**
 * What the house did wrong by its own account: answers that mean a fault, and the lines of its log
 * at the level {@code error}. The first ones are kept, so that a summary says where to look.
 */
public final class Faults {
  private static final int MAX_KEPT = 20;
  private static final String ERROR = "\"level\":\"error\"";

  private final Complaints complaints = new Complaints(MAX_KEPT);

  void add(String fault) {
    complaints.add(fault);
  }

  /** Hears the house's log on the way to another tap. */
  FeedProbe before(FeedProbe next) {
    return new FeedProbe() {
      @Override
      public void heard(String source, String text, long atMs) {
        if (source.equals("log") && text.contains(ERROR)) {
          add(source + " " + text);
        }
        next.heard(source, text, atMs);
      }

      @Override
      public void answered(HttpAnswer answer) {
        next.answered(answer);
      }
    };
  }

  public List<String> sentences() {
    return complaints.sentences();
  }
}
