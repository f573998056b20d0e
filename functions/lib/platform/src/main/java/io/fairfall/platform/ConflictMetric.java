package io.fairfall.platform;

import io.fairfall.journal.AppendListener;
import java.util.Map;

/**
 * Counts the slots that writers of journals lost to each other. Some are lost wherever several
 * write; many mean that too many write to one journal.
 */
public final class ConflictMetric implements AppendListener {
  /** The metric; its lines name the kind of journal that was contended for, never whose. */
  public static final String NAME = "AppendConflicts";

  private final Metrics metrics;

  public ConflictMetric(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void conflicts(String journal, int lost) {
    int end = journal.indexOf(':');
    String kind = end < 0 ? journal : journal.substring(0, end);
    metrics.value(NAME, "Count", lost, Map.of("journal", kind));
  }
}
