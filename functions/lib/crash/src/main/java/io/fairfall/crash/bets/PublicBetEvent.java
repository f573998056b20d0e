package io.fairfall.crash.bets;

import io.avaje.jsonb.Json;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * What one account entry did in one round, as the round's journal tells it.
 *
 * @param player whose account
 * @param version version of the account entry
 * @param betId the bet it is about, as text like every id that browsers see
 * @param auto the player's automatic target: for the settler, never for other players
 * @param multiplier what a bet was paid at; null for a bet and for a loss
 * @param payout what was paid, zero for a loss; null for a bet
 * @param at when the account entry was written, in milliseconds since 1970
 */
@Json
public record PublicBetEvent(
    String player,
    long version,
    Kind kind,
    String betId,
    int seat,
    Wei stake,
    @Nullable Multiplier auto,
    @Nullable Multiplier multiplier,
    @Nullable Wei payout,
    long at) {

  /** Kinds of facts, in JSON as lower-case words. */
  public enum Kind {
    /** A stake was placed. */
    BET("bet"),
    /** The player cashed out, or a loss was corrected to a cashout that had arrived in time. */
    CASHOUT("cashout"),
    /** The bet was settled: won at its automatic target, or lost. */
    CLOSE("close"),
    /** The round was voided and the stake returned. */
    REFUND("refund");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** The fact as other players may see it. */
  public PublicBetEvent withoutAuto() {
    return new PublicBetEvent(
        player, version, kind, betId, seat, stake, null, multiplier, payout, at);
  }

  /**
   * What tells a fact from every other. The projector may deliver a fact twice, and one account
   * entry may end several bets, so it takes the bet beside player and version.
   */
  public Key key() {
    return new Key(player, version, betId);
  }

  /** A fact's identity within its round. */
  public record Key(String player, long version, String betId) {}
}
