package io.fairfall.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.fairfall.dynamodb.EmbeddedDynamo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class SessionTokensTest {
  private static final String TABLE = "secrets";
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final long FUZZ_SEED = 20_261_120;
  private static final int FUZZ_RUNS = 2_000;

  @AutoClose private static final EmbeddedDynamo DYNAMO = EmbeddedDynamo.inMemory();

  private final TestClock clock = new TestClock();
  private final SessionKeys keys =
      new SessionKeys(DYNAMO.client(), TABLE, clock, Randomness.ofSystem());
  private final SessionTokens tokens = new SessionTokens(keys, clock);

  @BeforeAll
  static void createTable() {
    DYNAMO.createKeyedTable(TABLE);
  }

  @Test
  void aTokenNamesItsPlayerUntilItsEnd() {
    Session session = tokens.issue(PLAYER);
    assertEquals(PLAYER, session.player());
    assertEquals(Instant.parse("2026-11-20T22:00:00Z").toEpochMilli(), session.expiresAtMs());
    clock.pass(Duration.ofMillis(session.expiresAtMs() - clock.millis() - 1));
    assertEquals(Optional.of(session), tokens.verify(session.token()));
    clock.pass(Duration.ofMillis(1));
    assertEquals(Optional.empty(), tokens.verify(session.token()));
  }

  @Test
  void anotherFunctionVerifiesTheToken() {
    String token = tokens.issue(PLAYER).token();
    SessionKeys elsewhere = new SessionKeys(DYNAMO.client(), TABLE, clock, Randomness.ofSystem());
    assertEquals(
        Optional.of(PLAYER),
        new SessionTokens(elsewhere, clock).verify(token).map(Session::player));
  }

  @Test
  void onlyALowerCaseAddressIsAPlayer() {
    assertThrows(IllegalArgumentException.class, () -> tokens.issue("0xF39F"));
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    assertRefused(new PlainJWT(claims().build()).serialize());
    String signed = tokens.issue(PLAYER).token();
    assertRefused(signed.substring(0, signed.lastIndexOf('.') + 1));
  }

  @Test
  void aTokenOfAnotherAlgorithmIsRefusedThoughItsKeyIsOurs() throws JOSEException {
    byte[] padded = new byte[64]; // HMAC pads keys with zeros, so this is the same key
    System.arraycopy(keys.signing().secret().getEncoded(), 0, padded, 0, SigningKey.SECRET_BYTES);
    assertRefused(signed(JWSAlgorithm.HS512, keys.signing().kid(), padded, claims()));
  }

  @Test
  void aTokenOfAnotherKeyIsRefused() throws JOSEException {
    byte[] foreign = new byte[SigningKey.SECRET_BYTES];
    assertRefused(signed(JWSAlgorithm.HS256, keys.signing().kid(), foreign, claims()));
    assertRefused(signed(JWSAlgorithm.HS256, "feedfacefeedface", foreign, claims()));
  }

  @Test
  void ourOwnKeyDoesNotMakeUpForAWrongClaim() throws JOSEException {
    assertEquals(Optional.of(PLAYER), tokens.verify(ours(claims())).map(Session::player));
    assertRefused(ours(claims().issuer("another")));
    assertRefused(ours(claims().issuer(null)));
    assertRefused(ours(claims().audience("another")));
    assertRefused(ours(claims().subject("admin")));
    assertRefused(ours(claims().subject(null)));
    assertRefused(ours(claims().expirationTime(null)));
    assertRefused(ours(claims().issueTime(null)));
    assertRefused(ours(claims().issueTime(Date.from(clock.instant().plusSeconds(60)))));
  }

  @Test
  void aTokenWithAnyBitChangedIsRefused() {
    String token = tokens.issue(PLAYER).token();
    String[] parts = token.split("\\.", -1);
    for (int part = 0; part < parts.length; part++) {
      byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        String[] forged = parts.clone();
        forged[part] = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
        assertRefused(String.join(".", forged));
      }
    }
  }

  @Test
  void garbageIsRefusedWithoutAFailure() {
    tokens.issue(PLAYER);
    Random random = new Random(FUZZ_SEED);
    for (int run = 0; run < FUZZ_RUNS; run++) {
      byte[] header = new byte[random.nextInt(60)];
      random.nextBytes(header);
      String first = Base64.getUrlEncoder().encodeToString(header);
      assertRefused(first + ".".repeat(random.nextInt(4)) + random.nextLong());
    }
    assertRefused("");
    assertRefused("x".repeat(100_000));
    String pit = "{\"alg\":" + "[".repeat(700);
    assertRefused(
        Base64.getUrlEncoder().encodeToString(pit.getBytes(StandardCharsets.US_ASCII)) + ".e30.AA");
  }

  @Test
  void theTextFormOfASessionHidesTheToken() {
    Session session = tokens.issue(PLAYER);
    assertFalse(session.toString().contains(session.token()));
  }

  private void assertRefused(String token) {
    assertEquals(
        Optional.empty(), tokens.verify(token), () -> token + " (fuzz seed " + FUZZ_SEED + ")");
  }

  private String ours(JWTClaimsSet.Builder claims) throws JOSEException {
    SigningKey key = keys.signing();
    return signed(JWSAlgorithm.HS256, key.kid(), key.secret().getEncoded(), claims);
  }

  private static String signed(
      JWSAlgorithm algorithm, String kid, byte[] secret, JWTClaimsSet.Builder claims)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims.build());
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("fairfall")
        .audience("fairfall-players")
        .subject(PLAYER)
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plusSeconds(60)));
  }
}
