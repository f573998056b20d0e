package io.fairfall.withdrawals.sending;

import io.fairfall.journal.Entry;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.payouts.HoldRule;
import io.fairfall.payouts.Outflows;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutHold;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJournal;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PayoutTerms;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.payouts.PlayerWithdrawals.Listed;
import io.fairfall.resilience.LruCache;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What holds a payout by the terms on which it was asked for, see {@link HoldRule}. Terms follow
 * from the account's entry and from what stood before it, so that they are found once; what the
 * player was sent is read whenever a nonce is to be claimed.
 *
 * <p>Every method can throw {@link io.fairfall.journal.StoreUnavailableException}.
 */
public final class HoldDesk {
  /** How long a wait for a window to roll on is believed without another look. */
  static final long BELIEVED_MS = 60_000;

  /** Withdrawals of one player that are counted together. */
  static final int MAX_COUNTED = 1_000;

  /** Entries of an account among which its last deposit is looked for. */
  static final int MAX_SEARCHED = 2_000;

  private static final int PAGE = 100;
  private static final int MAX_REMEMBERED = 10_000;

  private final LedgerDesk ledger;
  private final Journals accounts;
  private final SettingsJournal settings;
  private final PayoutJournal payouts;
  private final PlayerWithdrawals lists;
  private final InstantSource clock;
  private final LruCache<PayoutId, PayoutTerms> terms = new LruCache<>(MAX_REMEMBERED);
  private final LruCache<PayoutId, Noted> holds = new LruCache<>(MAX_REMEMBERED);

  private record Noted(PayoutHold hold, long believedUntilMs) {}

  /**
   * @param accounts the accounts' journals
   * @param settings whose seals are checked
   */
  public HoldDesk(
      LedgerDesk ledger,
      Journals accounts,
      SettingsJournal settings,
      PayoutJournal payouts,
      PlayerWithdrawals lists,
      InstantSource clock) {
    this.ledger = ledger;
    this.accounts = accounts;
    this.settings = settings;
    this.payouts = payouts;
    this.lists = lists;
    this.clock = clock;
  }

  /** What holds a payout that has no nonce; a wait for a window is believed for a moment. */
  Optional<PayoutHold> hold(PayoutState state) {
    long nowMs = clock.millis();
    Optional<Noted> noted = holds.get(state.id()).filter(one -> nowMs < one.believedUntilMs());
    return noted.isPresent() ? noted.map(Noted::hold) : holdNow(state, nowMs);
  }

  /**
   * What holds a payout that has no nonce, by what stands now. Who has looked up the next nonce
   * before, and then claims just that one, has counted every payout that got one earlier; who
   * writes the same instant, judges by the same windows as whoever reads that.
   */
  Optional<PayoutHold> holdNow(PayoutState state, long nowMs) {
    Asked asked = state.asked();
    if (asked == null) {
      return Optional.empty();
    }
    PayoutTerms own = terms(state.id(), asked);
    Optional<PayoutHold> withoutOthers = hold(state, asked, own, Outflows.NONE, nowMs);
    if (withoutOthers.isPresent() || !own.areLimited()) {
      return withoutOthers;
    }
    Optional<PayoutHold> hold = hold(state, asked, own, outflows(state.id(), nowMs), nowMs);
    hold.ifPresent(
        one -> {
          long believed = Math.min(one.until(), nowMs + BELIEVED_MS);
          holds.put(state.id(), new Noted(one, believed));
        });
    return hold;
  }

  private static Optional<PayoutHold> hold(
      PayoutState state, Asked asked, PayoutTerms terms, Outflows outflows, long nowMs) {
    return HoldRule.hold(asked.amount(), state.approvedBy().size(), terms, outflows, nowMs);
  }

  /** What the ledger does not confirm has no terms, and is not paid either. */
  private PayoutTerms terms(PayoutId id, Asked asked) {
    Optional<PayoutTerms> known = terms.get(id);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<AccountEntry> entry = ledger.entry(id, asked);
    if (entry.isEmpty()) {
      return PayoutTerms.NONE;
    }
    Settings named = settings.at(entry.get().settingsVersion()).settings();
    PayoutTerms found = PayoutTerms.of(named, asked.amount(), lastDeposit(id, asked, named));
    terms.put(id, found);
    return found;
  }

  /** When the last deposit before a withdrawal was credited; 0 where that is long enough ago. */
  private long lastDeposit(PayoutId id, Asked asked, Settings named) {
    long waitMs = PayoutTerms.waitMs(named);
    if (waitMs == 0) {
      return 0;
    }
    String journal = Accounts.journalOf(id.player());
    long before = id.version();
    for (int searched = 0; searched < MAX_SEARCHED; searched += PAGE) {
      List<Entry> page = accounts.latest(journal, before, PAGE);
      for (Entry entry : page) {
        if (entry.atMs() + waitMs <= asked.at()) {
          return 0;
        }
        if (entry.type().equals(AccountEntry.Kind.DEPOSIT.word())) {
          return entry.atMs();
        }
        before = entry.version();
      }
      if (page.size() < PAGE) {
        return 0;
      }
      if (searched + PAGE >= MAX_SEARCHED) {
        return page.getLast().atMs(); // the deposit was no later
      }
    }
    throw new IllegalStateException("a search that has a bound ends at it");
  }

  private Outflows outflows(PayoutId own, long nowMs) {
    long since = nowMs - Outflows.MEMORY_MS;
    List<Outflows.Sent> sent = new ArrayList<>();
    long before = Long.MAX_VALUE;
    int counted = 0;
    while (true) {
      List<Listed> page = lists.listed(own.player(), before, PAGE);
      for (Listed listed : page) {
        if (listed.atMs() < since) {
          return new Outflows(sent, 0);
        }
        if (counted == MAX_COUNTED) {
          return new Outflows(sent, listed.atMs() + Outflows.MEMORY_MS);
        }
        counted++;
        before = listed.id().version();
        if (!listed.id().equals(own)) {
          Outflows.Sent.of(listed.id(), payouts.entries(listed.id())).ifPresent(sent::add);
        }
      }
      if (page.size() < PAGE) {
        return new Outflows(sent, 0);
      }
    }
  }
}
