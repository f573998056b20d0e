package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.http.ProblemException;
import io.fairfall.json.JsonCodec;
import io.fairfall.treasury.adjustments.Operator;
import io.fairfall.treasury.adjustments.SignedCommand;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On AWS an operator is who signs, and nobody signs for another. */
class SignedOperatorsTest {
  private static final String ACCOUNT = "123456789012";
  private static final String PROOF =
      "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
          + "&X-Amz-Credential=AKIA%2F20261130%2Feu-central-1%2Fsts%2Faws4_request"
          + "&X-Amz-Date=20261130T110000Z&X-Amz-Expires=300"
          + "&X-Amz-SignedHeaders=host%3Bx-fairfall-command&X-Amz-Signature=abc";
  private static final Instant SIGNED = Instant.parse("2026-11-30T11:00:00Z");

  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> headers = new HashMap<>();
  private String answer = identity(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":user/ann");
  private Instant now = SIGNED;

  @Test
  void theStsOfThisRegionSaysWhoSigned() {
    Operator ann = of(command(PROOF));
    assertEquals("arn:aws:iam::" + ACCOUNT + ":user/ann", ann.name());
    assertEquals(List.of("https://sts.eu-central-1.amazonaws.com/?" + PROOF), asked);
    assertEquals("application/json", headers.get("Accept"));
    Map<String, String> signed = Map.of("action", "adjust.approve", "id", "jackpot-01");
    assertEquals(SignedCommand.digest("operations", signed), headers.get("x-fairfall-command"));
  }

  @Test
  void aSignatureIsForOneCommandToOneFunction() {
    Map<String, String> one = Map.of("action", "adjust.approve", "id", "jackpot-01");
    assertFalse(
        SignedCommand.digest("operations", one).equals(SignedCommand.digest("staging", one)));
    assertFalse(
        SignedCommand.digest("operations", one)
            .equals(
                SignedCommand.digest(
                    "operations", Map.of("action", "adjust.approve", "id", "jackpot-02"))));
    assertFalse(
        SignedCommand.digest("f", Map.of("a", "bc"))
            .equals(SignedCommand.digest("f", Map.of("ab", "c"))));
    assertTrue(SignedCommand.digest("f", one).matches("[0-9a-f]{64}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Action=GetCallerIdentity",
        "https://evil.example/?Action=GetCallerIdentity",
        "&&&",
        "Action=Get%ZZ"
      })
  void whatIsNoPresignedRequestIsRefusedAndNobodyIsAsked(String proof) {
    assertEquals("UNAUTHENTICATED", refused(command(proof)));
    assertEquals(List.of(), asked);
  }

  @Test
  void aProofThatIsTooLongIsRefusedAndNobodyIsAsked() {
    String rest = PROOF + "&X-Amz-Security-Token=";
    String longest = rest + "x".repeat(4_096 - rest.length());
    of(command(longest));
    asked.clear();
    assertEquals("UNAUTHENTICATED", refused(command(longest + "x")));
    assertEquals(List.of(), asked);
  }

  @ParameterizedTest
  @CsvSource({
    "GetCallerIdentity, GetSessionToken",
    "host%3Bx-fairfall-command, host",
    "2011-06-15, 2012-01-01",
    "AWS4-HMAC-SHA256, AWS4-HMAC-SHA1",
    "X-Amz-Expires=300, RoleArn=x",
    "X-Amz-Expires=300, Action=GetCallerIdentity",
    "20261130T110000Z, yesterday"
  })
  void everyParameterIsWhatItHasToBe(String text, String other) {
    String proof = PROOF.replace(text, other);
    assertFalse(proof.equals(PROOF));
    assertEquals("UNAUTHENTICATED", refused(command(proof)));
    assertEquals(List.of(), asked);
  }

  @Test
  void aSignatureIsGoodForFiveMinutes() {
    for (long seconds : List.of(-300L, 300L)) {
      now = SIGNED.plusSeconds(seconds);
      of(command(PROOF));
    }
    for (long seconds : List.of(-301L, 301L)) {
      now = SIGNED.plusSeconds(seconds);
      assertEquals("UNAUTHENTICATED", refused(command(PROOF)));
    }
  }

  @Test
  void whoeverSignsElsewhereIsNobodyHere() {
    answer = identity("999999999999", "arn:aws:iam::999999999999:user/ann");
    assertEquals("FORBIDDEN", refused(command(PROOF)));
    answer = identity(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":root");
    assertEquals("FORBIDDEN", refused(command(PROOF)));
    for (String nonsense : List.of("", "{}", "<xml/>", "{\"GetCallerIdentityResponse\":{}}")) {
      answer = nonsense;
      assertEquals("UNAVAILABLE", refused(command(PROOF)));
    }
  }

  @Test
  void onlyThoseThatAreNamedMayWhereSomeAre() {
    SignedOperators named = operators(List.of("arn:aws:iam::" + ACCOUNT + ":user/bob"));
    ProblemException refused = assertThrows(ProblemException.class, () -> named.of(command(PROOF)));
    assertEquals("FORBIDDEN", refused.problem().code().name());
    answer = identity(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":user/bob");
    named.of(command(PROOF));
  }

  @Test
  void sessionsOfOneRoleAreOneOperator() {
    Operator ann = session("Operators", "ann");
    Operator alsoAnn = session("Operators", "bob");
    assertFalse(ann.isAnother(alsoAnn), "a session's name is chosen by who takes the role");
    assertTrue(ann.isAnother(session("Others", "ann")));
    Operator person = session("AWSReservedSSO_Ops_0123456789abcdef", "ann@house.example");
    assertTrue(
        person.isAnother(session("AWSReservedSSO_Ops_0123456789abcdef", "bob@house.example")));
    assertFalse(
        person.isAnother(session("AWSReservedSSO_Ops_0123456789abcdef", "ann@house.example")));
  }

  @Test
  void nobodySaysWhoTheyAre() {
    Map<String, Object> members = new HashMap<>();
    members.put("action", "adjust.approve");
    members.put("id", "jackpot-01");
    members.put("by", "ann");
    members.put("proof", PROOF);
    assertEquals("VALIDATION", refused(AdminCommand.parse(JsonCodec.write(members))));
  }

  private Operator session(String role, String name) {
    answer = identity(ACCOUNT, "arn:aws:sts::%s:assumed-role/%s/%s".formatted(ACCOUNT, role, name));
    return of(command(PROOF));
  }

  private Operator of(AdminCommand command) {
    return operators(List.of()).of(command);
  }

  private String refused(AdminCommand command) {
    return assertThrows(ProblemException.class, () -> of(command)).problem().code().name();
  }

  private SignedOperators operators(List<String> named) {
    InstantSource clock = () -> now;
    return new SignedOperators(
        new SignedOperators.Audience("operations", "eu-central-1", ACCOUNT, named),
        (address, sent) -> {
          asked.add(address);
          headers.putAll(sent);
          return answer;
        },
        clock);
  }

  private static AdminCommand command(String proof) {
    return AdminCommand.parse(
        JsonCodec.write(Map.of("action", "adjust.approve", "id", "jackpot-01", "proof", proof)));
  }

  private static String identity(String account, String arn) {
    return JsonCodec.write(
        Map.of(
            "GetCallerIdentityResponse",
            Map.of(
                "GetCallerIdentityResult", Map.of("Account", account, "Arn", arn, "UserId", "A"))));
  }
}
