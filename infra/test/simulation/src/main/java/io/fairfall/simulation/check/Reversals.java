package io.fairfall.simulation.check;

import io.fairfall.journal.Entry;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.ExternalReceipts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was taken back of one account's deposits: of none more than it brought, each time as much as
 * there was, and each taking with a receipt of its own that counts all of them.
 */
final class Reversals {
  private static final String CHECK = "reversals";

  private final Past past;
  private final ViolationLog log;
  private final List<AccountEntry> takings = new ArrayList<>();

  Reversals(Past past, ViolationLog log) {
    this.past = past;
    this.log = log;
  }

  void add(AccountEntry taking) {
    takings.add(taking);
  }

  /** Versions of the takings. */
  Set<Long> versions() {
    Set<Long> versions = new HashSet<>();
    takings.forEach(taking -> versions.add(taking.version()));
    return versions;
  }

  /**
   * Checks all of them.
   *
   * @param deposits the account's, by their keys
   */
  void check(Map<String, AccountEntry> deposits) {
    Map<String, BigInteger> sums = new HashMap<>();
    Map<String, Long> slots = new HashMap<>();
    for (AccountEntry taking : takings) {
      String key = Outward.keyOf(taking);
      BigInteger amount = taking.legs().external();
      BigInteger sum = sums.merge(key, amount, BigInteger::add);
      long slot = slots.merge(key, 1L, Long::sum) + 1;
      AccountEntry deposit = deposits.get(key);
      log.require(
          deposit != null && deposit.kind() == AccountEntry.Kind.DEPOSIT,
          CHECK,
          taking.version(),
          "takes back what it was not credited with",
          taking);
      if (deposit == null) {
        continue;
      }
      BigInteger brought = deposit.legs().external().negate();
      require(sum.compareTo(brought) <= 0, taking, "takes back more than was credited");
      require(
          amount.signum() > 0 || (amount.signum() == 0 && slot == 2), taking, "takes back nothing");
      require(
          sum.equals(brought) || taking.after().available().isZero(),
          taking,
          "takes back less than there is");
      Entry stored = past.journal(ExternalReceipts.journalOf(key)).get(slot);
      require(
          stored != null
              && ExternalReceipts.read(stored).version() == taking.version()
              && ExternalReceipts.read(stored).detail().equals(sum.toString()),
          taking,
          "has no receipt that counts it");
    }
  }

  private void require(boolean holds, AccountEntry taking, String what) {
    log.require(holds, CHECK, taking.version(), what, taking);
  }
}
