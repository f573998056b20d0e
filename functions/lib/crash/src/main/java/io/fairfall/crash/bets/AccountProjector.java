package io.fairfall.crash.bets;

import io.fairfall.crash.bets.PublicBetEvent.Kind;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import java.util.ArrayList;
import java.util.List;

/** What an account entry did to rounds: a bet placed, a cashout, bets that ended on the way. */
public final class AccountProjector {
  private AccountProjector() {}

  /** A fact and the round it belongs to; one entry can end bets of several rounds. */
  public record InRound(long roundId, PublicBetEvent fact) {}

  /** The facts of an entry, none for one that touched no bet. */
  public static List<InRound> of(Entry entry) {
    return of(entry, BetEntryCodec.INSTANCE.read(entry));
  }

  /** The facts of an entry that was read before. */
  public static List<InRound> of(Entry entry, AccountEntry read) {
    String player =
        Accounts.playerOf(entry.journal())
            .orElseThrow(() -> new IllegalStateException(entry.journal() + " is nobody's account"));
    List<InRound> facts = new ArrayList<>();
    AccountBets.placed(read).ifPresent(bet -> facts.add(placed(player, entry, bet)));
    AccountBets.cashout(read)
        .ifPresent(close -> facts.add(ended(player, entry, close, Kind.CASHOUT)));
    for (Close close : AccountBets.closes(read)) {
      Kind kind = close.result() == Close.Result.REFUNDED ? Kind.REFUND : Kind.CLOSE;
      facts.add(ended(player, entry, close, kind));
    }
    return facts;
  }

  private static InRound placed(String player, Entry entry, OpenBet bet) {
    return new InRound(
        bet.roundId(),
        new PublicBetEvent(
            player,
            entry.version(),
            Kind.BET,
            Long.toString(bet.id()),
            bet.seat(),
            bet.stake(),
            bet.autoCashout(),
            null,
            null,
            entry.atMs()));
  }

  private static InRound ended(String player, Entry entry, Close close, Kind kind) {
    return new InRound(
        close.roundId(),
        new PublicBetEvent(
            player,
            entry.version(),
            kind,
            Long.toString(close.betId()),
            close.seat(),
            close.stake(),
            null,
            close.multiplier(),
            close.payout(),
            entry.atMs()));
  }
}
