package io.fairfall.deposits.repair;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.deposits.DepositAdminHandler;
import io.fairfall.deposits.DepositsEndpoint;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.Indexer;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.OutboxEntry;
import io.fairfall.deposits.cursor.OutboxEntry.Disposition;
import io.fairfall.deposits.outbox.OutboxProcessor;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.deposits.wiring.DepositsContext;
import io.fairfall.deposits.wiring.PresenceMarker;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.http.ProblemException;
import io.fairfall.money.Wei;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;

/** Who is credited with what came from a wallet that never signed in. */
@Tag("integration")
class ClaimsTest {
  private static final Credentials FOREIGN = Credentials.create("1".repeat(64));
  private static final Credentials OTHER = Credentials.create("2".repeat(64));

  /** Of the curve secp256k1 (SEC 2, section 2.4.1). */
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private DepositsFixture world;
  private Claims claims;

  @BeforeEach
  void start() throws Exception {
    world = new DepositsFixture();
    world.anvil.endow(FOREIGN.getAddress(), BigInteger.TEN.pow(20));
    world.tick();
    claims = new Claims(world.desk());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void theSendersSignatureGivesADepositToOnePlayerOnce() {
    String hash = world.send(FOREIGN.getAddress(), 700);
    world.mine(12);
    List<DepositTransfer> found = world.desk().unattributed().of(31_337, hash);
    assertEquals(world.kept(), found);
    String key = found.getFirst().key();
    String forAlice = signed(FOREIGN, claims.text(found.getFirst(), ALICE));
    assertRefused(ALICE, key, null, "has to sign");
    assertRefused(ALICE, key, "0x1234", "not the signature");
    assertRefused(ALICE, key, "0x" + "ff".repeat(65), "not the signature");
    assertRefused(ALICE, key, signed(OTHER, claims.text(found.getFirst(), ALICE)), "not the sig");
    assertRefused(BOB, key, forAlice, "not the signature"); // it says who is credited
    assertEquals(0, world.balance(ALICE) + world.balance(BOB));
    claims.claimFor(ALICE, key, forAlice);
    claims.claimFor(ALICE, key, forAlice);
    assertEquals(700, world.balance(ALICE));
    String forBob = signed(FOREIGN, claims.text(found.getFirst(), BOB));
    assertRefused(BOB, key, forBob, "for another player");
    assertEquals(0, world.balance(BOB));
    assertEquals(0, world.desk().unattributed().unclaimed());
  }

  @Test
  void aContractsMoneyIsForTheHouseToGive() {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    String pay = PayerContract.pay(new Payment(HOUSE, BigInteger.valueOf(300)));
    world.anvil.send(
        new io.fairfall.anvil.TransferRequest(BOB, payer, BigInteger.valueOf(300), pay));
    world.passedMs.addAndGet(61_000);
    world.mine(13);
    String key = world.kept().getFirst().key();
    assertRefused(BOB, key, "0x" + "11".repeat(65), "A contract sent this");
    assertEquals(0, world.balance(BOB));
  }

  @Test
  void aSignatureIsOfUseForOneDepositOfOneHouseOnOneChain() {
    world.send(FOREIGN.getAddress(), 700);
    world.send(FOREIGN.getAddress(), 701);
    world.mine(12);
    DepositTransfer first = keptOf(700);
    DepositTransfer second = keptOf(701);
    ClaimText right = claims.text(first, ALICE);
    assertRefused(ALICE, second.key(), signed(FOREIGN, right), "not the signature");
    List<ClaimText> foreign =
        List.of(
            new ClaimText("0x" + "77".repeat(20), first.key(), first.from(), first.amount(), ALICE),
            new ClaimText(
                HOUSE, first.key().replace(":31337:", ":1:"), first.from(), first.amount(), ALICE),
            new ClaimText(HOUSE, first.key(), first.from(), Wei.of(7_000), ALICE),
            new ClaimText(HOUSE, first.key(), ALICE, first.amount(), ALICE));
    for (ClaimText other : foreign) {
      assertRefused(ALICE, first.key(), signed(FOREIGN, other), "not the signature");
    }
    assertRefused(ALICE, "deposit:31337:0x00:N", signed(FOREIGN, right), "Nothing is kept");
    assertEquals(0, world.balance(ALICE));
    assertTrue(right.text().contains(first.key()) && right.text().contains(HOUSE));
  }

  @Test
  void ofTheTwoFormsOfASignatureOnlyTheWalletsOwnCounts() {
    world.send(FOREIGN.getAddress(), 700);
    world.mine(12);
    DepositTransfer kept = keptOf(700);
    String signature = signed(FOREIGN, claims.text(kept, ALICE));
    assertRefused(ALICE, kept.key(), mirrored(signature), "not the signature");
    claims.claimFor(ALICE, kept.key(), signature);
    claims.claimFor(ALICE, kept.key(), signature.toUpperCase(Locale.ROOT).replace("0X", "0x"));
    assertEquals(700, world.balance(ALICE));
    assertEquals(1, world.version(ALICE));
  }

  @Test
  void twoWhoClaimAtOneTimeAreCreditedOnceTogether() throws Exception {
    for (int time = 0; time < 5; time++) {
      world.send(FOREIGN.getAddress(), 700);
      world.mine(12);
      DepositTransfer kept = keptOf(700);
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        List<Callable<Boolean>> both = new ArrayList<>();
        for (String player : List.of(ALICE, BOB, ALICE, BOB)) {
          String signature = signed(FOREIGN, claims.text(kept, player));
          Claims theirs = new Claims(world.another());
          both.add(() -> isClaimed(theirs, player, kept.key(), signature));
        }
        for (Future<Boolean> done : threads.invokeAll(both)) {
          done.get();
        }
      }
      assertEquals(700L * (time + 1), world.balance(ALICE) + world.balance(BOB));
      assertEquals(time + 1L, world.version(ALICE) + world.version(BOB));
    }
  }

