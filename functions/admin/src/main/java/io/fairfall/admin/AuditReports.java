package io.fairfall.admin;

import io.fairfall.audit.report.AuditReport;
import io.fairfall.auditor.Auditor.Report;
import io.fairfall.journal.AppendLoop;
import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.journal.Proposal;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.Log;
import io.fairfall.platform.Metrics;
import io.fairfall.settings.Breaker;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a pass that is done: numbers, an entry of the journal {@code audit}, a pause. */
final class AuditReports {
  static final String JOURNAL = "audit";

  private static final String TYPE = "audit_report";

  /** A metric is a number of 64 bits, and wei are not: a millionth of an ether is a good unit. */
  private static final BigInteger WEI_PER_MICROETHER = BigInteger.TEN.pow(12);

  private final Journals events;
  private final Metrics metrics;
  private final Breaker breaker;
  private final InstantSource clock;
  private final AppendLoop loop;

  AuditReports(
      Journals events, Metrics metrics, Breaker breaker, InstantSource clock, AppendLoop loop) {
    this.events = events;
    this.metrics = metrics;
    this.breaker = breaker;
    this.clock = clock;
    this.loop = loop;
  }

  /**
   * Pauses first: a store that does not take the report must not keep the betting open.
   *
   * @param replay what the replay by the house's own rules came to
   * @param independent what the reading came to that shares no code with it
   * @param known the bounds that both were told, for the next ones
   */
  void publish(AuditReport replay, Report independent, DeployedSoFar known) {
    boolean differs = replay.isClean() != independent.isClean();
    if (!replay.isClean() || !independent.isClean()) {
      String first = first(replay, independent);
      long findings = replay.findings() + independent.findings();
      Log.warn(
          "audit_found", Map.of("findings", findings, "first", first, "readingsDiffer", differs));
      String what = differs ? "two readings differ; " : "";
      breaker.pauseBetting(Breaker.Part.AUDIT, what + findings + " found; the first: " + first);
    }
    metrics.value("AuditFindings", "Count", replay.findings() + independent.findings(), Map.of());
    metrics.value("AuditReadingsDiffer", "Count", differs ? 1 : 0, Map.of());
    metrics.value("AuditEntries", "Count", replay.counts().getOrDefault("entries", 0L), Map.of());
    metrics.value("AuditSeconds", "Seconds", Math.round(replay.seconds()), Map.of());
    metrics.value("OwedToPlayersMicroether", "None", microether(replay), Map.of());
    append(body(replay, independent, known));
  }

  private static String first(AuditReport replay, Report independent) {
    return replay.isClean()
        ? independent.first().getFirst().toString()
        : replay.first().getFirst().toString();
  }

  /** The newest report; nothing before the first pass is done. */
  static Map<String, Object> last(Journals events, AdminCommand command) {
    command.only();
    Map<String, Object> answer = new LinkedHashMap<>();
    List<Entry> newest = events.latest(JOURNAL, Long.MAX_VALUE, 1);
    if (!newest.isEmpty()) {
      answer.put("version", newest.getFirst().version());
      answer.put("report", JsonCodec.membersFromStore(newest.getFirst().body()));
    }
    return answer;
  }

  private static long microether(AuditReport report) {
    BigInteger wei =
        new BigInteger(report.sums().getOrDefault("available", "0"))
            .add(new BigInteger(report.sums().getOrDefault("locked", "0")));
    return wei.divide(WEI_PER_MICROETHER).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  /** The replay's report, with the other one and what is known of bounds as members of it. */
  private static String body(AuditReport replay, Report independent, DeployedSoFar known) {
    Map<String, @Nullable Object> body =
        new LinkedHashMap<>(JsonCodec.membersFromStore(replay.json()));
    body.put("independent", JsonCodec.membersFromStore(independent.json()));
    body.put("deployed", JsonCodec.membersFromStore(JsonCodec.write(known)));
    return JsonCodec.write(body);
  }

  private void append(String body) {
    loop.run(
        JOURNAL,
        attempt -> events.head(JOURNAL).map(Entry::version).orElse(0L) + 1,
        (slot, attempt) ->
            Proposal.write(
                events, new Entry(JOURNAL, slot, TYPE, clock.millis(), body), () -> slot));
  }
}
