package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.apicontract.BadInputs;
import io.fairfall.apicontract.BadInputs.Input;
import io.fairfall.apicontract.BadInputs.Kind;
import io.fairfall.apicontract.BadInputs.Refused;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is not understood is refused by its name, and the connection follows what it followed. */
@Tag("integration")
class BadMessagesTest {
  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  @BeforeEach
  void connect() {
    house.connect("a", ALICE);
  }

  @Test
  void aHelloIsReadStrictly() {
    String right =
        "{\"action\":\"hello\",\"requestId\":\"h1\",\"channels\":[\"game\",\"rounds\"],\"positions\":"
            + "{\"game\":0,\"rounds\":{\"round\":\"1\",\"id\":2},\"settings\":0,\"account\":3,\"deposits\":4,"
            + "\"week:sunday-club:2026-11-17\":5},\"epoch\":\"e\"}";
    Set<String> mayLack =
        Set.of(
            "action",
            "requestId",
            "channels",
            "positions",
            "game",
            "rounds",
            "settings",
            "account",
            "deposits",
            "week:sunday-club:2026-11-17",
            "epoch");
    Set<String> wide =
        Set.of("game", "id", "settings", "account", "deposits", "week:sunday-club:2026-11-17");
    List<Input> inputs =
        BadInputs.of(right, mayLack, wide).stream()
            .filter(input -> input.kind() != Kind.NULL_WHERE_NEEDED || !input.member().isEmpty())
            .toList();
    requireRefused("socket-hello.json", inputs);
    assertEquals("hello_ack", ask("socket-hello.json", right).text("type"));
  }

  /** As clients of older systems say hello: which of both comes first is all the same. */
  @Test
  void anOldClientIsToldWhatToSend() {
    MessageTree position =
        ask("socket-hello.json", "{\"action\":\"hello\",\"lastEventId\":17}").at("problem");
    assertEquals("VALIDATION", position.text("code"));
    assertTrue(
        position.text("detail").startsWith("lastEventId is no member")
            && position.text("detail").contains("positions, as in {\"game\": 17}"),
        position.text("detail"));
    String user = "{\"action\":\"hello\",\"userId\":\"0xab\"}";
    String detail = ask("socket-hello.json", user).at("problem").text("detail");
    assertTrue(detail.startsWith("userId") && detail.contains("POST /v1/socket-ticket"), detail);
  }

  @Test
  void anUnsubscribeIsReadStrictly() {
    String right = "{\"action\":\"unsubscribe\",\"requestId\":\"u1\",\"channels\":[\"game\"]}";
    requireRefused(
        "socket-default.json", BadInputs.of(right, Set.of("requestId", "channels"), Set.of()));
    assertEquals("unsubscribed", ask("socket-default.json", right).text("type"));
  }

  @Test
  void aPingIsReadStrictly() {
    String right = "{\"action\":\"ping\",\"requestId\":\"p1\"}";
    requireRefused(
        "socket-ping.json", BadInputs.of(right, Set.of("action", "requestId"), Set.of()));
    assertEquals("pong", ask("socket-ping.json", right).text("type"));
  }

  private void requireRefused(String sample, List<Input> inputs) {
    house.hello("a", ALICE, "{\"channels\":[\"settings\"]}");
    house.forgive("a");
    List<String> before = house.dynamo.contents();
    assertEquals(
        List.of(),
        BadInputs.complaints(
            inputs,
            text -> {
              MessageTree answer = ask(sample, text);
              house.forgive("a");
              return answer.has("problem")
                  ? refused(answer.at("problem"))
                  : new Refused(200, "", text);
            }));
    assertEquals(before, house.dynamo.contents(), "nothing has changed");
  }

  private static Refused refused(MessageTree problem) {
    return new Refused(
        (int) problem.number("status"), problem.text("code"), problem.text("detail"));
  }

  private MessageTree ask(String sample, String message) {
    return Objects.requireNonNull(house.send(sample, "a", ALICE, message));
  }
}
