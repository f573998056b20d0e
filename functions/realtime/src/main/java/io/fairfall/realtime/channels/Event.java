package io.fairfall.realtime.channels;

import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told about one entry of a journal. {@link Events} makes it from entries and from
 * nothing else: what is in no journal cannot be told.
 *
 * @param channel the channel's name
 * @param round the id of the round whose journal it is, if it is one: ids start at 1 in each
 * @param id the entry's version
 * @param at when the entry was written, in milliseconds since 1970
 * @param data the data as JSON text, written once, so that it is the same text wherever it appears
 */
@Json
public record Event(
    String channel, @Nullable String round, long id, String type, long at, @Json.Raw String data) {
  public Event {
    data = JsonCodec.ascii(data);
  }
}
