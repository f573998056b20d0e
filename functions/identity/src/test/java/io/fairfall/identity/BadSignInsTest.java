package io.fairfall.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.apicontract.BadInputs;
import io.fairfall.apicontract.BadInputs.Input;
import io.fairfall.apicontract.BadInputs.Refused;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is not understood is refused by its name, and nothing has happened. */
@Tag("integration")
class BadSignInsTest {
  @AutoClose private final IdentityFixture desk = new IdentityFixture();

  @Test
  void whoSignsInIsReadStrictly() {
    String right = "{\"address\":\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\"}";
    IdentityHandler identity = desk.identity();
    requireRefused(
        identity,
        "session-nonce.json",
        BadInputs.of(NonceRequest.class, right, Set.of(), Set.of()));
    assertEquals(200, IdentityFixture.ask(identity, "session-nonce.json", right).status());
  }

  @Test
  void aSignatureIsReadStrictly() {
    String right = "{\"message\":\"hello\",\"signature\":\"0x00\"}";
    IdentityHandler identity = desk.identity();
    requireRefused(
        identity, "session.json", BadInputs.of(SignInRequest.class, right, Set.of(), Set.of()));
    assertEquals(
        "signature must be 0x and 130 hex digits, as personal_sign returns it.",
        IdentityFixture.ask(identity, "session.json", right).text("detail"),
        "the example is right but for what is in it");
  }

  private void requireRefused(IdentityHandler identity, String sample, List<Input> inputs) {
    List<String> before = desk.dynamo().contents();
    assertEquals(
        List.of(),
        BadInputs.complaints(
            inputs,
            text -> {
              IdentityFixture.Answer answer = IdentityFixture.ask(identity, sample, text);
              return new Refused(answer.status(), answer.text("code"), answer.text("detail"));
            }));
    assertEquals(before, desk.dynamo().contents(), "nothing has changed");
  }
}
