package io.fairfall.audit.check;

import io.fairfall.crash.bets.BetEntryCodec;
import io.fairfall.journal.Entry;
import io.fairfall.journal.JournalReader;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.Accounts;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutEvent.Assigned;
import io.fairfall.payouts.PayoutEvent.Refunded;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutJson;
import io.fairfall.payouts.PayoutState;
import io.fairfall.payouts.PlayerWithdrawals;
import io.fairfall.settings.SettingKeys;
import io.fairfall.settings.Settings;
import io.fairfall.settings.SettingsJournal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A payout has its nonce on the terms on which it was asked for: approved by two where it is large,
 * long enough after the last deposit before it, and within its player's limits.
 */
final class HeldCheck {
  private static final int OPERATORS = 2;
  private static final int PAGE = 100;
  private static final int MAX_PAGES = 2;
  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
  private static final long MONTH_MS = TimeUnit.DAYS.toMillis(30);

  /** What was asked for longer ago does not count. */
  private static final long MEMORY_MS = TimeUnit.DAYS.toMillis(60);

  /** A refund is written by another clock than the nonce that follows from it. */
  private static final long CLOCKS_APART_MS = 60_000;

  private final AuditContext context;
  private final Journals payouts;
  private final PayoutId id;
  private final PayoutState before;
  private final Entry entry;
  private final Assigned assigned;

  /**
   * @param before the payout without its nonce
   * @param entry that gives it one
   */
  HeldCheck(
      AuditContext context, Journals payouts, PayoutState before, Entry entry, Assigned assigned) {
    this.context = context;
    this.payouts = payouts;
    this.id = before.id();
    this.before = before;
    this.entry = entry;
    this.assigned = assigned;
  }

  void run() {
    Asked asked = before.asked();
    if (asked == null) {
      return; // the rules have said so
    }
    settings().ifPresent(settings -> judge(settings, asked));
  }

  private void judge(Settings settings, Asked asked) {
    if (settings
            .find(SettingKeys.WITHDRAWAL_APPROVAL_ABOVE)
            .filter(bound -> bound.isLessThan(asked.amount()))
            .isPresent()
        && before.approvedBy().size() < OPERATORS) {
      found("has a nonce, and two operators did not approve it");
    }
    int wait = settings.find(SettingKeys.WITHDRAWAL_WAIT_AFTER_DEPOSIT).orElse(0);
    if (wait > 0 && isDepositAfter(entry.atMs() - TimeUnit.SECONDS.toMillis(wait))) {
      found("has a nonce too soon after a deposit");
    }
    Optional<Wei> day = settings.find(SettingKeys.WITHDRAWAL_DAY_LIMIT);
    Optional<Wei> month = settings.find(SettingKeys.WITHDRAWAL_MONTH_LIMIT);
    if (day.isEmpty() && month.isEmpty()) {
      return;
    }
    Used used = used();
    if (isAbove(day, used.day(), asked) || isAbove(month, used.month(), asked)) {
      found("has a nonce above a limit of its player");
    }
  }

  private static boolean isAbove(Optional<Wei> limit, BigInteger used, Asked asked) {
    return used.signum() > 0
        && limit.isPresent()
        && used.add(asked.amount().value()).compareTo(limit.get().value()) > 0;
  }

  /** Those that the account's entry names; empty where another check says what is wrong. */
  private Optional<Settings> settings() {
    return account(id.version(), id.version()).stream()
        .findFirst()
        .flatMap(
            stored -> PayoutChecks.safely(() -> Optional.of(BetEntryCodec.INSTANCE.read(stored))))
        .map(AccountEntry::settingsVersion)
        .flatMap(
            version ->
                PayoutChecks.safely(
                    () ->
                        context
                            .evidence()
                            .eventJournals()
                            .range(SettingsJournal.NAME, version, version)
                            .stream()
                            .findFirst()
                            .map(SettingsJournal::settings)));
  }

  private List<Entry> account(long from, long to) {
    return context.evidence().accountJournals().range(Accounts.journalOf(id.player()), from, to);
  }

  /** Whether a deposit before the request was credited after an instant. */
  private boolean isDepositAfter(long atMs) {
    long to = id.version() - 1;
    while (to >= 1) {
      long from = Math.max(1, to - PAGE + 1);
      for (Entry one : account(from, to).reversed()) {
        if (one.atMs() <= atMs) {
          return false;
        }
        if (one.type().equals(AccountEntry.Kind.DEPOSIT.word())) {
          return true;
        }
      }
      to = from - 1;
    }
    return false;
  }

  private record Used(BigInteger day, BigInteger month) {}

  /** What its player had been sent before. */
  private Used used() {
    BigInteger day = BigInteger.ZERO;
    BigInteger month = BigInteger.ZERO;
    long below = Long.MAX_VALUE;
    while (true) {
      List<Entry> page = payouts.latest(PlayerWithdrawals.journalOf(id.player()), below, PAGE);
      for (Entry listed : page) {
        if (listed.atMs() < entry.atMs() - MEMORY_MS) {
          return new Used(day, month);
        }
        below = listed.version();
        Optional<Sent> sent = sent(new PayoutId(id.player(), listed.version()));
        if (sent.isPresent()) {
          long ageMs = entry.atMs() - sent.get().atMs();
          day = ageMs < DAY_MS ? day.add(sent.get().amount()) : day;
          month = ageMs < MONTH_MS ? month.add(sent.get().amount()) : month;
        }
      }
      if (page.size() < PAGE) {
        return new Used(day, month);
      }
    }
  }

  private record Sent(BigInteger amount, long atMs) {}

  /** Another payout that had its nonce before, and had not been given back. */
  private Optional<Sent> sent(PayoutId other) {
    if (other.equals(id)) {
      return Optional.empty();
    }
    return PayoutChecks.safely(
        () -> {
          List<Entry> entries = new JournalReader(payouts, MAX_PAGES).all(other.journal(), 1);
          PayoutState state = PayoutState.of(other, entries);
          Assigned own = state.assigned();
          if (own == null || !isBefore(own, entries)) {
            return Optional.empty();
          }
          boolean wasRefunded =
              state.end() instanceof Refunded
                  && entries.getLast().atMs() <= entry.atMs() + CLOCKS_APART_MS;
          return wasRefunded
              ? Optional.empty()
              : Optional.of(
                  new Sent(Objects.requireNonNull(state.asked()).amount().value(), atOf(entries)));
        });
  }

  /** Nonces of one wallet have an order that no clock has a part in. */
  private boolean isBefore(Assigned own, List<Entry> entries) {
    boolean isSameWallet =
        own.chainId() == assigned.chainId() && own.wallet().equals(assigned.wallet());
    return isSameWallet ? own.nonce() < assigned.nonce() : atOf(entries) <= entry.atMs();
  }

  private static long atOf(List<Entry> entries) {
    return entries.stream()
        .filter(one -> PayoutJson.read(one) instanceof PayoutEvent.Assigned)
        .findFirst()
        .orElseThrow()
        .atMs();
  }

  private void found(String what) {
    PayoutChecks.found(context, entry, what);
  }
}
