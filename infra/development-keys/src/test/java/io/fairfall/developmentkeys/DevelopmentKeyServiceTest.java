package io.fairfall.developmentkeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ethereumsignatures.KeyService;
import io.fairfall.ethereumsignatures.KeyServiceSigner;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service answers, as KMS's own reference says it. */
class DevelopmentKeyServiceTest {
  private static final String ARN = "arn:aws:kms:us-east-1:000000000000:key/one";
  private static final String DIGEST = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String SIGN =
      "{\"KeyId\":\"%s\",\"Message\":\"%s\",\"MessageType\":\"DIGEST\",\"SigningAlgorithm\":\"ECDSA_SHA_256\"}"
          .formatted(ARN, DIGEST);

  private final DevelopmentKey key = DevelopmentKey.of("0x" + "7".repeat(64));
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @AutoClose private final DevelopmentKeyService service;

  DevelopmentKeyServiceTest() throws Exception {
    this.service = DevelopmentKeyService.start(key, ARN);
  }

  private HttpResponse<String> ask(String operation, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(service.origin())
            .header("X-Amz-Target", operation)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private byte[] member(String operation, String body, String name) {
    HttpResponse<String> answer = ask(operation, body);
    assertEquals(200, answer.statusCode(), answer.body());
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(answer.body());
    assertTrue(found.find(), answer.body());
    return Base64.getDecoder().decode(found.group(1));
  }

  @Test
  void itsSignaturesAreThoseOfItsAddressWithEitherNumber() {
    KeyServiceSigner signer =
        new KeyServiceSigner(
            new KeyService() {
              @Override
              public byte[] publicKey() {
                return member(
                    "TrentService.GetPublicKey", "{\"KeyId\":\"" + ARN + "\"}", "PublicKey");
              }

              @Override
              public byte[] sign(byte[] digest) {
                return member("TrentService.Sign", SIGN, "Signature");
              }
            });
    assertEquals(key.address(), signer.address());
    byte[] first = member("TrentService.Sign", SIGN, "Signature");
    byte[] second = member("TrentService.Sign", SIGN, "Signature");
    // the same r, and a number of the upper half has a sign byte more
    assertEquals(first.length + 1, second.length);
    assertEquals(signer.sign(new byte[32]), signer.sign(new byte[32]));
    assertEquals(4, key.signatures());
  }

  @ParameterizedTest
  @CsvSource({
    "MessageType, Other, ValidationException",
    "DIGEST, RAW, ValidationException",
    "ECDSA_SHA_256, ECDSA_SHA_384, ValidationException",
    "AAAA, ?, ValidationException",
    "AAAA, '', ValidationException",
    "key/one, key/two, NotFoundException",
    "'{', '[', SerializationException",
  })
  void whatKmsWouldRefuseIsRefused(String was, String is, String word) {
    HttpResponse<String> refused = ask("TrentService.Sign", SIGN.replace(was, is));
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains(word), refused.body());
    assertEquals(0, key.signatures());
  }

  @Test
  void otherOperationsAndServicesAreRefused() {
    for (String other : new String[] {"TrentService.Decrypt", "secretsmanager.Sign"}) {
      assertTrue(ask(other, SIGN).body().contains("UnknownOperationException"), other);
    }
  }
}
