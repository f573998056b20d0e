package io.fairfall.admin;

import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.json.JsonCodec;
import io.fairfall.platform.LambdaInvoker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask about deposits, handed on to the function that can ask the chain: it has the
 * same answers, and this one needs none of what it brings along.
 */
final class DepositActions {
  /** Longer than the other function works on one command. */
  static final Duration PATIENCE = Duration.ofSeconds(45);

  static final List<String> NAMES =
      List.of(
          "deposits.status",
          "deposits.unattributed",
          "deposits.reprocess",
          "deposits.claim",
          "deposits.approve",
          "deposits.certificate");

  private static final String OK = "ok";
  private static final String PROBLEM = "problem";

  private final LambdaInvoker invoker;
  private final String function;

  DepositActions(LambdaInvoker invoker, String function) {
    this.invoker = invoker;
    this.function = function;
  }

  Map<String, Object> handOn(AdminCommand command) {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>(command.members());
    asked.put("action", command.action());
    String text =
        invoker
            .invoke(function, asked)
            .orElseThrow(
                () ->
                    Problem.of(
                            CommonCode.UNAVAILABLE,
                            "Nobody knows whether it happened: look, then repeat.")
                        .refusal());
    Map<String, Object> answer = new LinkedHashMap<>();
    Map<?, ?> members = JsonCodec.membersFromStore(text);
    members.forEach((name, value) -> answer.put(String.valueOf(name), value));
    if (Boolean.TRUE.equals(answer.remove(OK))) {
      return answer;
    }
    throw problem(answer.get(PROBLEM)).refusal();
  }

  private static Problem problem(@Nullable Object members) {
    if (members instanceof Map<?, ?> problem
        && problem.get("code") instanceof String code
        && problem.get("detail") instanceof String detail) {
      return Problem.of(CommonCode.valueOf(code), detail);
    }
    return Problem.of(CommonCode.INTERNAL, "That was no answer.");
  }
}
