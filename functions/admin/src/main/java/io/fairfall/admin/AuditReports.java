package io.fairfall.admin;

import io.fairfall.audit.report.AuditReport;
import io.fairfall.audit.report.Finding;
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

  /** Pauses first: a store that does not take the report must not keep the betting open. */
  void publish(AuditReport report) {
    if (!report.isClean()) {
      Finding first = report.first().getFirst();
      Log.warn("audit_found", Map.of("findings", report.findings(), "first", first.toString()));
      breaker.pauseBetting(Breaker.Part.AUDIT, report.findings() + " found; the first: " + first);
    }
    metrics.value("AuditFindings", "Count", report.findings(), Map.of());
    metrics.value("AuditEntries", "Count", report.counts().getOrDefault("entries", 0L), Map.of());
    metrics.value("AuditSeconds", "Seconds", Math.round(report.seconds()), Map.of());
    metrics.value("OwedToPlayersMicroether", "None", microether(report), Map.of());
    append(report);
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

  private void append(AuditReport report) {
    loop.run(
        JOURNAL,
        attempt -> events.head(JOURNAL).map(Entry::version).orElse(0L) + 1,
        (slot, attempt) ->
            Proposal.write(
                events, new Entry(JOURNAL, slot, TYPE, clock.millis(), report.json()), () -> slot));
  }
}
