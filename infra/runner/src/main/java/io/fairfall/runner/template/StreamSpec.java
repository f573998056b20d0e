package io.fairfall.runner.template;

import java.util.List;
import java.util.Optional;

/**
 * An event source mapping from a table's stream to a function.
 *
 * @param id unique among all of them and stable: positions are kept under it
 * @param maxRetries how often a failing batch is tried again; -1 for as often as it takes
 * @param maxRecordAgeSeconds after which a record is given up; -1 for never
 * @param batchingWindowSeconds how long a batch may wait to fill
 * @param filters event filter patterns as JSON texts: a record passes when one of them matches
 * @param onFailure ARN of what takes the records that were given up
 */
public record StreamSpec(
    String id,
    String table,
    String functionLogicalId,
    boolean fromTrimHorizon,
    int batchSize,
    int parallelizationFactor,
    boolean bisect,
    int maxRetries,
    int maxRecordAgeSeconds,
    int batchingWindowSeconds,
    boolean reportsItemFailures,
    List<String> filters,
    Optional<String> onFailure) {}
