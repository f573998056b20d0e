package io.fairfall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.audit.check.RoundBalances;
import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.AuditTally;
import io.fairfall.audit.report.Rule;
import io.fairfall.golden.GoldenFile;
import io.fairfall.golden.GoldenFile.Said;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the audit keeps, as it was stored before. */
class AuditGoldenTest {

  private final Set<String> rules = new TreeSet<>();
  private final Set<String> counts = new TreeSet<>();
  private final Set<String> sums = new TreeSet<>();

  @Test
  void aReportIsReadAndWrittenAsItWas() {
    GoldenFile.named("audit-report")
        .replayEntries(
            entry -> seen(AuditReport.read(entry.body())),
            report -> new Said("audit_report", report.json()))
        .covers();
    assertEquals(words(Rule.values(), Rule::word), rules, "each rule is broken in some line");
    assertEquals(words(AuditTally.Count.values(), AuditTally.Count::word), counts);
    assertEquals(words(AuditTally.Sum.values(), AuditTally.Sum::word), sums);
  }

  private AuditReport seen(AuditReport report) {
    report.first().forEach(finding -> rules.add(finding.rule()));
    counts.addAll(report.counts().keySet());
    sums.addAll(report.sums().keySet());
    return report;
  }

  private static <T> Set<String> words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).map(word).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a pass is that goes on in another process, which may be a newer build. */
  @Test
  void aSavedPassIsReadAndWrittenAsItWas() {
    GoldenFile.named("audit-pass")
        .replay(
            stored -> JsonCodec.fromStore(AuditRun.Saved.class, text(stored, "state")),
            (saved, stored) ->
                Map.of(
                    "pk", attribute(stored, "pk"),
                    "pieces", attribute(stored, "pieces"),
                    "state", AttributeValue.fromS(JsonCodec.write(saved))))
        .covers();
  }

  /** How far the independent reading is; what it has come to is the auditor's own text. */
  @Test
  void thePlaceOfASecondReadingIsReadAndWrittenAsItWas() {
    GoldenFile.named("independent-place")
        .replay(
            stored -> JsonCodec.fromStore(IndependentPass.Reached.class, text(stored, "place")),
            (reached, stored) ->
                Map.of(
                    "pk", attribute(stored, "pk"),
                    "place", AttributeValue.fromS(JsonCodec.write(reached))))
        .covers();
  }

  @Test
  void savedBalancesAreReadAndWrittenAsTheyWere() {
    GoldenFile.named("audit-balances")
        .showing(RoundBalances.class, AuditGoldenTest::left)
        .replay(
            stored -> {
              RoundBalances balances = new RoundBalances(10);
              balances.restore(attribute(stored, "balances").b().asByteArray());
              return balances;
            },
            (balances, stored) ->
                Map.of(
                    "pk", attribute(stored, "pk"),
                    "of", attribute(stored, "of"),
                    "balances", AttributeValue.fromB(SdkBytes.fromByteArray(balances.save()))));
  }

  private static Map<String, List<Long>> left(RoundBalances balances) {
    List<Long> facts = new ArrayList<>();
    List<Long> postings = new ArrayList<>();
    balances.eachWithFactsLeft(facts::add);
    balances.eachWithPostingsLeft(postings::add);
    return Map.of("roundsWithFactsLeft", facts, "roundsWithPostingsLeft", postings);
  }

  private static String text(Map<String, AttributeValue> stored, String name) {
    return attribute(stored, name).s();
  }

  private static AttributeValue attribute(Map<String, AttributeValue> stored, String name) {
    return Objects.requireNonNull(stored.get(name), name);
  }
}
