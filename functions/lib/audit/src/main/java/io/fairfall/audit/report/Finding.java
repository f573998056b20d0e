package io.fairfall.audit.report;

import io.avaje.jsonb.Json;

/**
 * One thing that is wrong.
 *
 * @param journal where, like {@code account:0x…}
 * @param version the slot
 * @param rule which rule is broken, see {@link Rule}
 * @param what a sentence about it
 */
@Json
public record Finding(String journal, long version, String rule, String what) {
  static Finding of(String journal, long version, Rule rule, String what) {
    return new Finding(journal, version, rule.word(), what);
  }

  @Override
  public String toString() {
    return journal + " entry " + version + " [" + rule + "] " + what;
  }
}
