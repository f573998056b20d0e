package io.fairfall.payouts;

import io.fairfall.json.WholeNumber;
import io.fairfall.ledger.ExternalReceipts;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a payout is named by: the account's entry that asked for it.
 *
 * @param player whose account, not blank
 * @param version of the account's {@code withdrawal} entry, from 1
 */
public record PayoutId(String player, long version) {
  /** What the names of payouts' journals begin with. */
  public static final String PREFIX = "payout:";

  public PayoutId {
    Texts.requireText("player", player);
    Texts.require(version >= 1, "version is a version of an account");
  }

  /** Reads {@code <player>:<version>}; empty if the text is anything else. */
  public static Optional<PayoutId> parse(String text) {
    int end = text.lastIndexOf(':');
    if (end < 1 || text.substring(0, end).isBlank() || end > Texts.MAX_TEXT) {
      return Optional.empty();
    }
    OptionalLong version = WholeNumber.parse(text.substring(end + 1), 1, Long.MAX_VALUE);
    return version.isPresent()
        ? Optional.of(new PayoutId(text.substring(0, end), version.getAsLong()))
        : Optional.empty();
  }

  /** {@code <player>:<version>}. */
  public String text() {
    return player + ":" + version;
  }

  /** The journal of the payout. */
  public String journal() {
    return PREFIX + text();
  }

  /** The key of the withdrawal's receipt in the ledger. */
  public String receiptKey() {
    return ExternalReceipts.withdrawalKey(player, version);
  }
}
