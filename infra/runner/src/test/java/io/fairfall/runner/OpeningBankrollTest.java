package io.fairfall.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.runner.lambda.Invoker;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningBankrollTest {
  private final List<String> commands = new ArrayList<>();

  @Test
  void aHouseIsFundedUnderOneIdHoweverOftenItStarts() {
    String said = OpeningBankroll.fund(answering("{\"ok\":true}"), new BigDecimal("1000.5"));
    assertEquals("The house began with 1000.5 ETH, see ./fairfall house show", said);
    OpeningBankroll.fund(answering("{\"ok\":true}"), new BigDecimal("1000.5"));
    assertEquals(commands.get(0), commands.get(1));
    assertTrue(commands.getFirst().contains("\"id\":\"opening-bankroll\""), commands::toString);
    assertTrue(
        commands.getFirst().contains("\"amount\":\"1000500000000000000000\""), commands::toString);
  }

  @Test
  void whatIsRefusedIsSaidAndStopsNothing() {
    String said =
        OpeningBankroll.fund(
            answering("{\"ok\":false,\"problem\":{\"code\":\"IDEMPOTENCY_MISMATCH\"}}"),
            BigDecimal.ONE);
    assertTrue(said.contains("was not funded") && said.contains("IDEMPOTENCY_MISMATCH"), said);
  }

  @Test
  void withoutABankrollNothingIsAsked() {
    String said = OpeningBankroll.fund(answering("{\"ok\":true}"), new BigDecimal("0.00"));
    assertTrue(said.contains("takes no bets"), said);
    assertEquals(List.of(), commands);
  }

  private Invoker answering(String answer) {
    return (function, command) -> {
      assertEquals(OpeningBankroll.FUNCTION, function);
      commands.add(new String(command, StandardCharsets.UTF_8));
      return answer.getBytes(StandardCharsets.UTF_8);
    };
  }
}
