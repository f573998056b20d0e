package io.fairfall.admin;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.json.JsonCodec;
import io.fairfall.json.WholeNumber;
import io.fairfall.treasury.adjustments.Operator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passing over a nonce of the hot wallet. Who asks is seen here; what the chain says about the
 * nonce, the function says that has the nodes.
 */
final class NonceActions {
  private final OperatorProof operators;
  private final Function<Map<String, String>, Optional<String>> chain;

  /**
   * @param chain hands a command on, and has the answer, or nothing if nobody knows what became of
   *     it
   */
  NonceActions(OperatorProof operators, Function<Map<String, String>, Optional<String>> chain) {
    this.operators = operators;
    this.chain = chain;
  }

  /** {@code withdrawals.skip-nonce}. */
  Map<String, Object> skip(AdminCommand command) {
    command.only("nonce", "reason", "by", SignedOperators.PROOF);
    Operator by = operators.of(command);
    String nonce = nonce(command);
    Map<String, String> asked =
        Map.of("nonce", nonce, "by", WithdrawalActions.fitting(by), "reason", command.reason());
    String answer = chain.apply(asked).orElseThrow(NonceActions::unknown);
    String outcome = outcome(JsonCodec.membersFromStore(answer).get("outcome"));
    return switch (outcome) {
      case "skipped" -> Map.of("skipped", nonce);
      case "not_next" ->
          throw Problem.of(
                  WithdrawalCode.NONCE_NOT_NEXT,
                  "Only the first nonce that no payout owns can be passed over, and "
                      + nonce
                      + " is not that one.")
              .refusal();
      case "not_final" ->
          throw Problem.of(
                  WithdrawalCode.NONCE_NOT_FINAL,
                  "No final block has used the nonce " + nonce + ": it may yet be a payout's.")
              .refusal();
      default -> throw unknown();
    };
  }

  private static String outcome(@Nullable Object member) {
    return member instanceof String word ? word : "";
  }

  private static String nonce(AdminCommand command) {
    if (command.members().get("nonce") instanceof String text
        && WholeNumber.parse(text, 0, Long.MAX_VALUE).isPresent()) {
      return text;
    }
    throw ProblemException.invalid("nonce must be a whole number from 0 on, in digits.");
  }

  private static ProblemException unknown() {
    return Problem.of(
            CommonCode.UNAVAILABLE,
            "Nobody knows what the chain says now, or whether it happened: look, then repeat.")
        .refusal();
  }
}
