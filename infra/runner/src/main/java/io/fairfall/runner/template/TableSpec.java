package io.fairfall.runner.template;

import java.util.Map;
import java.util.Optional;

/**
 * A DynamoDB table.
 *
 * @param attributes types (S, N or B) of the key attributes
 * @param streamView what its stream holds, where it has one
 * @param timeToLive the attribute that holds an item's last second
 */
public record TableSpec(
    String name,
    Map<String, String> attributes,
    String hashKey,
    Optional<String> rangeKey,
    Optional<String> streamView,
    Optional<String> timeToLive) {}
