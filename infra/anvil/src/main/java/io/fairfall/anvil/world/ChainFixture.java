package io.fairfall.anvil.world;

import java.math.BigInteger;
import java.util.List;

/**
 * Who and what is on a filled chain. Addresses are lower-case.
 *
 * @param hotWallet where deposits go; an account with ether and without code
 * @param token that is taken as a deposit
 * @param otherToken that is not
 * @param payer pays payments on
 * @param regretful takes back what it pays to the hot wallet
 * @param players with ether and tokens
 * @param endowment what the hot wallet had before the first block, in wei
 */
public record ChainFixture(
    String hotWallet,
    String token,
    String otherToken,
    String payer,
    String regretful,
    List<String> players,
    BigInteger endowment) {
  /** Smallest parts of the token in one unit are 10 to the power of this. */
  public static final int TOKEN_DECIMALS = 6;

  /** A rate that leaves remainders. */
  public static final BigInteger WEI_PER_TOKEN = BigInteger.valueOf(400_000_000_000_001L);

  /** As the settings of deposits name it. */
  public String allowedToken() {
    return "%s:%d:%s".formatted(token, TOKEN_DECIMALS, WEI_PER_TOKEN);
  }

  /** What parts of the token are worth: a remainder below a wei counts for nothing. */
  static BigInteger worth(BigInteger parts) {
    return parts.multiply(WEI_PER_TOKEN).divide(BigInteger.TEN.pow(TOKEN_DECIMALS));
  }
}
