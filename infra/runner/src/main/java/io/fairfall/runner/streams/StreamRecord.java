package io.fairfall.runner.streams;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A stream record as functions see it.
 *
 * @param sequence its place in the stream; later records have higher ones
 * @param sequenceNumber the same as the stream writes it
 * @param key the partition key's value, as text: records of one key keep their order
 * @param createdBy the latest instant at which it can have been written
 * @param json the record in the form of Lambda's {@code DynamodbEvent}
 * @param bytes its size in an event
 */
record StreamRecord(
    long sequence,
    String sequenceNumber,
    String shardId,
    String key,
    Instant createdBy,
    JsonNode json,
    int bytes) {}
