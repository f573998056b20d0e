package io.fairfall.auditor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.auditor.IsolatedAuditor.Check;
import io.fairfall.auditor.IsolatedAuditor.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is planted is found, by one check of the auditor and not without it; and what is in
 * order is in order.
 */
class PlantedFaultsTest {
  private static final Path SPECIFICATION = Path.of("../../docs/reference/ledger-specification.md");
  private static final Pattern WORD = Pattern.compile("\\*\\*\\[([a-z_]+)\\]\\*\\*");

  @TempDir private static Path folder;
  private static Forgery clean;
  private static String[] options;

  @BeforeAll
  static void play() throws IOException {
    clean = Forgery.of(ReferenceHistory.play());
    clean.checkpoint();
    options = Exports.options(folder);
  }

  static List<Planted> planted() {
    return Stream.of(
            AccountFaults.money(),
            AccountFaults.receipts(),
            AccountFaults.operations(),
            AccountFaults.decidedOn(),
            BetFaults.bets(),
            BetFaults.bounds(),
            BetFaults.ends(),
            BetFaults.protection(),
            JournalFaults.everywhere(),
            SealFaults.seals(),
            SealFaults.keys(),
            SealFaults.tails(),
            JournalFaults.game(),
            JournalFaults.hashes(),
            BeaconFaults.all(),
            JournalFaults.bounds(),
            JournalFaults.facts(),
            JournalFaults.witnesses(),
            JournalFaults.postings(),
            JournalFaults.books(),
            AdjustmentFaults.posted(),
            AdjustmentFaults.begun(),
            AdjustmentFaults.agreed(),
            AdjustmentFaults.steps(),
            AdjustmentFaults.alone(),
            AdjustmentFaults.reversed(),
            AdjustmentFaults.unsealed(),
            PayoutFaults.ledger(),
            PayoutFaults.held(),
            PayoutFaults.course(),
            PayoutFaults.nonces(),
            PayoutFaults.attempts(),
            PayoutFaults.unsealed())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void aHouseInOrderIsFoundInOrder() throws IOException {
    Verdict verdict = IsolatedAuditor.whole().judge(clean.write(folder.resolve("clean")), options);
    assertTrue(verdict.out().contains("Nothing that was judged is wrong."), verdict.out());
    assertEquals(0, verdict.code());
    assertFalse(verdict.out().contains("UNKNOWN"), verdict.out());
  }

  @ParameterizedTest
  @MethodSource("planted")
  void whatIsPlantedIsFound(Planted planted) throws IOException {
    Forgery export = clean.copy();
    Line place = planted.plant().apply(export);
    Path file = export.write(folder.resolve("planted"));
    String finding = "%s entry %d [%s]".formatted(place.journal(), place.version(), planted.rule());
    Verdict verdict = IsolatedAuditor.whole().judge(file, options);
    assertTrue(verdict.out().contains(finding), () -> finding + " is not in " + verdict.out());
    assertEquals(1, verdict.code());
    Verdict blind = IsolatedAuditor.without(Check.parse(planted.check())).judge(file, options);
    assertFalse(
        blind.out().contains(finding), () -> finding + " is found without " + planted.check());
  }

  @Test
  void everyCheckHasSomethingPlantedForIt() {
    Set<String> planted = new TreeSet<>();
    planted().forEach(one -> planted.add(one.check()));
    Set<String> checks = new TreeSet<>();
    IsolatedAuditor.checks().forEach(check -> checks.add(check.toString()));
    // where an export cannot be read again, and where one goes on; ResumedReadingTest is about
    // these, and MarkedReadingTest
    checks.removeAll(Set.of("Case.compareFacts/0", "Case.resume/1", "Case.checkpoint/2"));
    assertEquals(checks, planted);
    assertTrue(planted().size() >= 100, () -> "planted: " + planted().size());
  }

  @Test
  void everyWordOfTheSpecificationIsFiledUnder() throws IOException {
    Set<String> specified = new TreeSet<>();
    Matcher words = WORD.matcher(Files.readString(SPECIFICATION));
    while (words.find()) {
      specified.add(words.group(1));
    }
    Set<String> planted = new TreeSet<>();
    planted().forEach(one -> planted.add(one.rule()));
    assertEquals(specified, planted);
    Set<String> rules = new TreeSet<>();
    for (Auditor.Rule rule : Auditor.Rule.values()) {
      rules.add(rule.word());
    }
    assertEquals(specified, rules);
  }

  @Test
  void theAuditorKnowsNothingButTheJdk() {
    assertEquals(Set.of(), IsolatedAuditor.strangers());
  }
}
