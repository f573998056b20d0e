package io.fairfall.betlog.weeks;

import io.avaje.jsonb.Json;
import io.fairfall.betlog.bets.LoggedBet;
import io.fairfall.betlogstore.PoolWeek;
import io.fairfall.journal.Entry;
import io.fairfall.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every revision of a bet, from the week's journal, which forgets nothing. */
public final class BetRevisions {
  private BetRevisions() {}

  /**
   * One revision.
   *
   * @param at when it was made, in milliseconds since 1970
   * @param by and {@code player}: who made it
   * @param bet as it was from then on; absent from a deletion on
   */
  @Json
  public record Revision(
      long revision,
      long at,
      String by,
      String player,
      String updateType,
      @Nullable String reason,
      @Nullable LoggedBet bet) {}

  /** A bulk grading's data. */
  @Json
  public record Patches(List<BetPatch> bets) {}

  /** The revisions of a bet, oldest first. */
  public static List<Revision> of(WeekStore sheet, PoolWeek week, StoredBet stored) {
    List<Revision> revisions = new ArrayList<>();
    LoggedBet bet = null;
    for (long revision : stored.changes()) {
      Entry entry = sheet.entry(week, revision);
      WeekEntry body = WeekStore.body(entry);
      bet = after(bet, stored.bet().betId(), body);
      revisions.add(
          new Revision(
              revision,
              entry.atMs(),
              body.by(),
              body.player(),
              body.updateType(),
              body.reason(),
              bet));
    }
    return revisions;
  }

  /** What an entry makes of a bet: the one place that replays a week's journal. */
  public static @Nullable LoggedBet after(
      @Nullable LoggedBet before, String betId, WeekEntry entry) {
    return switch (entry.updateType()) {
      case "delete", "bulk_delete" -> null;
      case "bulk_grade" ->
          JsonCodec.fromStore(Patches.class, entry.data()).bets().stream()
              .filter(patch -> patch.betId().equals(betId))
              .findFirst()
              .map(patch -> patch.appliedTo(Objects.requireNonNull(before)))
              .orElse(before);
      default -> JsonCodec.fromStore(LoggedBet.class, entry.data());
    };
  }
}
