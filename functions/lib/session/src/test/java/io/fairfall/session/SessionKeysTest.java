package io.fairfall.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.dynamodb.EmbeddedDynamo;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("integration")
class SessionKeysTest {
  private static final String TABLE = "secrets";

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final TestClock clock = new TestClock();

  @BeforeEach
  void createTable() {
    DYNAMO.createKeyedTable(TABLE);
  }

  @AfterEach
  void dropTable() {
    DYNAMO.client().deleteTable(table -> table.tableName(TABLE));
  }

  @Test
  void theFirstToSignMakesTheKeyAndEveryoneElseFindsIt() {
    SigningKey made = keys().signing();
    assertEquals(made.kid(), keys().signing().kid());
    assertEquals(made.secret(), keys().find(made.kid()).orElseThrow().secret());
  }

  @Test
  void whoeverOnlyVerifiesMakesNoKey() {
    assertEquals(Optional.empty(), keys().find("0123456789abcdef"));
    assertFalse(DYNAMO.client().getItem(get -> get.tableName(TABLE).key(itemKey())).hasItem());
  }

  @Test
  void aVerifierThatFoundNoKeyFindsItAsSoonAsItIsMade() {
    SessionKeys verifier = keys();
    assertEquals(Optional.empty(), verifier.find("0123456789abcdef"));
    SigningKey made = keys().signing();
    assertTrue(verifier.find(made.kid()).isPresent());
  }

  @Test
  void concurrentFirstSignersAgreeOnOneKey() throws Exception {
    Callable<String> sign =
        () -> {
          SigningKey key = keys().signing();
          return key.kid() + HexFormat.of().formatHex(key.secret().getEncoded());
        };
    Set<String> made = new HashSet<>();
    try (ExecutorService signers = Executors.newFixedThreadPool(8)) {
      for (Future<String> key :
          signers.invokeAll(List.of(sign, sign, sign, sign, sign, sign, sign, sign))) {
        made.add(key.get());
      }
    }
    assertEquals(1, made.size());
  }

  @Test
  void anAnnouncedKeyVerifiesBeforeItSigns() {
    SessionKeys signer = keys();
    SigningKey old = signer.signing();
    Duration announced = SessionKeys.FRESH.multipliedBy(2);
    SigningKey next = key("feedfacefeedface", clock.instant().plus(announced).getEpochSecond());
    store(new KeyRing(List.of(old, next)));

    clock.pass(SessionKeys.FRESH);
    assertEquals(old.kid(), signer.signing().kid());
    assertTrue(signer.find(next.kid()).isPresent());

    clock.pass(SessionKeys.FRESH);
    assertEquals(next.kid(), signer.signing().kid());
    assertTrue(signer.find(old.kid()).isPresent(), "tokens of the old key live on");
  }

  @Test
  void aWithdrawnKeyIsForgottenOnceCopiesHaveAged() {
    SessionKeys verifier = keys();
    SigningKey stolen = verifier.signing();
    store(new KeyRing(List.of(key("feedfacefeedface", 0))));
    assertTrue(verifier.find(stolen.kid()).isPresent());
    clock.pass(SessionKeys.FRESH);
    assertEquals(Optional.empty(), verifier.find(stolen.kid()));
  }

  @Test
  void noTextFormShowsASecret() {
    SigningKey key = key("feedfacefeedface", 0);
    Stream.of(key.toString(), new KeyRing(List.of(key)).toString())
        .forEach(text -> assertFalse(text.contains("SecretKeySpec") || text.contains("07"), text));
  }

  private SessionKeys keys() {
    return new SessionKeys(DYNAMO.client(), TABLE, clock, Randomness.ofSystem());
  }

  private static SigningKey key(String kid, long signsFromSeconds) {
    byte[] secret = new byte[SigningKey.SECRET_BYTES];
    Arrays.fill(secret, (byte) 7);
    return SigningKey.of(kid, signsFromSeconds, secret);
  }

  private static void store(KeyRing ring) {
    DYNAMO.client().putItem(put -> put.tableName(TABLE).item(ring.toStore("session-key")));
  }

  private static Map<String, AttributeValue> itemKey() {
    return Map.of("pk", AttributeValue.fromS("session-key"));
  }
}
