package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fairfall.cli.admin.CommandSigner;
import io.fairfall.http.CommonCode;
import io.fairfall.http.Problem;
import io.fairfall.http.ProblemException;
import io.fairfall.json.JsonCodec;
import io.fairfall.treasury.adjustments.Operator;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * What the command line signs is what STS accepts and what the function takes: between them stands
 * an STS that checks every signature as AWS publishes it.
 */
class OperatorSignatureTest {
  private static final String ACCOUNT = "123456789012";
  private static final String REGION = "eu-central-1";
  private static final String ARN =
      "arn:aws:lambda:eu-central-1:123456789012:function:house-Operations:live";
  private static final AwsCredentialsIdentity ANN =
      AwsCredentialsIdentity.create("AKIDEXAMPLE", PublishedSignature.SECRET);
  private static final Map<String, String> COMMAND =
      Map.of("action", "adjust.approve", "id", "jackpot-01");

  private Instant now = Instant.parse("2026-11-30T11:00:00Z");

  /** The example of the AWS documentation: the check itself is right. */
  @Test
  void theCheckGivesTheSignatureThatAwsPublishes() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    headers.put("host", "iam.amazonaws.com");
    headers.put("x-amz-date", "20150830T123600Z");
    assertEquals(
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        PublishedSignature.of(
            "Action=ListUsers&Version=2010-05-08",
            headers,
            "20150830T123600Z",
            "20150830/us-east-1/iam/aws4_request"));
  }

  @Test
  void whatTheCommandLineSignsTheFunctionTakes() {
    Operator ann = at("house-Operations", REGION).of(command(COMMAND, proof(ARN, ANN)));
    assertEquals("arn:aws:iam::123456789012:user/ann", ann.identity());
    assertEquals(
        ann, at("house-Operations", REGION).of(command(COMMAND, proof("house-Operations", ANN))));
  }

  @Test
  void theTokenOfASessionIsPartOfIt() {
    AwsCredentialsIdentity session =
        AwsSessionCredentialsIdentity.create(
            "AKIDEXAMPLE", PublishedSignature.SECRET, "FwoGZX+IvYXdz/EXAMPLE==");
    at("house-Operations", REGION).of(command(COMMAND, proof(ARN, session)));
  }

  @Test
  void aReasonOfAnyLettersIsSigned() {
    Map<String, String> rich =
        Map.of(
            "action",
            "adjust.propose",
            "amount",
            "-5",
            "reason",
            "zurück: „500 €“ + 1 & mehr %20 ✓");
    String proof = proof(ARN, ANN, rich);
    at("house-Operations", REGION).of(command(rich, proof));
  }

  @Test
  void aSignatureForAnotherCommandIsRefused() {
    String proof = proof(ARN, ANN);
    Map<String, String> other = Map.of("action", "adjust.approve", "id", "jackpot-02");
    assertEquals("UNAUTHENTICATED", refused("house-Operations", REGION, command(other, proof)));
    Map<String, String> more =
        Map.of("action", "adjust.approve", "id", "jackpot-01", "reason", "more");
    assertEquals("UNAUTHENTICATED", refused("house-Operations", REGION, command(more, proof)));
  }

  @Test
  void aSignatureForAnotherFunctionIsRefused() {
    String proof = proof("staging-Operations", ANN);
    assertEquals("UNAUTHENTICATED", refused("house-Operations", REGION, command(COMMAND, proof)));
  }

  @Test
  void aSignatureForTheStsOfAnotherRegionIsRefused() {
    String elsewhere =
        CommandSigner.proof(ARN, "us-east-1", ANN, COMMAND, Clock.fixed(now, ZoneOffset.UTC));
    assertEquals(
        "UNAUTHENTICATED", refused("house-Operations", REGION, command(COMMAND, elsewhere)));
  }

  @Test
  void aSignatureWithAnotherSecretIsRefused() {
    String forged = proof(ARN, AwsCredentialsIdentity.create("AKIDEXAMPLE", "guessed"));
    assertEquals("UNAUTHENTICATED", refused("house-Operations", REGION, command(COMMAND, forged)));
    String proof = proof(ARN, ANN);
    String younger = proof.replace("20261130T110000Z", "20261130T110001Z");
    assertEquals("UNAUTHENTICATED", refused("house-Operations", REGION, command(COMMAND, younger)));
  }

  @Test
  void anOldSignatureIsRefused() {
    String proof = proof(ARN, ANN);
    now = now.plusSeconds(300);
    at("house-Operations", REGION).of(command(COMMAND, proof));
    now = now.plusSeconds(1);
    assertEquals("UNAUTHENTICATED", refused("house-Operations", REGION, command(COMMAND, proof)));
  }

  private String proof(String function, AwsCredentialsIdentity credentials) {
    return proof(function, credentials, COMMAND);
  }

  private String proof(
      String function, AwsCredentialsIdentity credentials, Map<String, String> command) {
    return CommandSigner.proof(
        function, REGION, credentials, command, Clock.fixed(now, ZoneOffset.UTC));
  }

  private String refused(String function, String region, AdminCommand command) {
    return assertThrows(ProblemException.class, () -> at(function, region).of(command))
        .problem()
        .code()
        .name();
  }

  private SignedOperators at(String function, String region) {
    return new SignedOperators(
        new SignedOperators.Audience(function, region, ACCOUNT, List.of()), this::sts, () -> now);
  }

  /** STS: it knows one key, and takes no signature but that of this very request. */
  private String sts(String address, Map<String, String> sent) {
    URI uri = URI.create(address);
    PublishedSignature.Presigned presigned = PublishedSignature.Presigned.of(uri, sent);
    String region = uri.getHost().split("\\.", -1)[1];
    boolean isGenuine =
        presigned.signature().equals(presigned.expected())
            && presigned.scope().endsWith("/" + region + "/sts/aws4_request")
            && !now.isAfter(presigned.expiresAt());
    if (!isGenuine) {
      throw Problem.of(CommonCode.UNAUTHENTICATED, "STS knows no such signature.").refusal();
    }
    return "{\"GetCallerIdentityResponse\":{\"GetCallerIdentityResult\":{\"Account\":\"%s\",\"Arn\":\"arn:aws:iam::%s:user/ann\",\"UserId\":\"A\"}}}"
        .formatted(ACCOUNT, ACCOUNT);
  }

  private static AdminCommand command(Map<String, String> members, String proof) {
    Map<String, Object> sent = new TreeMap<>(members);
    sent.put("proof", proof);
    return AdminCommand.parse(JsonCodec.write(sent));
  }
}
