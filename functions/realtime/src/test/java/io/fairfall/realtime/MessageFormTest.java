package io.fairfall.realtime;

import static io.fairfall.realtime.RealtimeFixture.ALICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.realtime.channels.Topic;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a message is said by its name. */
@Tag("integration")
class MessageFormTest {
  @AutoClose private final RealtimeFixture house = new RealtimeFixture();

  @BeforeEach
  void connect() {
    house.connect("a", ALICE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'channels':'game'}|channels must be a list of 16 texts at most.",
        "{'channels':['game',7]}|channels must be a list of 16 texts at most.",
        "{'channels':['game'],'positions':7}|positions must be an object.",
        "{'channels':['game'],'positions':{'game':'7'}}|positions.game must be a whole number from"
            + " 0 to 9223372036854775807.",
        "{'channels':['game'],'positions':{'game':1.5}}|positions.game must be a whole number from"
            + " 0 to 9223372036854775807.",
        "{'channels':['game'],'positions':{'gate':1}}|positions.gate is no member of this message.",
        "{'channels':['game'],'positions':{'rounds':{'id':1}}}|positions.rounds.round must be"
            + " there.",
        "{'channels':['game'],'positions':{'rounds':{'round':'1'}}}|positions.rounds.id must be"
            + " there.",
        "{'channels':['game'],'positions':{'rounds':{'round':1,'id':1}}}|positions.rounds.round"
            + " must be a text of 18 characters at most.",
        "{'channels':['game'],'epoch':5}|epoch must be a text of 64 characters at most.",
        "{'channels':['game'],'requestId':''}|requestId must be 1 to 64 characters of A-Z a-z 0-9 _"
            + " . -.",
        "{'channels':['game'],'player':'0x1'}|player is no member of this message.",
        "{'channels':['game'],'<b>':1}|A member's name is not one of this message's.",
      })
  void aHellosMemberIsRefusedByItsName(String hello, String detail) {
    MessageTree reply = house.hello("a", ALICE, hello.replace('\'', '"'));
    assertEquals("VALIDATION", reply.code());
    assertEquals(detail, reply.at("problem").text("detail"));
  }

  @Test
  void aJournalOfAGroupDoesNotExistForStrangers() {
    for (String name :
        List.of("week:league:2026-47", "account:" + RealtimeFixture.BOB, "week::", "x:y")) {
      MessageTree reply = house.hello("a", ALICE, "{\"channels\":[\"game\",\"" + name + "\"]}");
      assertEquals("NOT_FOUND", reply.code(), name);
    }
    assertEquals(List.of(), house.connections.followers(Topic.GAME), "nothing of it was done");
  }

  @Test
  void aRequestIdComesBackInEveryAnswer() {
    MessageTree ack = house.hello("a", ALICE, "{\"requestId\":\"h.1\",\"channels\":[\"game\"]}");
    assertEquals("h.1", ack.text("requestId"));
    assertFalse(ack.has("reconnect"), "clients know best how patient to be");
    assertEquals("p-1", ask("socket-ping.json", "{\"requestId\":\"p-1\"}").text("requestId"));
    assertFalse(ask("socket-ping.json", "{}").has("requestId"));
  }

  @Test
  void whatIsUnsubscribedIsToldNoLonger() {
    house.hello("a", ALICE, "{\"channels\":[\"game\",\"rounds\",\"account\"]}");
    MessageTree left =
        ask(
            "socket-default.json",
            "{\"action\":\"unsubscribe\",\"requestId\":\"u\",\"channels\":[\"rounds\",\"settings\"]}");
    assertEquals(
        "{\"type\":\"unsubscribed\",\"requestId\":\"u\",\"channels\":[\"game\",\"account\"]}",
        left.written());
    assertEquals(List.of(), house.connections.followers(Topic.ROUNDS));
    assertEquals(List.of("a"), house.connections.followers(Topic.GAME));
    assertEquals(
        "{\"game\":0,\"account\":0}", ask("socket-ping.json", "{}").at("positions").written());
  }

  @Test
  void aBinaryFrameIsToldToBeText() {
    MessageTree reply =
        ask("socket-default.json", "{\"action\":\"hello\",\"channels\":[\"game\"]}");
    assertEquals("VALIDATION", reply.code());
    assertEquals(
        "Send text frames: nobody reads what a binary one asks for.",
        reply.at("problem").text("detail"));
  }

  private MessageTree ask(String sample, String message) {
    return Objects.requireNonNull(house.send(sample, "a", ALICE, message));
  }
}
