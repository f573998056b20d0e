package io.fairfall.cli.audit;

import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * One line of an export, as {@code docs/reference/ledger-specification.md} describes it.
 *
 * @param at in milliseconds since 1970
 * @param unreadable why an item could not be read; then what is not known of it is zero or empty
 */
@Json
record ExportedItem(
    String table,
    String journal,
    long version,
    String type,
    long at,
    String body,
    String seal,
    @Nullable String unreadable) {

  /** The line of an item that could not be read. */
  static String unreadable(String table, String journal, long version, String why) {
    return JsonCodec.write(new ExportedItem(table, journal, version, "", 0, "", "", why));
  }
}