  private static boolean isClaimed(Claims claims, String player, String key, String signature) {
    try {
      claims.claimFor(player, key, signature);
      return true;
    } catch (ProblemException second) {
      return false;
    }
  }

  @Test
  void aClaimBesideTheWalkAndAReprocessCreditsOnce() throws Exception {
    world.send(FOREIGN.getAddress(), 700);
    world.mine(12);
    DepositTransfer kept = keptOf(700);
    world.signIn(FOREIGN.getAddress()); // a walk from the first block would credit the sender now
    claims.claimFor(ALICE, kept.key(), signed(FOREIGN, claims.text(kept, ALICE)));
    DepositsContext desk = world.another();
    Reprocess reprocess = new Reprocess(desk, desk.nodes(ProviderHealthSnapshot.NONE));
    assertEquals(List.of(), reprocess.run(1, world.anvil.head() - 11, false, Set.of()).missing());
    try (OutboxProcessor carrier = desk.carrier()) {
      // and a walk that has decided so goes on
      Cursor decided =
          new CursorChange(world.cursor())
              .outbox(List.of(new OutboxEntry(kept, Disposition.CREDITED)))
              .made();
      carrier.carryOut(decided);
      assertEquals(List.of(), carrier.acknowledged(decided).outbox());
    }
    assertEquals(700, world.balance(ALICE));
    assertEquals(0, world.balance(FOREIGN.getAddress()));
  }

