package io.fairfall.load;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The own account as the socket told it, version by version, to be compared with what is stored.
 */
final class Holdings {
  private final Map<Long, Balance> byVersion = new HashMap<>();
  private final List<Long> order = new ArrayList<>();
  private Balance newest = new Balance(BigInteger.ZERO, BigInteger.ZERO, 0);
  private long facts;

  /** The numbers of an account at one version. */
  record Balance(BigInteger available, BigInteger locked, long version) {
    static Balance of(Tree account) {
      return new Balance(
          account.wei("available"), account.wei("locked"), account.number("version"));
    }
  }

  synchronized void update(Tree event) {
    Balance told = Balance.of(event.at("data"));
    if (told.version() != event.number("id")) {
      throw new IllegalStateException("an event's id is the account's version: " + event);
    }
    take(told);
    order.add(told.version());
  }

  synchronized void snapshot(Tree account) {
    take(Balance.of(account));
    order.clear();
  }

  synchronized void facts(Tree event) {
    facts += event.at("data").at("facts").items().size();
  }

  synchronized Balance newest() {
    return newest;
  }

  synchronized Map<Long, Balance> byVersion() {
    return Map.copyOf(byVersion);
  }

  synchronized long factsHeard() {
    return facts;
  }

  /** Whether the updates since the last snapshot came without a gap and in order. */
  synchronized boolean isGapless() {
    for (int i = 1; i < order.size(); i++) {
      if (order.get(i) != order.get(i - 1) + 1) {
        return false;
      }
    }
    return true;
  }

  private void take(Balance told) {
    byVersion.put(told.version(), told);
    if (told.version() > newest.version()) {
      newest = told;
    }
  }
}
