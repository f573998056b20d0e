package io.fairfall.withdrawals.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.developmentkeys.DevelopmentKey;
import io.fairfall.developmentkeys.DevelopmentKeyService;
import io.fairfall.developmentkeys.KeyFault;
import io.fairfall.ethereumsignatures.KeyServiceAnswerException;
import io.fairfall.ethereumsignatures.SignerUnavailableException;
import io.fairfall.ethereumsignatures.TextSigner;
import io.fairfall.ethereumsignatures.TransactionSigner;
import io.fairfall.ethereumsignatures.WalletSignature;
import io.fairfall.platform.Environment;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SDK's own client, and a server that answers as KMS does. */
@Tag("integration")
class KmsKeyServiceTest {
  private static final String ARN = "arn:aws:kms:us-east-1:000000000000:key/hot-wallet";
  private static final String ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final int REQUESTS_OF_A_CALL = 3;

  private final DevelopmentKey key =
      DevelopmentKey.of("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  @AutoClose private final DevelopmentKeyService service;
  private final AtomicLong passedMs = new AtomicLong();
  private final InstantSource clock =
      () -> Instant.ofEpochMilli(System.currentTimeMillis() + passedMs.get());
  private int before;

  KmsKeyServiceTest() throws IOException {
    this.service = DevelopmentKeyService.start(key, ARN);
  }

  private Environment environment(String arn) {
    Map<String, String> variables = new HashMap<>();
    variables.put("MODE", "aws");
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    variables.put("AWS_ENDPOINT_URL_KMS", service.origin().toString());
    variables.put(Signers.KEY_ID, arn);
    return new Environment(variables);
  }

  private TransactionSigner signer() {
    return Signers.of(environment(ARN), ADDRESS, clock);
  }

  private static String recovered(TransactionSigner signer, String text) {
    String signature = new TextSigner(signer).sign(text);
    return WalletSignature.parse(signature).orElseThrow().signer(text).orElseThrow().lowerCase();
  }

  private int asked() {
    return service.requests() - before;
  }

  @BeforeEach
  void count() {
    before = service.requests();
  }

  @Test
  void itSignsWithTheLowerAndTheHigherNumberForItsOwnAddress() {
    TransactionSigner signer = signer();
    for (int i = 0; i < 40; i++) {
      assertEquals(ADDRESS, recovered(signer, "text " + i));
    }
    assertEquals(40, key.signatures(), "each of them by the service, half with the higher s");
  }

  @Test
  void anotherKeyThanTheWalletsIsRefusedAtTheStart() {
    String other = "0x" + "1".repeat(40);
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> Signers.of(environment(ARN), other, clock));
    assertEquals(
        "HOT_WALLET_ADDRESS is not the address of the key, which is " + ADDRESS,
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"THROTTLED", "INTERNAL"})
  void whatFailsTwiceIsAskedOnceMore(KeyFault fault) {
    TransactionSigner signer = signer();
    count();
    service.fail(fault, REQUESTS_OF_A_CALL - 1);
    assertEquals(ADDRESS, recovered(signer, "text"));
    assertEquals(REQUESTS_OF_A_CALL, asked());
  }

  @ParameterizedTest
  @CsvSource({
    "THROTTLED, 3, ThrottlingException",
    "INTERNAL, 3, KMSInternalException",
    "DENIED, 1, AccessDeniedException",
    "DISABLED, 1, DisabledException"
  })
  void whatGoesOnFailingIsNotAskedForEver(KeyFault fault, int requests, String word) {
    TransactionSigner signer = signer();
    count();
    service.fail(fault, REQUESTS_OF_A_CALL + 1);
    SignerUnavailableException failed =
        assertThrows(SignerUnavailableException.class, () -> signer.sign(new byte[32]));
    assertEquals("the key " + ARN + " signs nothing: " + word, failed.getMessage());
    assertEquals(requests, asked());
    service.mend();
    passedMs.addAndGet(KmsKeyService.REST_MS);
    assertEquals(ADDRESS, recovered(signer, "text"));
  }

  @Test
  void oneThatSaysNothingHasFailedAfterSeconds() {
    TransactionSigner signer = signer();
    service.fail(KeyFault.SILENT, REQUESTS_OF_A_CALL + 1);
    long began = System.nanoTime();
    assertThrows(SignerUnavailableException.class, () -> signer.sign(new byte[32]));
    long tookMs = (System.nanoTime() - began) / 1_000_000;
    assertTrue(tookMs < KmsKeyService.PATIENCE.toMillis() + 3_000, tookMs + " ms");
    service.mend();
    count();
    assertThrows(SignerUnavailableException.class, () -> signer.sign(new byte[32]));
    assertEquals(0, asked(), "a silent key rests");
    passedMs.addAndGet(KmsKeyService.REST_MS);
    assertEquals(ADDRESS, recovered(signer, "text"));
  }

  @Test
  void aSignatureOfAnotherKeyIsNone() {
    TransactionSigner signer = signer();
    service.fail(KeyFault.ANOTHER_KEY, 1);
    assertThrows(KeyServiceAnswerException.class, () -> signer.sign(new byte[32]));
  }

  @Test
  void aKeyThatIsNotThereOrNotOursIsNoSigner() {
    SignerUnavailableException absent =
        assertThrows(
            SignerUnavailableException.class,
            () -> Signers.of(environment(ARN + "1"), ADDRESS, clock));
    assertEquals(
        "the key " + ARN + "1 gives no public key: NotFoundException", absent.getMessage());
    service.fail(KeyFault.DENIED, 1);
    assertThrows(
        SignerUnavailableException.class, () -> Signers.of(environment(ARN), ADDRESS, clock));
  }
}