  @Test
  void whatADeepReorganisationTookAwayIsTakenBackFromWhoClaimedItAndClaimedNoMore() {
    world.send(FOREIGN.getAddress(), 700);
    world.send(FOREIGN.getAddress(), 701);
    world.mine(13);
    DepositTransfer claimed = keptOf(700);
    DepositTransfer waiting = keptOf(701);
    String forAlice = signed(FOREIGN, claims.text(waiting, ALICE));
    claims.claimFor(ALICE, claimed.key(), signed(FOREIGN, claims.text(claimed, ALICE)));
    world.anvil.reorg(13);
    world.mine(14);
    assertTrue(world.cursor().isHalted());
    assertRefused(ALICE, waiting.key(), forAlice, "halted");
    Map<String, Object> approved =
        new DepositAdminHandler(world.another())
            .answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"a fork\"}");
    assertEquals(true, approved.get("ok"), approved.toString());
    assertEquals(0, world.balance(ALICE));
    assertEquals("reversed", world.told(ALICE).ended().getFirst().state());
    assertRefused(ALICE, waiting.key(), forAlice, "left the chain");
    world.mine(13);
    assertEquals(0, world.balance(ALICE));
  }

  private DepositTransfer keptOf(long wei) {
    return world.kept().stream()
        .filter(one -> one.amount().equals(Wei.of(wei)))
        .findFirst()
        .orElseThrow();
  }

  /** The same point of the curve, seen from the other side: n - s, and the other parity. */
  private static String mirrored(String signature) {
    BigInteger s = new BigInteger(signature.substring(66, 130), 16);
    String parity = signature.endsWith("1b") ? "1c" : "1b";
    return signature.substring(0, 66) + "%064x".formatted(ORDER.subtract(s)) + parity;
  }

  @Test
  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  void openingThePageWakesTheIndexerWhichThenGoesOnLooking() throws Exception {
    AtomicInteger woken = new AtomicInteger();
    DepositsEndpoint pages = new DepositsEndpoint(world.another(), woken::incrementAndGet);
    new Indexer(world.desk()).work(world.clock.millis() + 60_000); // ends: nobody is there
    for (int visit = 0; visit < 3; visit++) {
      try (InputStream in = Files.newInputStream(Path.of("../../events/deposits.json"))) {
        pages.handleRequest(in, new ByteArrayOutputStream(), null);
      }
    }
    assertEquals(1, woken.get());
    world.passedMs.addAndGet(10_000);
    Thread indexer =
        Thread.ofVirtual().start(() -> work(world.another(), world.clock.millis() + 600_000));
    Thread.sleep(300); // it has nothing to do, and looks on
    world.send(ALICE, 90);
    world.anvil.mine(12);
    for (int patience = 0; patience < 100 && world.balance(ALICE) == 0; patience++) {
      Thread.sleep(50);
    }
    assertEquals(90, world.balance(ALICE));
    assertTrue(indexer.isAlive());
    world.passedMs.addAndGet(PresenceMarker.COUNTS_MS); // the visitor is gone
    assertTrue(indexer.join(Duration.ofSeconds(10)));
  }

  private static void work(DepositsContext desk, long endsAtMs) {
    try {
      new Indexer(desk).work(endsAtMs);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoOpensThePageWakesTheIndexerOnceInSomeSeconds() {
    PresenceMarker here = world.desk().visitors();
    PresenceMarker there = world.another().visitors();
    long nowMs = world.clock.millis();
    assertTrue(here.came(nowMs));
    assertEquals(false, here.came(nowMs + 1));
    assertEquals(false, there.came(nowMs + 2));
    assertTrue(there.areThere(nowMs + PresenceMarker.COUNTS_MS - 1));
    assertEquals(false, there.areThere(nowMs + PresenceMarker.COUNTS_MS));
    assertTrue(here.came(nowMs + 10_000));
  }

  private void assertRefused(String player, String key, @Nullable String signature, String words) {
    ProblemException refusal =
        assertThrows(ProblemException.class, () -> claims.claimFor(player, key, signature));
    assertTrue(refusal.problem().toString().contains(words), refusal.problem().toString());
  }

  private static String signed(Credentials by, ClaimText text) {
    Sign.SignatureData made =
        Sign.signPrefixedMessage(text.text().getBytes(StandardCharsets.UTF_8), by.getEcKeyPair());
    HexFormat hex = HexFormat.of();
    return "0x"
        + hex.formatHex(made.getR())
        + hex.formatHex(made.getS())
        + hex.formatHex(made.getV());
  }
}
