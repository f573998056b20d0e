/**
 * Event source mappings on one machine: table streams delivered to functions as Lambda delivers
 * them, at least once and in the order of each partition key.
 *
 * <p>DynamoDB Local gives every stream one shard, AWS gives it many. What depends on several shards
 * would go unnoticed here, so every mapping splits its records by partition key into {@code
 * Subscription.SHARDS} shards, each of them into as many lanes as its parallelisation factor, and
 * all lanes deliver at the same time. A table's stream is read once, whatever the number of
 * functions behind it.
 *
 * <p>DynamoDB Local keeps streams on disk together with the tables: records, sequence numbers and
 * the stream's ARN outlive a killed process (the tests here prove it), so a position is a sequence
 * number. It is saved only when everything up to it was delivered or given up; after a kill, what
 * was under way is delivered again. Positions of another stream, which a deleted table leaves
 * behind, count for nothing. Records older than a day are trimmed, here as on AWS: then reading
 * goes on at the oldest record left, with a warning.
 */
@NullMarked
package io.fairfall.runner.streams;

import org.jspecify.annotations.NullMarked;
