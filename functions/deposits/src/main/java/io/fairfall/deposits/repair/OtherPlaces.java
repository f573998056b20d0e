package io.fairfall.deposits.repair;

import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.DepositRules;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.journal.Journals;
import io.fairfall.ledger.ExternalReceipts;
import io.fairfall.money.Wei;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Payments by contracts that are answered for in another place of their transaction. A place is
 * counted in a trace, and nodes do not agree on all that a trace has: some tell of a contract's end
 * in its own favour, and some do not. So what a node counts otherwise than the one before it is no
 * second deposit.
 */
final class OtherPlaces {
  /** Places before and behind a payment's own in which it is looked for. */
  static final int MAX_APART = 24;

  private final Journals accounts;
  private final UnattributedFunds funds;

  OtherPlaces(Journals accounts, UnattributedFunds funds) {
    this.accounts = accounts;
    this.funds = funds;
  }

  /**
   * Those of some transfers that are answered for in another place, and the key of that.
   *
   * @param missing transfers that are not answered for under their own keys
   * @param found all that were found in the same blocks: each answers for itself alone
   */
  Map<DepositTransfer, String> answered(
      List<DepositTransfer> missing, List<DepositTransfer> found) {
    Set<String> taken =
        found.stream()
            .map(DepositTransfer::chainKey)
            .collect(Collectors.toCollection(HashSet::new));
    Map<DepositTransfer, String> answered = new HashMap<>();
    for (DepositTransfer one : missing) {
      Optional<String> other = one.isInternal() ? other(one, taken) : Optional.empty();
      other.ifPresent(
          key -> {
            taken.add(key);
            answered.put(one, key);
          });
    }
    return Map.copyOf(answered);
  }

  private Optional<String> other(DepositTransfer one, Set<String> taken) {
    String key = one.chainKey();
    int begin = key.lastIndexOf(DepositRules.INTERNAL) + 1;
    int place = Integer.parseInt(key, begin, key.length(), 10);
    return IntStream.rangeClosed(Math.max(0, place - MAX_APART), place + MAX_APART)
        .mapToObj(number -> key.substring(0, begin) + number)
        .filter(other -> !taken.contains(other) && isSame(other, one))
        .findFirst();
  }

  private boolean isSame(String key, DepositTransfer one) {
    Optional<DepositTransfer> kept = funds.find(key);
    return kept.isPresent()
        ? kept.get().from().equals(one.from()) && kept.get().amount().equals(one.amount())
        : credited(key).filter(one.amount()::equals).isPresent();
  }

  private Optional<Wei> credited(String key) {
    return accounts.range(ExternalReceipts.journalOf(key), 1, 1).stream()
        .findFirst()
        .map(entry -> ExternalReceipts.read(entry).amount());
  }
}
