package io.fairfall.deposits.repair;

import io.fairfall.ethereumsignatures.Address;
import io.fairfall.ethereumsignatures.WalletSignature;
import io.fairfall.money.Wei;

/**
 * What the sender of a deposit signs so that somebody else is credited with it: which deposit, who
 * is credited, and which house. Nothing else follows from such a signature, and it is of use once,
 * since a deposit is claimed once.
 *
 * @param house the hot wallet's address
 * @param key of the deposit, which names the chain too
 * @param player who is credited
 */
public record ClaimText(String house, String key, String from, Wei amount, String player) {
  /** As wallets show it. */
  public String text() {
    return """
    Fairfall: I sent a deposit, and another player shall be credited with it.

    Deposit: %s
    Amount: %s wei
    Sent from: %s
    Sent to: %s
    Credit to: %s\
    """
        .formatted(key, amount, from, house, player);
  }

  /** Whether this is the sender's signature ({@code personal_sign}) under this very text. */
  boolean isSignedBySender(String signature) {
    return WalletSignature.parse(signature)
        .flatMap(made -> made.signer(text()))
        .map(Address::lowerCase)
        .filter(from::equals)
        .isPresent();
  }
}
