package io.fairfall.crash.bets;

import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Hold;
import io.fairfall.ledger.Release;
import java.util.List;
import java.util.Optional;

/**
 * The crash game's bets in accounts and entries, which hold them as stakes without knowing more.
 */
public final class AccountBets {
  private AccountBets() {}

  /** The open bets, oldest first. */
  public static List<OpenBet> of(Account account) {
    return account.holds().stream().map(AccountBets::bet).toList();
  }

  /** An open bet by its id. */
  public static Optional<OpenBet> open(Account account, long betId) {
    return account.hold(betId).map(AccountBets::bet);
  }

  /** The bet that an entry placed, if it is a bet's. */
  public static Optional<OpenBet> placed(AccountEntry entry) {
    return entry.placed().map(AccountBets::bet);
  }

  /** The bet that an entry cashed out or corrected, if it is a cashout's. */
  public static Optional<Close> cashout(AccountEntry entry) {
    return Optional.ofNullable(entry.own()).map(AccountBets::close);
  }

  /** The bets that ended on the way, because their outcome was known. */
  public static List<Close> closes(AccountEntry entry) {
    return entry.due().stream().map(AccountBets::close).toList();
  }

  /** The end of a bet, if an entry holds it. */
  public static Optional<Close> closeOf(AccountEntry entry, long betId) {
    return entry.releaseOf(betId).map(AccountBets::close);
  }

  static Close close(Release release) {
    return (Close) release;
  }

  private static OpenBet bet(Hold hold) {
    return (OpenBet) hold;
  }
}
