package io.fairfall.audit.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is wrong: all of it is counted, and the first part of it is kept. */
public final class Findings {
  private static final int MAX_WHAT = 600;

  private final int maxKept;
  private final List<Finding> kept = new ArrayList<>();
  private final Map<String, Long> byRule = new TreeMap<>();
  private final Set<String> journals = new HashSet<>();
  private boolean isForgetful;

  public Findings(int maxKept) {
    this.maxKept = maxKept;
  }

  public synchronized void add(String journal, long version, Rule rule, String what) {
    byRule.merge(rule.word(), 1L, Long::sum);
    if (kept.size() < maxKept) {
      String shortened = what.length() > MAX_WHAT ? what.substring(0, MAX_WHAT) + " …" : what;
      kept.add(Finding.of(journal, version, rule, shortened));
    }
    if (journals.size() < maxKept) {
      journals.add(journal);
    } else if (!journals.contains(journal)) {
      isForgetful = true;
    }
  }

  /** Takes over what an earlier part of the same pass has found. */
  public synchronized void restore(List<Finding> earlier, Map<String, Long> counts) {
    kept.addAll(earlier);
    byRule.putAll(counts);
    earlier.forEach(finding -> journals.add(finding.journal()));
    isForgetful = total() > earlier.size();
  }

  /**
   * Whether something may be wrong with a journal: something was found about it, or about more
   * journals than are remembered, so that nobody can tell.
   */
  public synchronized boolean mayConcern(String journal) {
    return isForgetful || journals.contains(journal);
  }

  public int maxKept() {
    return maxKept;
  }

  public synchronized List<Finding> kept() {
    return List.copyOf(kept);
  }

  public synchronized Map<String, Long> byRule() {
    return new TreeMap<>(byRule);
  }

  public synchronized long total() {
    return byRule.values().stream().mapToLong(Long::longValue).sum();
  }
}
