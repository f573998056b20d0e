package io.fairfall.simulation.check;

import io.fairfall.crash.bets.AccountBets;
import io.fairfall.crash.bets.Close;
import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.AccountEntry.Kind;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.simulation.history.RequestedOperation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What crosses the border to the world outside: each receipt stands for one entry of an account and
 * each such entry has its receipt, no key is credited twice, and no withdrawal is paid and
 * refunded.
 */
final class Outward {
  private static final String CHECK = "receipts";

  private final AccountPast account;
  private final Past past;
  private final ViolationLog log;
  private final Map<String, AccountEntry> firsts = new HashMap<>();
  private final Map<String, AccountEntry> finals = new HashMap<>();
  private final Reversals reversals;

  Outward(AccountPast account, Past past, ViolationLog log) {
    this.account = account;
    this.past = past;
    this.log = log;
    this.reversals = new Reversals(past, log);
  }

  /** The key of an operation outside, from its entry's note. */
  static String keyOf(AccountEntry entry) {
    String note = Objects.requireNonNull(entry.note(), "an entry of this kind has a note");
    int end = note.indexOf(' ');
    return end < 0 ? note : note.substring(0, end);
  }

  /** Whether an entry is what was asked for. */
  static boolean isEffect(AccountEntry entry, RequestedOperation requestedOperation) {
    return entry.kind().name().equals(requestedOperation.kind().name())
        && keyOf(entry).equals(requestedOperation.key())
        && (entry.kind() == Kind.WITHDRAWAL_PAID
            || entry.legs().external().negate().equals(requestedOperation.amount()));
  }

  void check() {
    for (AccountEntry entry : account.entries()) {
      switch (entry.kind()) {
        case DEPOSIT, OPENING -> once(firsts, keyOf(entry), entry);
        case WITHDRAWAL ->
            once(firsts, ExternalReceipts.withdrawalKey(account.player(), entry.version()), entry);
        case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> once(finals, keyOf(entry), entry);
        case CASHOUT -> {
          if (AccountBets.cashout(entry)
              .filter(close -> close.result() == Close.Result.CORRECTED)
              .isPresent()) {
            once(firsts, correctionKey(entry), entry);
          }
        }
        case DEPOSIT_REVERSED -> reversals.add(entry);
        case BET, SETTLE, ADJUSTMENT, VOID, LIMITS -> {}
      }
    }
    firsts.forEach((key, entry) -> receipt(key, 1, entry));
    finals.forEach((key, entry) -> receipt(key, 2, entry));
    reversals.check(firsts);
    finals.forEach(
        (key, entry) ->
            log.require(
                firsts.containsKey(key), CHECK, entry.version(), "ends no withdrawal", entry));
    receipts();
  }

  private void once(Map<String, AccountEntry> by, String key, AccountEntry entry) {
    AccountEntry earlier = by.putIfAbsent(key, entry);
    log.require(
        earlier == null, "once", entry.version(), "has a key's effect twice", earlier, entry);
  }

  private void receipt(String key, long slot, AccountEntry entry) {
    Entry stored = past.journal(ExternalReceipts.journalOf(key)).get(slot);
    log.require(
        stored != null && isOf(ExternalReceipts.read(stored), entry),
        CHECK,
        entry.version(),
        "has an entry without its receipt",
        entry);
  }

  private boolean isOf(ExternalReceipts.Receipt receipt, AccountEntry entry) {
    return receipt.player().equals(account.player())
        && receipt.version() == entry.version()
        && receipt
            .kind()
            .equals(
                entry.kind() == Kind.CASHOUT
                    ? "correction"
                    : entry.kind().name().toLowerCase(Locale.ROOT));
  }

  private String correctionKey(AccountEntry entry) {
    Close corrected = AccountBets.cashout(entry).orElseThrow();
    return "correction:" + account.player() + ":" + corrected.betId();
  }

  /** Every receipt in this player's name is one of those. */
  private void receipts() {
    Set<Long> versions = new HashSet<>();
    firsts.values().forEach(entry -> versions.add(entry.version()));
    finals.values().forEach(entry -> versions.add(entry.version()));
    versions.addAll(reversals.versions());
    for (String journal : past.journals()) {
      if (journal.startsWith(ExternalReceipts.PREFIX)) {
        for (Entry stored : past.journal(journal).values()) {
          ExternalReceipts.Receipt receipt = ExternalReceipts.read(stored);
          log.require(
              !receipt.player().equals(account.player()) || versions.contains(receipt.version()),
              CHECK,
              receipt.version(),
              "has a receipt without an entry",
              receipt);
        }
      }
    }
  }
}
