package io.fairfall.simulation.check;

import io.fairfall.journal.Entry;
import io.fairfall.ledger.Account;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.simulation.history.Call;
import io.fairfall.simulation.history.RequestedOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One account's entries and the requests that were made of it.
 *
 * @param entries oldest first
 * @param byKey requests by their keys; a client may use a key twice, though it must not
 * @param byBet cashouts by bet
 */
record AccountPast(
    String player,
    List<AccountEntry> entries,
    List<Entry> stored,
    List<Call> calls,
    Map<String, List<Call>> byKey,
    Map<Long, List<Call>> byBet) {

  static AccountPast of(
      String player, EntryCodec codec, Collection<Entry> stored, List<Call> calls) {
    List<AccountEntry> entries = new ArrayList<>(stored.size());
    stored.forEach(entry -> entries.add(codec.read(entry)));
    Map<String, List<Call>> byKey = new HashMap<>();
    Map<Long, List<Call>> byBet = new HashMap<>();
    for (Call call : calls) {
      if (call.asked().kind() == RequestedOperation.Kind.CASHOUT) {
        byBet.computeIfAbsent(call.asked().betId(), bet -> new ArrayList<>()).add(call);
      } else {
        byKey.computeIfAbsent(call.asked().key(), key -> new ArrayList<>()).add(call);
      }
    }
    return new AccountPast(player, entries, List.copyOf(stored), calls, byKey, byBet);
  }

  /** The entry at a version, if there is one. */
  Optional<AccountEntry> entry(long version) {
    return version >= 1 && version <= entries.size()
        ? Optional.of(entries.get((int) version - 1))
        : Optional.empty();
  }

  /** The account as a version left it. */
  Account at(long version) {
    return version == 0 ? Account.EMPTY : entries.get((int) version - 1).after();
  }

  long head() {
    return entries.size();
  }
}
