package io.fairfall.runner;

import io.fairfall.runner.lambda.FunctionFailureException;
import io.fairfall.runner.lambda.Invoker;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * What a house on this machine begins with. A house that owns nothing takes no bets; so that one
 * command is enough to play, the operations function is asked to fund it, once for all starts.
 */
final class OpeningBankroll {
  /** The template's name for the operations function. */
  static final String FUNCTION = "OperationsFunction";

  private static final int WEI_DECIMALS = 18;

  private OpeningBankroll() {}

  /**
   * Funds the house.
   *
   * @param ether how much, with at most 18 decimals; nothing is done for 0
   * @return what to tell whoever started it
   */
  static String fund(Invoker functions, BigDecimal ether) {
    if (ether.signum() == 0) {
      return "The house owns what it owned: without a bankroll it takes no bets";
    }
    String wei = ether.movePointRight(WEI_DECIMALS).toBigIntegerExact().toString();
    try {
      String command =
          ("{\"action\":\"house.fund\",\"id\":\"opening-bankroll\",\"amount\":\"%s\","
                  + "\"by\":\"runner\",\"reason\":\"the first start on this machine\"}")
              .formatted(wei);
      byte[] answer = functions.invoke(FUNCTION, command.getBytes(StandardCharsets.UTF_8));
      String said = new String(answer, StandardCharsets.UTF_8);
      return said.startsWith("{\"ok\":true")
          ? "The house began with " + ether.toPlainString() + " ETH, see ./fairfall house show"
          : "The house was not funded, see ./fairfall house show: " + said;
    } catch (FunctionFailureException failure) {
      return "The house was not funded: " + failure.getMessage();
    }
  }
}
