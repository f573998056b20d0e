package io.fairfall.audit.check;

import io.fairfall.audit.report.AuditTally.Count;
import io.fairfall.audit.report.AuditTally.Sum;
import io.fairfall.audit.report.Rule;
import io.fairfall.crash.Round;
import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.AccountProjector;
import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.crash.bets.OpenBet;
import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.journal.MacMismatchException;
import io.fairfall.journal.StoreUnavailableException;
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
public final class AccountCheck implements JournalCheck {
  /** The settler ends every bet within a minute or two of its round. */
  private static final long OPEN_AT_MOST_MS = 600_000;

  private final String journal;
  private final String player;
  private final AuditContext context;
  private final AccountTools tools;
  private final AdjustmentCheck adjustments;
  private final ProposalCheck proposals;
  private final PayoutChecks payouts;
  private @Nullable Account account = Account.EMPTY;
  private String seal = MacChain.NONE;
  private @Nullable Entry last;
  private @Nullable Entry youngest;
  private boolean isSealBroken;
  private boolean isOutOfOrder;
  private boolean isClean = true;
  private BigInteger external = BigInteger.ZERO;
  private BigInteger house = BigInteger.ZERO;

  public AccountCheck(String journal, String player, AuditContext context, AccountTools tools) {
    this.journal = journal;
    this.player = player;
    this.context = context;
    this.tools = tools;
    this.adjustments = new AdjustmentCheck(context);
    this.proposals = new ProposalCheck(context);
    this.payouts = new PayoutChecks(context);
  }

  @Override
  public void judge(Entry entry, boolean follows) {
    context.tally().count(Count.ACCOUNT_ENTRIES, 1);
    context.keys().ifPresent(keys -> verifySeal(entry, follows, keys));
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
    requireInTime(entry, read);
    account = read.after();
    external = external.subtract(read.legs().external());
    house = house.add(read.legs().house());
    tools.receipts().requireReceipt(journal, player, read);
    adjustments.requirePosting(entry, read);
    proposals.requireProposal(player, entry, read);
    payouts.requirePayout(journal, player, read).ifPresent(tools.payouts());
    for (AccountProjector.InRound told : AccountProjector.of(entry, read)) {
      tools.facts().told(told);
    }
  }

  /**
   * An entry behind the cut may follow one that is young by another clock: its facts are compared
   * with the round's by their own instant.
   */
  @Override
  public void young(Entry entry) {
    youngest = entry;
    if (context.isBehindTheCut(entry.atMs())) {
      AccountEntry read = read(entry);
      if (read != null) {
        AccountProjector.of(entry, read).forEach(tools.facts()::told);
      }
    }
  }

  @Override
  public boolean judgesSeals() {
    return true;
  }

  @Override
  public int memory() {
    return 1;
  }

  @Override
  public boolean isInOrder() {
    return isClean;
  }

  @Override
  public void recall(Entry entry, boolean wasInOrder) {
    seal = entry.seal();
    last = entry;
    isClean = wasInOrder;
    try {
      account = BetEntryCodec.INSTANCE.read(entry).after();
    } catch (RuntimeException unreadable) {
      account = null; // found when it was judged
    }
  }

  @Override
  public void pause() {
    context.tally().add(Sum.EXTERNAL, external);
    context.tally().add(Sum.HOUSE, house);
  }

  @Override
  public void end() {
    context.tally().count(Count.ACCOUNTS, 1);
    pause();
    if (account == null) {
      return;
    }
    context.tally().add(Sum.AVAILABLE, account.available().value());
    context.tally().add(Sum.LOCKED, account.locked().value());
    AccountBets.of(account).forEach(bet -> requireNotLeftOpen(bet));
    if (isClean && last != null) {
      tools.checkpoints().inOrder(journal, last.version(), last.seal());
    }
  }

  private void verifySeal(Entry entry, boolean follows, MacKeySource keys) {
    context.tally().count(Count.SEALS, 1);
    if (!follows) {
      isSealBroken = false;
      return;
    }
    try {
      MacChain.verify(entry, seal, keys.knowing(MacChain.keyId(entry)));
      isSealBroken = false;
    } catch (MacMismatchException broken) {
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
    } catch (StoreUnavailableException unanswered) {
      throw unanswered;
    } catch (RuntimeException mismatch) {
      // the rules say no in many words: a rejection, another entry, a fact that is nowhere
      if (!isOutOfOrder) {
        found(entry, Rule.RULES, String.valueOf(mismatch.getMessage()));
      }
      isOutOfOrder = true;
    }
  }

  private void requireInTime(Entry entry, AccountEntry read) {
    try {
      tools.clocks().fault(entry, read).ifPresent(what -> found(entry, Rule.RULES, what));
    } catch (StoreUnavailableException unanswered) {
      throw unanswered;
    } catch (RuntimeException noSuchRound) {
      // the rules have said so
    }
  }

  /** A bet counts as open only if no entry that is too young to be judged ends it either. */
  private void requireNotLeftOpen(OpenBet bet) {
    Round round = tools.game().round(bet.roundId()).orElse(null);
    if (round == null || !round.isOver()) {
      return;
    }
    long endedAtMs = round.crashed() == null ? round.startsAt() : round.crashed().crashedAt();
    if (endedAtMs + OPEN_AT_MOST_MS <= context.nowMs() && isStillOpen(bet)) {
      context.found(
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
    context.found(journal, entry.version(), rule, String.valueOf(what));
  }
}
