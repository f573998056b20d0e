package io.fairfall.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.identity.IdentityFixture.Answer;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.journal.Journals;
import io.fairfall.json.JsonCodec;
import io.fairfall.session.Nonces;
import io.fairfall.session.Randomness;
import io.fairfall.session.Session;
import io.fairfall.session.SessionKeys;
import io.fairfall.session.SessionTokens;
import io.fairfall.session.Tickets;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class IdentityHandlerTest {
  private static final long FUZZ_SEED = 20_261_120;
  private static final int FUZZ_RUNS = 1_000;
  private static final TestWallet WALLET = TestWallet.DEVELOPMENT;
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  @AutoClose private static final IdentityFixture DESK = new IdentityFixture();

  private final IdentityHandler identity = DESK.identity();

  @Test
  void aWalletSignsInWithAMessageThatItSigned() {
    String message = IdentityFixture.invite(identity, WALLET.address()).text("message");
    Answer answer = IdentityFixture.signIn(identity, message, WALLET.sign(message));
    assertEquals(200, answer.status());
    assertEquals(PLAYER, answer.text("player"));
    assertEquals(Optional.of(PLAYER), tokens().verify(answer.text("token")).map(Session::player));
    assertEquals(
        Instant.parse("2026-11-20T22:00:00Z").toEpochMilli(),
        new BigDecimal(answer.text("expiresAt")).longValueExact());
  }

  /** The signature in the sample event was made by a real node's {@code personal_sign}. */
  @Test
  void theSampleEventsAreOneWholeSignIn() {
    byte[] sampleNonce = HexFormat.of().parseHex("0123456789abcdef0123456789abcdef");
    try (IdentityFixture desk = new IdentityFixture()) {
      IdentityHandler scripted =
          new IdentityHandler(desk.environment(), desk, count -> sampleNonce.clone());
      Answer invitation = IdentityFixture.ask(scripted, "session-nonce.json");
      assertEquals("0123456789abcdef0123456789abcdef", invitation.text("nonce"));
      assertTrue(
          IdentityFixture.sample("session.json").contains("Nonce: " + invitation.text("nonce")));
      assertEquals(200, IdentityFixture.ask(desk.identity(), "session.json").status());
    }
  }

  @Test
  void aWalletThatSignedInIsRememberedForEver() {
    for (int time = 0; time < 2; time++) {
      String message = IdentityFixture.invite(identity, WALLET.address()).text("message");
      assertEquals(200, IdentityFixture.signIn(identity, message, WALLET.sign(message)).status());
    }
    Journals events = new DynamoJournals(DESK.dynamo().client(), IdentityFixture.EVENTS);
    assertEquals(1, events.head("wallet:" + PLAYER).orElseThrow().version());
  }

  @Test
  void aMessageSignsInOnce() {
    String message = IdentityFixture.invite(identity, WALLET.address()).text("message");
    String signature = WALLET.sign(message);
    assertEquals(200, IdentityFixture.signIn(identity, message, signature).status());
    assertProblem(401, "UNAUTHENTICATED", IdentityFixture.signIn(identity, message, signature));
  }

  @Test
  void ofManyConcurrentSignInsOneSucceeds() throws Exception {
    String message = IdentityFixture.invite(identity, WALLET.address()).text("message");
    String signature = WALLET.sign(message);
    Callable<Integer> attempt =
        () -> IdentityFixture.signIn(DESK.identity(), message, signature).status();
    Map<Integer, Integer> answers = new HashMap<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> attempts = IntStream.range(0, 8).mapToObj(i -> attempt).toList();
      for (Future<Integer> answer : clients.invokeAll(attempts)) {
        answers.merge(answer.get(), 1, Integer::sum);
      }
    }
    assertEquals(Map.of(200, 1, 401, 7), answers);
  }

  @Test
  void aMessageIsGoodForFiveMinutes() {
    try (IdentityFixture desk = new IdentityFixture()) {
      IdentityHandler slow = desk.identity();
      String first = IdentityFixture.invite(slow, WALLET.address()).text("message");
      String second = IdentityFixture.invite(slow, WALLET.address()).text("message");
      desk.pass(Nonces.LIFETIME.minusSeconds(1));
      assertEquals(200, IdentityFixture.signIn(slow, first, WALLET.sign(first)).status());
      desk.pass(Duration.ofSeconds(1));
      assertProblem(
          401, "UNAUTHENTICATED", IdentityFixture.signIn(slow, second, WALLET.sign(second)));
    }
  }

  @Test
  void anotherKeysSignatureIsRefusedAndUsesNothingUp() {
    String message = IdentityFixture.invite(identity, WALLET.address()).text("message");
    TestWallet thief = TestWallet.any(new Random(1));
    assertProblem(
        401, "UNAUTHENTICATED", IdentityFixture.signIn(identity, message, thief.sign(message)));
    assertEquals(200, IdentityFixture.signIn(identity, message, WALLET.sign(message)).status());
  }

  @Test
  void theOwnMessageOfAnotherSignerIsRefusedUnderAForeignNonce() {
    TestWallet thief = TestWallet.any(new Random(2));
    String victims = IdentityFixture.invite(identity, WALLET.address()).text("message");
    String forged = victims.replace(WALLET.address().checksummed(), thief.address().checksummed());
    assertProblem(
        401, "UNAUTHENTICATED", IdentityFixture.signIn(identity, forged, thief.sign(forged)));
  }

  @Test
  void aMessageThatWeNeverWroteIsRefusedThoughItsOwnerSignedIt() {
    String message = IdentityFixture.invite(identity, WALLET.address()).text("message");
    String unknown = message.replaceFirst("Nonce: .*", "Nonce: " + "0".repeat(32));
    assertProblem(
        401, "UNAUTHENTICATED", IdentityFixture.signIn(identity, unknown, WALLET.sign(unknown)));
    String longer = message.replaceFirst("Expiration Time: 2026", "Expiration Time: 2027");
    assertProblem(400, "VALIDATION", IdentityFixture.signIn(identity, longer, WALLET.sign(longer)));
    String later = message.replace("2026-", "2027-");
    assertProblem(
        401, "UNAUTHENTICATED", IdentityFixture.signIn(identity, later, WALLET.sign(later)));
    String elsewhere = message.replace("localhost:8080", "fairfall.example");
    assertProblem(
        400, "VALIDATION", IdentityFixture.signIn(identity, elsewhere, WALLET.sign(elsewhere)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"address\":null}",
        "{\"address\":7}",
        "{\"address\":{}}",
        "{\"address\":\"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb9226\"}",
        "{\"address\":\"0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266\"}"
      })
  void anInvitationNeedsAnAddress(String body) {
    assertProblem(400, "VALIDATION", IdentityFixture.ask(identity, "session-nonce.json", body));
  }

  @Test
  void aTicketIsForThePlayerWhomTheAuthoriserNamed() {
    Answer answer = IdentityFixture.ask(identity, "socket-ticket.json");
    assertEquals(200, answer.status());
    Tickets tickets =
        new Tickets(DESK.dynamo().client(), IdentityFixture.SESSIONS, DESK, Randomness.ofSystem());
    assertEquals(
        Optional.of(new Tickets.Pass(PLAYER, 1_795_212_000_000L)),
        tickets.spend(answer.text("ticket")));
  }

  @Test
  void withoutAPlayerThereIsNoTicket() {
    String nobody =
        IdentityFixture.sample("socket-ticket.json").replace("\"player\"", "\"stranger\"");
    assertProblem(401, "UNAUTHENTICATED", IdentityFixture.invoke(identity, nobody));
  }

  @Test
  void anAuthoriserThatDoesNotTellTheSessionsEndIsWaitedFor() {
    String endless =
        IdentityFixture.sample("socket-ticket.json").replace("\"sessionEndsAt\"", "\"other\"");
    assertProblem(503, "UNAVAILABLE", IdentityFixture.invoke(identity, endless));
  }

  @Test
  void afterASessionsEndThereIsNoTicket() {
    String late = IdentityFixture.sample("socket-ticket.json").replace("1795212000000", "1000");
    assertProblem(401, "UNAUTHENTICATED", IdentityFixture.invoke(identity, late));
  }

  @Test
  void anUnknownRouteIsNotFound() {
    String elsewhere =
        IdentityFixture.sample("socket-ticket.json").replace("socket-ticket", "socket-tickets");
    assertProblem(404, "NOT_FOUND", IdentityFixture.invoke(identity, elsewhere));
  }

  @Test
  void aBrokenStoreIsNobodysMistake() {
    Map<String, String> environment = new HashMap<>(DESK.environment());
    environment.put("SESSIONS_TABLE", "missing");
    Answer answer = IdentityFixture.ask(new IdentityHandler(environment), "session-nonce.json");
    assertProblem(503, "UNAVAILABLE", answer);
  }

  @Test
  void garbageIsAlwaysANamedProblem() {
    Random random = new Random(FUZZ_SEED);
    IdentityHandler seeded =
        new IdentityHandler(DESK.environment(), DESK, count -> drawn(random, count));
    for (int run = 0; run < FUZZ_RUNS; run++) {
      String message = IdentityFixture.invite(seeded, WALLET.address()).text("message");
      String body = JsonCodec.write(Map.of("message", message, "signature", WALLET.sign(message)));
      String sent = random.nextInt(10) == 0 ? noise(random) : damaged(body, random);
      String route = random.nextInt(5) == 0 ? "session-nonce.json" : "session.json";
      Answer answer = IdentityFixture.ask(seeded, route, sent);
      assertTrue(
          List.of("VALIDATION", "UNAUTHENTICATED").contains(answer.text("code"))
              && List.of(400, 401).contains(answer.status()),
          () -> answer + " to " + sent + " (seed " + FUZZ_SEED + ")");
    }
  }

  /** The body with a few characters replaced, and not only by the other case of a hex digit. */
  private static String damaged(String body, Random random) {
    StringBuilder damaged = new StringBuilder(body);
    do {
      int at = random.nextInt(damaged.length());
      if (random.nextInt(8) == 0) {
        damaged.insert(at, "\\ud800");
      } else {
        damaged.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0xd800));
      }
    } while (damaged.toString().equalsIgnoreCase(body) || random.nextInt(3) == 0);
    return damaged.toString();
  }

  private static String noise(Random random) {
    return new String(drawn(random, random.nextInt(300)), StandardCharsets.ISO_8859_1);
  }

  private static byte[] drawn(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertEquals(code, answer.text("code"));
    assertFalse(answer.text("detail").isEmpty());
  }

  private static SessionTokens tokens() {
    return new SessionTokens(
        new SessionKeys(
            DESK.dynamo().client(), IdentityFixture.SECRETS, DESK, Randomness.ofSystem()),
        DESK);
  }
}
