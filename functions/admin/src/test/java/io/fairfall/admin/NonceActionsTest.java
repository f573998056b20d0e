package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.http.ProblemException;
import io.fairfall.treasury.adjustments.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passing over a nonce: who says so, and what becomes of each answer. */
class NonceActionsTest {
  private final List<Map<String, String>> handedOn = new ArrayList<>();
  private Optional<String> answer = Optional.of("{\"outcome\":\"skipped\"}");
  private final NonceActions actions =
      new NonceActions(
          new LocalOperators(),
          asked -> {
            handedOn.add(asked);
            return answer;
          });

  private Map<String, Object> skip(String nonce) {
    return actions.skip(
        AdminCommand.parse(
            "{\"action\":\"withdrawals.skip-nonce\",\"nonce\":\"%s\",\"by\":\"ann\",\"reason\":\"by hand\"}"
                .formatted(nonce)));
  }

  @Test
  void whoSaysSoAndWhyAreHandedOn() {
    assertEquals(Map.of("skipped", "12"), skip("12"));
    assertEquals(List.of(Map.of("nonce", "12", "by", "local:ann", "reason", "by hand")), handedOn);
  }

  @ParameterizedTest
  @CsvSource({
    "not_next, NONCE_NOT_NEXT",
    "not_final, NONCE_NOT_FINAL",
    "unknown, UNAVAILABLE",
    "'', UNAVAILABLE"
  })
  void whatCannotFollowIsRefusedByName(String outcome, String code) {
    answer = Optional.of("{\"outcome\":\"%s\"}".formatted(outcome));
    assertEquals(code, refused("12"));
  }

  @Test
  void noAnswerIsNotKnown() {
    answer = Optional.empty();
    assertEquals("UNAVAILABLE", refused("12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "0x1", "9223372036854775808"})
  void whatIsNoNonceIsNotHandedOn(String nonce) {
    assertEquals("VALIDATION", refused(nonce));
    assertEquals(List.of(), handedOn);
  }

  @Test
  void anIdentityHasTwoHundredCharactersAtMost() {
    String longest = "x".repeat(200);
    assertEquals(longest, WithdrawalActions.fitting(new Operator("ann", longest)));
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> WithdrawalActions.fitting(new Operator("ann", longest + "x")));
    assertEquals("VALIDATION", refused.problem().code().name());
  }

  private String refused(String nonce) {
    return assertThrows(ProblemException.class, () -> skip(nonce)).problem().code().name();
  }
}
