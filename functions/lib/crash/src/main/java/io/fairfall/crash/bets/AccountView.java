package io.fairfall.crash.bets;

import io.avaje.jsonb.Json;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Balance;
import io.fairfall.ledger.Legs;
import io.fairfall.ledger.PlayerLimits;
import io.fairfall.ledger.PlayerLimitsText;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An account as its own player sees it. */
@Json
public record AccountView(String player, Wei available, Wei locked, long version, List<Bet> bets) {

  public static AccountView of(String player, Account account) {
    return new AccountView(
        player,
        account.available(),
        account.locked(),
        account.version(),
        AccountBets.of(account).stream().map(Bet::of).toList());
  }

  /** An open bet. */
  @Json
  public record Bet(
      String betId, String roundId, int seat, Wei stake, @Nullable Multiplier autoCashout) {
    public static Bet of(OpenBet bet) {
      return new Bet(
          Long.toString(bet.id()),
          Long.toString(bet.roundId()),
          bet.seat(),
          bet.stake(),
          bet.autoCashout());
    }
  }

  /**
   * How a bet ended.
   *
   * @param result lost, cashed_out, auto, refunded or corrected
   * @param multiplier absent if it was lost
   */
  @Json
  public record End(
      String betId,
      String roundId,
      int seat,
      Wei stake,
      String result,
      @Nullable Multiplier multiplier,
      Wei payout) {
    public static End of(Close close) {
      return new End(
          Long.toString(close.betId()),
          Long.toString(close.roundId()),
          close.seat(),
          close.stake(),
          close.result().name().toLowerCase(Locale.ROOT),
          close.multiplier(),
          close.payout());
    }
  }

  /** How an entry moved money, as signed wei. */
  @Json
  public record Moves(String available, String locked, String house, String external) {
    public static Moves of(Legs legs) {
      return new Moves(
          legs.available().toString(),
          legs.locked().toString(),
          legs.house().toString(),
          legs.external().toString());
    }
  }

  /**
   * One entry of the account's history.
   *
   * @param at when it was written, in milliseconds since 1970
   * @param kind what kind of operation, a {@link AccountEntry.Kind} in lower case
   * @param bet the bet that was placed
   * @param cashout the bet that was cashed out
   * @param closes bets that ended on the way
   * @param note what there is to say beside the numbers
   */
  @Json
  public record History(
      long version,
      long at,
      String kind,
      Moves legs,
      @Nullable Bet bet,
      @Nullable End cashout,
      List<End> closes,
      @Nullable String note,
      Balance account) {
    public static History of(AccountEntry entry, long atMs) {
      return new History(
          entry.version(),
          atMs,
          entry.kind().name().toLowerCase(Locale.ROOT),
          Moves.of(entry.legs()),
          AccountBets.placed(entry).map(Bet::of).orElse(null),
          AccountBets.cashout(entry).map(End::of).orElse(null),
          AccountBets.closes(entry).stream().map(End::of).toList(),
          note(entry),
          Balance.of(entry.after()));
    }

    /** A change of limits is stored in a form for programs, and told in words. */
    private static @Nullable String note(AccountEntry entry) {
      return entry.kind() == AccountEntry.Kind.LIMITS
          ? PlayerLimitsText.of(PlayerLimits.Change.read(entry.requireNote()))
          : entry.note();
    }
  }
}
