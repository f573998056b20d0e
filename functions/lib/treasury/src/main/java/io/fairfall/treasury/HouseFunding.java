package io.fairfall.treasury;

import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An operator puts ether into the house or takes some out.
 *
 * @param id the operator's own name for it: asked again under the same id, it happens once
 * @param amount in wei, negative to take out, never zero
 * @param by who
 * @param reason why, for the record
 */
public record HouseFunding(String id, BigInteger amount, String by, String reason) {
  /** The longest name and the longest reason, in characters. */
  public static final int MAX_TEXT = 200;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final BigInteger LIMIT = BigInteger.TEN.pow(Wei.MAX_DIGITS);

  public HouseFunding {
    require(ID.matcher(id).matches(), "an id is 1 to 64 of A-Z a-z 0-9 _ -");
    require(amount.signum() != 0, "the amount is not 0");
    require(amount.abs().compareTo(LIMIT) < 0, "the amount is below 10^78 wei");
    require(!by.isBlank() && by.length() <= MAX_TEXT, "the operator has a name");
    require(!reason.isBlank() && reason.length() <= MAX_TEXT, "there is a reason, short enough");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
