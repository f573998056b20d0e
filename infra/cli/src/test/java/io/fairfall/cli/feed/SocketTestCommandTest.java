package io.fairfall.cli.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.load.Tree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SocketTestCommandTest {
  private final List<SocketSteps.Step> steps = new ArrayList<>();
  private final List<Tree> hellos = new ArrayList<>();

  /** A house that answers as it should, unless a test changes an answer. */
  private final class House implements SocketSteps.Plug {
    private final UnaryOperator<String> fault;
    private final Deque<String> answers = new ArrayDeque<>();

    House(UnaryOperator<String> fault) {
      this.fault = fault;
    }

    @Override
    public void send(String text) {
      Tree message = Tree.read(text);
      String id = "\"requestId\":\"" + message.text("requestId") + "\"";
      answers.add("{\"channel\":\"game\",\"id\":8,\"type\":\"round_open\"}");
      if (message.text("action").equals("ping")) {
        answers.add(fault.apply("{\"type\":\"pong\"," + id + "}"));
      } else if (message.at("lastEventId").isPresent()) {
        answers.add(
            fault.apply(
                "{\"type\":\"error\","
                    + id
                    + ",\"problem\":{\"code\":\"VALIDATION\",\"detail\":\"lastEventId is no member\"}}"));
      } else {
        hellos.add(message);
        String channel = "{\"status\":\"snapshot\",\"position\":7}";
        answers.add(
            fault.apply(
                "{\"type\":\"hello_ack\",%s,\"epoch\":\"e\",\"channels\":{\"game\":%s,\"rounds\":%s,\"settings\":%s}}"
                    .formatted(id, channel, channel, channel)));
      }
    }

    @Override
    public Tree next() throws IOException {
      if (answers.isEmpty() || answers.peek().isEmpty()) {
        throw new IOException("no answer within 10 s");
      }
      return Tree.read(answers.remove());
    }

    @Override
    public void drop() {
      answers.clear();
    }
  }

  @Test
  void aGoodHousePassesEveryStepAndIsAskedFromWhereItWasLeft() {
    assertTrue(run(UnaryOperator.identity()), steps.toString());
    assertEquals(
        List.of("connect", "hello", "round trip", "refused by name", "drop", "come back"),
        steps.stream().map(SocketSteps.Step::name).toList());
    assertEquals(Map.of(), hellos.getFirst().at("positions").members());
    assertEquals(7, hellos.getLast().at("positions").at("rounds").number().orElseThrow());
    assertEquals(Optional.of("e"), hellos.getLast().at("epoch").text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"pong\" | \"goodbye\" | round trip",
        "VALIDATION | INTERNAL | refused by name",
        "lastEventId is | This is | refused by name",
        "\"settings\" | \"others\" | hello",
        "snapshot | refused | hello"
      })
  void aHouseThatAnswersOtherwiseIsFoundOut(String right, String wrong, String failed) {
    assertFalse(run(answer -> answer.replace(right, wrong)));
    assertEquals(
        List.of(failed),
        steps.stream().filter(step -> !step.ok()).map(SocketSteps.Step::name).distinct().toList());
  }

  @Test
  void aHouseThatIsSilentIsFoundOut() {
    assertFalse(run(answer -> answer.contains("pong") ? "" : answer));
    assertTrue(steps.toString().contains("no answer within 10 s"), steps.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, ws://localhost:8080/ws",
    "https://play.example/, wss://play.example/ws",
    "https://play.example/api/, wss://play.example/api/ws"
  })
  void theSocketOfAHouseFollowsFromItsAddress(String house, String socket) {
    assertEquals(socket, SocketTestCommand.socket(house).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://house", "house", "http:", "http://a b", "http://house/?ticket=t"})
  void whatIsNoAddressOfAHouseIsRefused(String house) {
    assertEquals(2, command(house, new StringWriter()));
  }

  @Test
  void whereNothingAnswersTheFirstStepSaysSo() {
    StringWriter out = new StringWriter();
    assertEquals(1, command("http://127.0.0.1:9", out));
    assertTrue(out.toString().startsWith("FAILED connect"), out.toString());
  }

  private static int command(String house, StringWriter out) {
    return new CommandLine(new SocketTestCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(house);
  }

  private boolean run(UnaryOperator<String> fault) {
    return new SocketSteps(() -> new House(fault), steps::add, () -> 0).run();
  }
}
