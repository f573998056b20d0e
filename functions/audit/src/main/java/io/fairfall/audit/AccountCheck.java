package io.fairfall.audit;

import io.fairfall.audit.Tally.Count;
import io.fairfall.audit.Tally.Sum;
import io.fairfall.game.Round;
import io.fairfall.game.bets.AccountBets;
import io.fairfall.game.bets.AccountFacts;
import io.fairfall.game.bets.BetEntryCodec;
import io.fairfall.game.bets.OpenBet;
import io.fairfall.journal.BrokenSeal;
import io.fairfall.journal.Entry;
import io.fairfall.journal.SealKeySource;
import io.fairfall.journal.Seals;
import io.fairfall.journal.StoreUnavailable;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One account: each entry's seal, and the entry as the rules give it from the account before it and
 * the recorded versions of game and settings. Legs that sum to zero, amounts that are not negative,
 * and stakes that are locked are part of reading an entry at all.
 *
 * <p>Of a row of wrong entries the first is named. What follows a wrong one is judged on what it
 * left, since the rest of the account may be in order.
 */
final class AccountCheck implements JournalCheck {
  /** The settler ends every bet within a minute or two of its round. */
  private static final long OPEN_AT_MOST_MS = 600_000;

  private final String journal;
  private final String player;
  private final Inquiry inquiry;
  private final AccountTools tools;
  private @Nullable Account account = Account.EMPTY;
  private String seal = Seals.NONE;
  private @Nullable Entry last;
  private @Nullable Entry youngest;
  private boolean isSealBroken;
  private boolean isOutOfOrder;
  private boolean isClean = true;
  private BigInteger external = BigInteger.ZERO;
  private BigInteger house = BigInteger.ZERO;

  AccountCheck(String journal, String player, Inquiry inquiry, AccountTools tools) {
    this.journal = journal;
    this.player = player;
    this.inquiry = inquiry;
    this.tools = tools;
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    inquiry.tally().count(Count.ACCOUNT_ENTRIES, 1);
    inquiry.keys().ifPresent(keys -> verifySeal(entry, follows, keys));
    seal = entry.seal();
    last = entry;
    AccountEntry read = read(entry);
    if (read == null) {
      account = null;
      return;
    }
    if (follows && account != null) {
      replay(entry, account, read);
    } else {
      isClean = false;
    }
    account = read.after();
    external = external.subtract(read.legs().external());
    house = house.add(read.legs().house());
    tools.receipts().requireReceipt(journal, player, read);
    for (AccountFacts.InRound told : AccountFacts.of(entry, read)) {
      tools.facts().told(told);
    }
  }

  @Override
  public void young(Entry entry) {
    youngest = entry;
  }

  @Override
  public void end() {
    inquiry.tally().count(Count.ACCOUNTS, 1);
    if (account == null) {
      return;
    }
    inquiry.tally().add(Sum.AVAILABLE, account.available().value());
    inquiry.tally().add(Sum.LOCKED, account.locked().value());
    inquiry.tally().add(Sum.EXTERNAL, external);
    inquiry.tally().add(Sum.HOUSE, house);
    AccountBets.of(account).forEach(bet -> requireNotLeftOpen(bet));
    if (isClean && last != null) {
      tools.checkpoints().inOrder(journal, last.version(), last.seal());
    }
  }

  private void verifySeal(Entry entry, boolean follows, SealKeySource keys) {
    inquiry.tally().count(Count.SEALS, 1);
    if (!follows) {
      isSealBroken = false;
      return;
    }
    try {
      Seals.verify(entry, seal, keys.knowing(Seals.keyId(entry)));
      isSealBroken = false;
    } catch (BrokenSeal broken) {
      if (!isSealBroken) {
        found(entry, Rule.SEAL, broken.getMessage());
      }
      isSealBroken = true;
    }
  }

  private @Nullable AccountEntry read(Entry entry) {
    try {
      return BetEntryCodec.INSTANCE.read(entry);
    } catch (RuntimeException malformed) {
      found(entry, Rule.UNREADABLE, "is no account entry: " + malformed.getMessage());
      return null;
    }
  }

  private void replay(Entry entry, Account before, AccountEntry read) {
    try {
      tools.replay().step(player, before, read);
      isOutOfOrder = false;
    } catch (StoreUnavailable unanswered) {
      throw unanswered;
    } catch (RuntimeException mismatch) {
      // the rules say no in many words: a rejection, another entry, a fact that is nowhere
      if (!isOutOfOrder) {
        found(entry, Rule.RULES, String.valueOf(mismatch.getMessage()));
      }
      isOutOfOrder = true;
    }
  }

  /** A bet counts as open only if no entry that is too young to be judged ends it either. */
  private void requireNotLeftOpen(OpenBet bet) {
    Round round = tools.game().round(bet.roundId()).orElse(null);
    if (round == null || !round.isOver()) {
      return;
    }
    long endedAtMs =
        round.crashed() == null ? round.opened().startsAt() : round.crashed().crashedAt();
    if (endedAtMs + OPEN_AT_MOST_MS <= inquiry.nowMs() && isStillOpen(bet)) {
      inquiry.found(
          journal,
          bet.id(),
          Rule.OPEN_BET,
          "is a bet on round " + bet.roundId() + ", which ended long ago, and is still open");
    }
  }

  private boolean isStillOpen(OpenBet bet) {
    if (youngest == null) {
      return true;
    }
    AccountEntry read = read(youngest);
    return read == null || read.after().hold(bet.id()).isPresent();
  }

  private void found(Entry entry, Rule rule, @Nullable String what) {
    isClean = false;
    inquiry.found(journal, entry.version(), rule, String.valueOf(what));
  }
}
