package io.fairfall.cli.migrate;

import io.fairfall.money.Wei;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Ether as decimal text, read exactly or not at all. */
sealed interface DecimalEther {
  /** An amount, zero included. */
  record Amount(Wei wei) implements DecimalEther {}

  /** No amount that could be opened. */
  record Refused(Reject reason) implements DecimalEther {}

  /** More than eight times the ether that exists: whoever writes more than this means wei. */
  Wei LARGEST = Wei.ofEther(1_000_000_000);

  /** How finely ether is divided. */
  int DECIMALS = 18;

  /** Plain digits; leading zeros are refused, since nobody can say what they stood for. */
  Pattern FORM = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?");

  /** Reads a balance. More than 18 decimals are good when they are zeros. */
  static DecimalEther read(String text) {
    if (text.isEmpty()) {
      return new Refused(Reject.BALANCE_MISSING);
    }
    if (text.startsWith("-") && FORM.matcher(text.substring(1)).matches()) {
      return new Refused(Reject.BALANCE_NEGATIVE);
    }
    if (!FORM.matcher(text).matches()) {
      return new Refused(Reject.BALANCE_FORM);
    }
    BigDecimal wei = new BigDecimal(text).movePointRight(DECIMALS).stripTrailingZeros();
    if (wei.scale() > 0) {
      return new Refused(Reject.BALANCE_TOO_FINE);
    }
    return wei.toBigIntegerExact().compareTo(LARGEST.value()) > 0
        ? new Refused(Reject.BALANCE_TOO_LARGE)
        : new Amount(new Wei(wei.toBigIntegerExact()));
  }
}
