package io.fairfall.audit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is said where more is wrong than is kept. */
class FindingsTest {
  private final Findings findings = new Findings(2);

  @Test
  void allIsCountedAndTheFirstPartIsKept() {
    find("a", "a", "b", "c", "c");
    assertEquals(5, findings.total());
    assertEquals(2, findings.kept().size());
  }

  /** A journal about which something was found beyond the bound passed for one in order. */
  @Test
  void whereMoreJournalsAreWrongThanAreRememberedAnyMayBe() {
    find("a", "b", "b");
    assertTrue(findings.mayConcern("a"));
    assertFalse(findings.mayConcern("c"));
    find("d");
    assertTrue(findings.mayConcern("c"));
  }

  /** What was found and not kept was forgotten where a pass went on. */
  @Test
  void whereAPassGoesOnThatKeptNotEverythingAnyJournalMayBeWrong() {
    find("a", "a");
    assertFalse(resumed(findings).mayConcern("b"));
    assertTrue(resumed(findings).mayConcern("a"));
    find("b");
    assertTrue(resumed(findings).mayConcern("b"));
    assertTrue(resumed(findings).mayConcern("c"));
  }

  private void find(String... journals) {
    for (String journal : journals) {
      findings.add(journal, 1, Rule.GAP, "is not there");
    }
  }

  private static Findings resumed(Findings before) {
    Findings after = new Findings(2);
    after.restore(before.kept(), before.byRule());
    return after;
  }
}
