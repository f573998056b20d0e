package io.fairfall.solvency;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a wallet had at the statement's block.
 *
 * @param wallet 0x and 40 lower-case hex digits
 * @param balance wei; nothing where no node said it, which is not zero
 */
public record Reserve(String wallet, Optional<BigInteger> balance) {
  private static final Pattern WALLET = Pattern.compile("0x[0-9a-f]{40}");

  public Reserve {
    if (!WALLET.matcher(wallet).matches()) {
      throw new IllegalArgumentException("a wallet is 0x and 40 lower-case hex digits");
    }
    balance.ifPresent(WeiText::require);
  }

  /** As a statement has it. */
  String balanceText() {
    return balance.map(BigInteger::toString).orElse(WeiText.UNKNOWN);
  }
}
