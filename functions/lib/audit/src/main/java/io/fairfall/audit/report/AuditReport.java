package io.fairfall.audit.report;

import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import java.util.List;
import java.util.Map;

/**
 * What one pass came to.
 *
 * @param startedAt when it began, in milliseconds since 1970
 * @param cutAt entries younger than this were not judged
 * @param seconds how long it worked
 * @param sealsChecked whether the auditor had the keys
 * @param checkpointsChecked whether the auditor saw the checkpoints
 * @param factsFromRound the oldest round whose facts were compared with the accounts
 * @param counts how many of what, see {@code docs/operating/audit.md}
 * @param sums amounts in wei, as decimal strings
 * @param findings how many things are wrong
 * @param findingsByRule the same, by rule
 * @param first the first of them
 */
@Json
public record AuditReport(
    long startedAt,
    long cutAt,
    double seconds,
    boolean sealsChecked,
    boolean checkpointsChecked,
    long factsFromRound,
    Map<String, Long> counts,
    Map<String, String> sums,
    long findings,
    Map<String, Long> findingsByRule,
    List<Finding> first) {

  public boolean isClean() {
    return findings == 0;
  }

  /** The report as JSON text. */
  public String json() {
    return JsonCodec.write(this);
  }

  /** Reads what {@link #json} wrote. */
  public static AuditReport read(String json) {
    return JsonCodec.fromStore(AuditReport.class, json);
  }
}
