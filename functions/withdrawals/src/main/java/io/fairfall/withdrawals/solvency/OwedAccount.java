package io.fairfall.withdrawals.solvency;

import io.fairfall.journal.Entry;
import io.fairfall.journal.MacChain;
import io.fairfall.journal.MacKeySource;
import io.fairfall.ledger.AccountEntry;
import io.fairfall.ledger.EntryCodec;
import io.fairfall.ledger.ExternalReceipts;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is owed to one player at an instant, from the entries of the account, oldest first. What
 * counts is the entry of the highest version whose time is not later than the instant, and with it
 * every entry before.
 */
final class OwedAccount {
  private final String player;
  private final long instant;
  private final EntryCodec codec;
  private final MacKeySource keys;
  private final Map<String, BigInteger> open = new HashMap<>();
  private long version;
  private String seal = MacChain.NONE;
  private Optional<BigInteger> owed = Optional.empty();

  OwedAccount(String player, long instant, EntryCodec codec, MacKeySource keys) {
    this.player = player;
    this.instant = instant;
    this.codec = codec;
    this.keys = keys;
  }

  String player() {
    return player;
  }

  /**
   * The next entry.
   *
   * @throws IllegalStateException if one is missing before it
   * @throws io.fairfall.journal.MacMismatchException if somebody else wrote it
   */
  void add(Entry stored) {
    if (stored.version() != version + 1) {
      throw new IllegalStateException(stored.journal() + " has no entry " + (version + 1));
    }
    MacChain.verify(stored, seal, keys.knowing(MacChain.keyId(stored)));
    version = stored.version();
    seal = stored.seal();
    AccountEntry entry = codec.read(stored);
    switch (entry.kind()) {
      case WITHDRAWAL ->
          open.put(ExternalReceipts.withdrawalKey(player, version), entry.legs().external().abs());
      case WITHDRAWAL_PAID, WITHDRAWAL_REFUNDED -> {
        String key = ExternalReceipts.keyIn(entry.requireNote());
        if (open.remove(key) == null) {
          throw new IllegalStateException(stored.journal() + " ends what was not open: " + key);
        }
      }
      default -> {}
    }
    if (stored.atMs() <= instant) {
      BigInteger account = entry.after().available().value().add(entry.after().locked().value());
      owed = Optional.of(open.values().stream().reduce(account, BigInteger::add));
    }
  }

  /** Wei; nothing if the account began later. */
  Optional<BigInteger> owed() {
    return owed;
  }
}
