package io.fairfall.ledger;

import io.avaje.jsonb.Json;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A player's own books: everything that came in and went out over some entries, added up apart from
 * the balances that the entries carry, and compared with them.
 *
 * @param from version of the first entry in it
 * @param through version of the last
 * @param next where to go on, absent if this reaches the newest entry
 * @param start what there was before the first entry
 * @param openStakes stakes that were placed and have not ended
 * @param calculated what there must be after the last entry
 * @param stored what the last entry says
 * @param matches whether the two are the same, to the last wei, and no entry is missing
 */
@Json
public record Reconciliation(
    String player,
    long from,
    long through,
    @Nullable Long next,
    Amounts start,
    Credits credits,
    Debits debits,
    String openStakes,
    Amounts calculated,
    Balance stored,
    boolean matches) {

  /** Signed wei: a wrong calculation may come out below zero, and is shown as it is. */
  @Json
  public record Amounts(String available, String locked) {}

  /**
   * What came in, in wei.
   *
   * @param refunds withdrawals that came back
   * @param won payouts less their stakes; a loss that was corrected gives its whole payout back
   */
  @Json
  public record Credits(
      String deposits, String openings, String refunds, String adjustments, String won) {}

  /**
   * What went out, in wei.
   *
   * @param reversals deposits that left the chain, as far as they were taken back
   */
  @Json
  public record Debits(String withdrawals, String reversals, String adjustments, String lost) {}

  /**
   * Adds up entries.
   *
   * @param start the account before the first of them
   * @param entries at least one, oldest first
   * @param hasMore whether newer entries follow
   */
  public static Reconciliation of(
      String player, Account start, List<AccountEntry> entries, boolean hasMore) {
    Sums sums = new Sums(start);
    entries.forEach(sums::add);
    return sums.result(player, entries.getLast(), hasMore);
  }

  /** What a player has who has no entries. */
  public static Reconciliation ofNothing(String player) {
    return new Sums(Account.EMPTY)
        .result(
            player,
            new AccountEntry(
                AccountEntry.FORMAT,
                AccountEntry.Kind.SETTLE,
                Operation.RequestFingerprint.SYSTEM,
                0,
                Legs.NONE,
                null,
                List.of(),
                null,
                Account.EMPTY),
            false);
  }

  private static final class Sums {
    private final Account start;
    private final Map<Long, BigInteger> open = new HashMap<>();
    private BigInteger deposits = BigInteger.ZERO;
    private BigInteger openings = BigInteger.ZERO;
    private BigInteger refunds = BigInteger.ZERO;
    private BigInteger given = BigInteger.ZERO;
    private BigInteger taken = BigInteger.ZERO;
    private BigInteger withdrawals = BigInteger.ZERO;
    private BigInteger reversals = BigInteger.ZERO;
    private BigInteger won = BigInteger.ZERO;
    private BigInteger lost = BigInteger.ZERO;
    private long version;
    private boolean isDense = true;

    Sums(Account start) {
      this.start = start;
      this.version = start.version();
      start.holds().forEach(hold -> open.put(hold.id(), hold.stake().value()));
    }

    void add(AccountEntry entry) {
      version++;
      isDense &= entry.version() == version;
      BigInteger outside = entry.legs().external().negate();
      switch (entry.kind()) {
        case DEPOSIT -> deposits = deposits.add(outside);
        case OPENING -> openings = openings.add(outside);
        case WITHDRAWAL_REFUNDED -> refunds = refunds.add(outside);
        case WITHDRAWAL -> withdrawals = withdrawals.subtract(outside);
        case DEPOSIT_REVERSED -> reversals = reversals.subtract(outside);
        case ADJUSTMENT -> adjust(entry);
        case BET, CASHOUT, SETTLE, VOID, WITHDRAWAL_PAID, LIMITS -> {}
      }
      entry.due().forEach(this::end);
      Optional.ofNullable(entry.own()).ifPresent(this::end);
      entry.placed().ifPresent(hold -> open.put(hold.id(), hold.stake().value()));
    }

    private void adjust(AccountEntry entry) {
      BigInteger amount = entry.adjusted();
      given = given.add(amount.max(BigInteger.ZERO));
      taken = taken.add(amount.min(BigInteger.ZERO).negate());
    }

    private void end(Release release) {
      open.remove(release.holdId());
      BigInteger profit = release.legs().house().negate();
      won = won.add(profit.max(BigInteger.ZERO));
      lost = lost.add(profit.min(BigInteger.ZERO).negate());
    }

    Reconciliation result(String player, AccountEntry last, boolean hasMore) {
      BigInteger stakes = open.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      BigInteger available =
          value(start.available())
              .add(value(start.locked()))
              .add(deposits)
              .add(openings)
              .add(refunds)
              .add(given)
              .add(won)
              .subtract(withdrawals)
              .subtract(reversals)
              .subtract(taken)
              .subtract(lost)
              .subtract(stakes);
      Account stored = last.after();
      return new Reconciliation(
          player,
          start.version() + 1,
          stored.version(),
          hasMore ? stored.version() + 1 : null,
          new Amounts(start.available().toString(), start.locked().toString()),
          new Credits(
              deposits.toString(),
              openings.toString(),
              refunds.toString(),
              given.toString(),
              won.toString()),
          new Debits(
              withdrawals.toString(), reversals.toString(), taken.toString(), lost.toString()),
          stakes.toString(),
          new Amounts(available.toString(), stakes.toString()),
          Balance.of(stored),
          isDense
              && available.equals(value(stored.available()))
              && stakes.equals(value(stored.locked())));
    }

    private static BigInteger value(Wei wei) {
      return wei.value();
    }
  }
}
