package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.apicontract.BadInputs;
import io.fairfall.apicontract.BadInputs.Input;
import io.fairfall.apicontract.BadInputs.Refused;
import io.fairfall.json.JsonCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not understood is refused by its name, and nothing has happened. */
@Tag("integration")
class BadClaimsTest {
  private static final Pattern BODY = Pattern.compile("\"body\": *\"(?:[^\"\\\\]|\\\\.)*\"");

  @AutoClose private final DepositsFixture world;

  BadClaimsTest() throws Exception {
    world = new DepositsFixture();
  }

  @BeforeEach
  void walk() {
    world.mine(14);
  }

  @Test
  void aPlayersClaimIsReadStrictly() {
    DepositsEndpoint pages = new DepositsEndpoint(world.another(), () -> {});
    String right = "{\"key\":\"1:0xab:N\",\"signature\":\"0x00\"}";
    requireRefused(
        BadInputs.of(DepositsEndpoint.ClaimRequest.class, right, Set.of("signature"), Set.of()),
        text -> claim(pages, text));
    assertEquals("NOT_FOUND", claim(pages, right).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'action':'deposits.status'}",
        "{'action':'deposits.unattributed'}",
        "{'action':'deposits.reprocess','from':1,'to':2,'dryRun':true}",
        "{'action':'deposits.claim','key':'k','player':'0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',"
            + "'by':'ada','reason':'why'}",
        "{'action':'deposits.approve','by':'ada','reason':'why'}"
      })
  void anOperatorsCommandIsReadStrictly(String quoted) {
    DepositAdminHandler operations = new DepositAdminHandler(world.another());
    requireRefused(
        BadInputs.of(quoted.replace('\'', '"'), Set.of("dryRun"), Set.of("from", "to")),
        text -> refused(operations.answer(text)));
  }

  @Test
  void anOperatorsCommandHasTheMembersOfItsAction() {
    DepositAdminHandler operations = new DepositAdminHandler(world.another());
    assertEquals(
        "deposits.approve knows no key.",
        refused(
                operations.answer(
                    "{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"w\",\"key\":\"k\"}"))
            .detail());
  }

  private void requireRefused(List<Input> inputs, Function<String, Refused> ask) {
    List<String> before = world.contents();
    assertEquals(List.of(), BadInputs.complaints(inputs, ask));
    assertEquals(before, world.contents(), "nothing has changed");
  }

  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  private static Refused claim(DepositsEndpoint pages, String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      String sample = Files.readString(Path.of("../../events/deposits-claim.json"));
      String written = JsonCodec.write(Map.of("body", body));
      String event =
          BODY.matcher(sample)
              .replaceFirst(Matcher.quoteReplacement(written.substring(1, written.length() - 1)));
      pages.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, ?> answer = JsonCodec.membersFromStore(out.toString(StandardCharsets.UTF_8));
    Map<String, ?> problem = JsonCodec.membersFromStore(String.valueOf(answer.get("body")));
    return new Refused(
        ((Number) Objects.requireNonNull(answer.get("statusCode"))).intValue(),
        String.valueOf(problem.get("code")),
        String.valueOf(problem.get("detail")));
  }

  private static Refused refused(Map<String, Object> answer) {
    return answer.get("problem") instanceof Map<?, ?> problem
        ? new Refused(
            (Integer) Objects.requireNonNull(problem.get("status")),
            String.valueOf(problem.get("code")),
            String.valueOf(problem.get("detail")))
        : new Refused(200, "", answer.toString());
  }
}
