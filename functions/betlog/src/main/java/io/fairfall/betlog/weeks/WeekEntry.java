package io.fairfall.betlog.weeks;

import io.avaje.jsonb.Json;
import io.fairfall.json.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * The body of an entry in a week's journal, which is the event that everybody is told, as it is.
 *
 * @param type {@code bet_created}, {@code bet_updated} or {@code bet_deleted}
 * @param data JSON: the whole bet; for a grading, {@code bets} with the members that are new of
 *     each; for a deletion, {@code betIds}
 * @param timestamp the same instant as the entry's, in milliseconds since 1970
 * @param updateType how it came about: manual, import, edit, grade, bulk_grade, delete, bulk_delete
 * @param by the name of the member who did it
 * @param reason why something locked was changed
 * @param changeId the client's own name for the change
 * @param asked a hash of what was asked, to know a retry from another wish under the same name
 * @param count how many bets the week has after it
 */
@Json
public record WeekEntry(
    String type,
    @Json.Raw String data,
    String weekKey,
    long timestamp,
    String updateType,
    String by,
    String player,
    @Nullable String reason,
    String changeId,
    String asked,
    int count) {
  public WeekEntry {
    data = JsonCodec.ascii(data);
  }

  public static final String CREATED = "bet_created";
  static final String UPDATED = "bet_updated";
  static final String DELETED = "bet_deleted";
}
