package io.fairfall.admin;

import io.fairfall.audit.increment.Coverage;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a pass that is done: numbers, an entry of the journal {@code audit}, a pause. */
final class AuditReports {
  static final String JOURNAL = "audit";

  private static final String TYPE = "audit_report";

  /** A metric is a number of 64 bits, and wei are not: a millionth of an ether is a good unit. */
  private static final BigInteger WEI_PER_MICROETHER = BigInteger.TEN.pow(12);

  private static final long MS_PER_SECOND = 1_000;

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

  /** What a pass has read. */
  enum Pass {
    /** Everything there is. */
    ALL,
    /** What had come since an earlier one. */
    NEW;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What both readings of a pass came to.
   *
   * @param replay by the house's own rules
   * @param independent by the reading that shares no code with it
   * @param known the bounds that both were told, for the next ones
   */
  record Both(Pass pass, AuditReport replay, Report independent, DeployedSoFar known) {
    boolean isClean() {
      return replay.isClean() && independent.isClean();
    }
  }

  /**
   * Pauses first: a store that does not take the report must not keep the betting open.
   *
   * @param coverage what the next pass may go on from; nothing if it has to read everything
   */
  void publish(Both both, Optional<Coverage> coverage) {
    AuditReport replay = both.replay();
    Report independent = both.independent();
    boolean differs = replay.isClean() != independent.isClean();
    if (!both.isClean()) {
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
    if (both.pass() == Pass.ALL) {
      metrics.value("OwedToPlayersMicroether", "None", microether(replay), Map.of());
    }
    append(body(both, coverage));
  }

  /**
   * How far the audit is when an invocation ends.
   *
   * @param readUnits what it has read since the last time
   * @param unreadMs the age of the oldest entry that no pass has judged
   * @param fullMs the same of the passes that read everything; 0 where none is known
   */
  void publishProgress(double readUnits, long unreadMs, long fullMs) {
    metrics.value("AuditReadUnits", "Count", Math.round(readUnits), Map.of());
    metrics.value("AuditOldestUnread", "Seconds", unreadMs / MS_PER_SECOND, Map.of());
    metrics.value("AuditOldestNotReread", "Seconds", fullMs / MS_PER_SECOND, Map.of());
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

  /** Up to when a report of the audit's journal has judged; 0 of one that does not say. */
  static long cutMs(Entry report) {
    return JsonCodec.membersFromStore(report.body()).get("cutAt") instanceof Number cut
        ? cut.longValue()
        : 0;
  }

  private static long microether(AuditReport report) {
    BigInteger wei =
        new BigInteger(report.sums().getOrDefault("available", "0"))
            .add(new BigInteger(report.sums().getOrDefault("locked", "0")));
    return wei.divide(WEI_PER_MICROETHER).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  /** The replay's report, with the other one and what the next pass needs as members of it. */
  private static String body(Both both, Optional<Coverage> coverage) {
    Map<String, @Nullable Object> body =
        new LinkedHashMap<>(JsonCodec.membersFromStore(both.replay().json()));
    body.put("pass", both.pass().word());
    body.put("independent", JsonCodec.membersFromStore(both.independent().json()));
    body.put("deployed", JsonCodec.membersFromStore(JsonCodec.write(both.known())));
    coverage.ifPresent(
        one -> body.put("coverage", JsonCodec.membersFromStore(JsonCodec.write(one))));
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
