package io.fairfall.cli.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.migrate.FunctionOnAPort;
import io.fairfall.money.Wei;
import io.fairfall.payouts.PayoutEvent.Asked;
import io.fairfall.payouts.PayoutId;
import io.fairfall.payouts.PayoutQueue;
import io.fairfall.payouts.PayoutQueue.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Operators and the queue of withdrawals, from the command line of one machine. */
@Tag("integration")
class WithdrawalsCommandTest {
  private static final String PLAYER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  private static final PayoutId ID = new PayoutId(PLAYER, 7);
  private static final String NOWHERE = "http://127.0.0.1:9";

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          approve               | Missing required parameter
          deny ID               | Missing required option
          cancel ID             | Missing required option
          show                  | Missing required parameter
          skip-nonce 12         | Missing required option
          pay ID                | Unmatched argument
          """)
  void aWrongCommandLineIsExplainedAndNobodyIsAsked(String arguments, String sentence) {
    assertEquals(2, run(NOWHERE, arguments.split(" +", -1)));
    assertTrue(err.toString().contains(sentence), err::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "approve", "deny", "cancel", "skip-nonce"})
  void everyCommandHasItsHelp(String command) {
    assertEquals(0, run("", command, "--help"));
    assertTrue(out.toString().contains("Usage:"), out::toString);
  }

  @Test
  void whatWaitsForTwoIsApprovedByTwo() {
    try (FunctionOnAPort function = new FunctionOnAPort()) {
      String url = function.origin().toString();
      assertEquals(0, run(url, "list"), err::toString);
      assertSays("No withdrawal is open.");
      ask(function, 2);
      assertEquals(0, run(url, "list"), err::toString);
      assertSays(
          ID.text() + "  0.5 ETH to " + PLAYER,
          "waits for 2 more to approve it: ./fairfall withdrawals approve " + ID.text());
      assertEquals(0, by("ann", url, "approve", ID.text()), err::toString);
      assertSays("approved  by local:ann", "waits for 1 more");
      assertEquals(0, by("bob", url, "approve", ID.text()), err::toString);
      assertSays("approved  by local:bob", "the sender has not looked at it yet");
      assertEquals(1, by("eve", url, "approve", ID.text()));
      assertTrue(err.toString().contains("waits for no approval"), err::toString);
    }
  }

  @Test
  void oneThatIsDeniedIsGivenBackAndSaysByWhom() {
    try (FunctionOnAPort function = new FunctionOnAPort()) {
      String url = function.origin().toString();
      ask(function, 0);
      queue(function).note(ID, new Progress("hot_wallet_low", null, 0, 12, 1));
      assertEquals(0, run(url, "show", ID.text()), err::toString);
      assertSays("send ether to the hot wallet");
      assertEquals(1, by("ann", url, "cancel", ID.text(), "--reason", "odd"));
      assertTrue(err.toString().contains("without a nonce it is denied"), err::toString);
      assertEquals(0, by("ann", url, "deny", ID.text(), "--reason", "odd"), err::toString);
      assertSays("given back, denied by local:ann");
      assertEquals(1, by("bob", url, "deny", ID.text(), "--reason", "odd"));
      assertTrue(err.toString().contains("nothing follows the end"), err::toString);
    }
  }

  @Test
  void whatItsTermsHoldSaysForWhatAndUntilWhen() {
    try (FunctionOnAPort function = new FunctionOnAPort()) {
      String url = function.origin().toString();
      ask(function, 0);
      queue(function).note(ID, new Progress("approval", null, 0, 12, 1));
      assertEquals(0, run(url, "list"), err::toString);
      assertSays("waits for 2 more to approve it");
      assertEquals(0, by("ann", url, "approve", ID.text()), err::toString);
      assertSays("waits for 1 more to approve it");
      Map<String, String> words =
          Map.of(
              "after_deposit", "last deposit is not long enough before",
              "day_limit", "the limit of 24 hours",
              "month_limit", "the limit of 30 days",
              "many_withdrawals", "more than are counted together",
              "held", "its instant has not come");
      words.forEach(
          (word, said) -> {
            queue(function).note(ID, new Progress(word, null, 0, 12, 1_000L, 1));
            assertEquals(0, run(url, "list"), err::toString);
            assertSays(said, "until 1970-01-01T00:00:01Z", "or deny it");
          });
    }
  }

  /** In the journal that the function reads, sealed as the play function does it. */
  private static void ask(FunctionOnAPort function, int approvals) {
    queue(function).put(ID);
    Asked asked = new Asked(Wei.of(500_000_000_000_000_000L), PLAYER, 1, 0, approvals);
    assertEquals(asked, function.payouts().ask(ID, asked, 1).asked());
  }

  private static PayoutQueue queue(FunctionOnAPort function) {
    return new PayoutQueue(function.dynamo().client(), "payout-queue");
  }

  private void assertSays(String... parts) {
    for (String part : parts) {
      assertTrue(out.toString().contains(part), () -> part + " is not in " + out);
    }
  }

  private int by(String name, String url, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--by", name));
    return run(url, all.toArray(String[]::new));
  }

  private int run(String url, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!url.isEmpty()) {
      all.addAll(1, List.of("--url", url));
    }
    out = new StringWriter();
    err = new StringWriter();
    return new CommandLine(new WithdrawalsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }
}
