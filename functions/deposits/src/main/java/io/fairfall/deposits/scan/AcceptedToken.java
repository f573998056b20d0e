package io.fairfall.deposits.scan;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token that is taken as a deposit, at a fixed rate.
 *
 * @param address of its contract, lower-case
 * @param decimals of its unit, as its contract says
 * @param weiPerUnit what one whole unit is worth in the ledger
 */
public record AcceptedToken(String address, int decimals, BigInteger weiPerUnit) {
  /** Where ether itself writes logs (EIP-7708): the transfer is counted already. */
  private static final String ETHER_LOGS = "0xfffffffffffffffffffffffffffffffffffffffe";

  private static final int MAX_AMOUNT_BITS = 256;

  private static final Pattern WRITTEN =
      Pattern.compile("(0x[0-9a-f]{40}):([0-9]{1,2}):([1-9][0-9]{0,77})");

  public AcceptedToken {
    if (address.equals(ETHER_LOGS)) {
      throw new IllegalArgumentException("ether's own logs are no token");
    }
  }

  /**
   * What an amount is worth.
   *
   * @param amount rounded down to whole wei
   * @param remainder of the division by 10<sup>decimals</sup>: less than one wei, credited to
   *     nobody
   */
  record Worth(Wei amount, BigInteger remainder) {}

  /**
   * Whether an amount is worth no more than an amount of ether can be. A contract can log any
   * number; such a one is no deposit, and must not stop the walk.
   */
  boolean isWorthAnAmount(BigInteger parts) {
    return parts.multiply(weiPerUnit).divide(BigInteger.TEN.pow(decimals)).bitLength()
        <= MAX_AMOUNT_BITS;
  }

  /** What an amount of the token's smallest parts is worth: exact, but for less than one wei. */
  Worth worth(BigInteger parts) {
    BigInteger[] wei = parts.multiply(weiPerUnit).divideAndRemainder(BigInteger.TEN.pow(decimals));
    return new Worth(new Wei(wei[0]), wei[1]);
  }

  /** As a certificate names it. */
  public String written() {
    return address + " " + decimals + " " + weiPerUnit;
  }

  /**
   * Reads {@code address:decimals:weiPerUnit}, several with commas between.
   *
   * @return by address
   * @throws IllegalArgumentException when it is something else
   */
  public static Map<String, AcceptedToken> parse(String text) {
    Map<String, AcceptedToken> tokens = new HashMap<>();
    for (String one : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher written = WRITTEN.matcher(one.strip().toLowerCase(Locale.ROOT));
      if (!written.matches()) {
        throw new IllegalArgumentException("a token is address:decimals:weiPerUnit");
      }
      int decimals = Integer.parseInt(written.group(2));
      AcceptedToken token =
          new AcceptedToken(written.group(1), decimals, new BigInteger(written.group(3)));
      if (tokens.put(token.address(), token) != null) {
        throw new IllegalArgumentException("a token is listed once");
      }
    }
    return Map.copyOf(tokens);
  }
}
