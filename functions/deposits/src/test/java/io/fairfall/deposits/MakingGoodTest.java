package io.fairfall.deposits;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.anvil.Anvil.Placed;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.apicontract.HttpContract;
import io.fairfall.deposits.cursor.Approval;
import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.repair.Claims;
import io.fairfall.deposits.repair.Reprocess;
import io.fairfall.ethereumrpc.ProviderHealthSnapshot;
import io.fairfall.json.JsonCodec;
import io.fairfall.ledger.Operation;
import io.fairfall.ledger.OperationId;
import io.fairfall.money.Wei;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What operators and players do about what the walk could not, or may not, do by itself. */
@Tag("integration")
class MakingGoodTest {
  private DepositsFixture world;
  private DepositAdminHandler operations;

  @BeforeEach
  void start() throws Exception {
    world = new DepositsFixture();
    world.tick();
    operations = new DepositAdminHandler(world.another());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aReprocessBesideTheLiveWalkChangesNoBalanceHoweverOften() throws Exception {
    for (int block = 0; block < 15; block++) {
      world.send(ALICE, 100 + block);
      world.send(STRANGER, 60);
      world.anvil.mine(1);
    }
    world.anvil.mine(3);
    world.tick();
    long alice = world.balance(ALICE);
    assertTrue(alice > 0 && alice < 15 * 107);
    Reprocess reprocess =
        new Reprocess(world.another(), world.another().nodes(ProviderHealthSnapshot.NONE));
    long head = world.anvil.head();
    for (int time = 0; time < 2; time++) {
      // further than the live walk has decided: its keys are the same
      Reprocess.Done done = reprocess.run(1, head - 5, false, Set.of());
      assertEquals(head - 4, done.next());
    }
    world.mine(12);
    Reprocess.Done last = reprocess.run(1, world.anvil.head() - 12, false, Set.of());
    assertEquals(List.of(), last.missing());
    assertEquals(15 * 107, world.balance(ALICE));
    assertEquals(15, world.version(ALICE));
    assertEquals(15, world.desk().unattributed().unclaimed());
  }

  @Test
  void whatTheLiveWalkMissedIsSaidAndThenMadeGood() {
    world.send(ALICE, 1_000);
    world.anvil.mine(1);
    long block = world.anvil.head();
    world.anvil.mine(30);
    // as if the walk had begun too late
    CursorTable table = world.another().cursors();
    CursorTable.State state = table.seize(world.clock.millis());
    long late = world.anvil.head();
    assertTrue(
        table.save(
            state.fence(),
            Cursor.startingAfter(late, world.anvil.hash(late)),
            world.clock.millis()));
    table.release(
        state.fence(),
        "{\"head\":0,\"nodes\":{\"providers\":[],\"dispute\":\"\"}," + "\"calls\":0,\"blocks\":0}",
        world.clock.millis());
    world.mine(13);
    assertEquals(0, world.balance(ALICE));
    String command = "{\"action\":\"deposits.reprocess\",\"from\":%d,\"to\":%d,\"dryRun\":%b}";
    Map<String, Object> dry = operations.answer(command.formatted(block, block + 5, true));
    assertEquals(1, ((List<?>) dry.getOrDefault("missing", List.of())).size());
    assertEquals(0, world.balance(ALICE));
    operations.answer(command.formatted(block, block + 5, false));
    assertEquals(1_000, world.balance(ALICE));
    assertEquals("credited", world.told(ALICE).ended().getFirst().state());
  }

  @Test
  void keptMoneyIsClaimedOnceByAnOperatorOrByItsSender() {
    world.send(STRANGER, 500);
    world.mine(12);
    String key = world.kept().getFirst().key();
    String command =
        """
        {"action":"deposits.claim","key":"%s","player":"%s","by":"ada","reason":"showed it"}\
        """;
    assertEquals(true, operations.answer(command.formatted(key, BOB)).get("ok"));
    assertEquals(true, operations.answer(command.formatted(key, ALICE)).get("ok"));
    assertEquals(500, world.balance(BOB)); // the first word counts
    assertEquals(0, world.balance(ALICE));
    world.send(STRANGER, 70);
    world.mine(12);
    String own = world.kept().getFirst().key();
    world.signIn(STRANGER);
    new Claims(world.desk()).claimFor(STRANGER, own, null);
    new Claims(world.desk()).claimFor(STRANGER, own, null);
    assertEquals(70, world.balance(STRANGER));
    assertEquals(0, world.desk().unattributed().unclaimed());
  }

  @Test
  void anApprovedCompensationRestoresTheSumAndLetsDepositsGoOn() {
    TransferRequest stays = TransferRequest.ether(BOB, HOUSE, BigInteger.valueOf(300));
    world.send(ALICE, 1_000);
    world.anvil.send(stays);
    world.mine(14);
    assertEquals(1_000, world.balance(ALICE));
    spend(ALICE, 400);
    world.anvil.reorg(14, new Placed(stays, 0));
    world.mine(14);
    assertTrue(world.cursor().isHalted());
    String approve =
        "{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"the chain was reorganised\"}";
    Map<String, Object> answer = operations.answer(approve);
    assertEquals(true, answer.get("ok"), answer.toString());
    assertEquals(0, world.balance(ALICE)); // 600 taken back, 400 owed
    assertEquals(300, world.balance(BOB));
    assertEquals(false, operations.answer(approve).get("ok")); // nothing is halted any more
    world.tick();
    assertFalse(world.cursor().isHalted());
    assertEquals("reversed", world.told(ALICE).ended().getFirst().state());
    assertEquals(Wei.of(600), world.told(ALICE).ended().getFirst().takenBack());
    world.send(ALICE, 50);
    world.mine(12);
    world.tick();
    assertEquals(0, world.balance(ALICE)); // the house takes what is owed to it
    assertTrue(
        world.told(ALICE).ended().stream().anyMatch(one -> Wei.of(650).equals(one.takenBack())));
    Map<?, ?> owed = (Map<?, ?>) owed().getFirst();
    assertEquals(List.of(Wei.of(650), Wei.of(350)), List.of(owed.get("taken"), owed.get("owed")));
    world.send(ALICE, 5_000);
    world.mine(12);
    world.tick();
    assertEquals(4_650, world.balance(ALICE));
    assertEquals(List.of(), owed());
    world.tick();
    assertEquals(4_650, world.balance(ALICE));
    assertEquals(300, world.balance(BOB));
    assertEquals(1, world.version(BOB)); // the same deposit was found again, and not credited again
  }

  @Test
  void aBetBetweenTheApprovalAndTheTakingCostsTheTakingNoMoreThanTheBet() throws Exception {
    world.send(ALICE, 1_000);
    world.mine(14);
    world.anvil.reorg(14);
    world.mine(14);
    // an operator's approval is written down, and the function that carries it out is stopped
    CursorTable table = world.another().cursors();
    CursorTable.State state = table.seize(world.clock.millis());
    Halt halt = Objects.requireNonNull(world.cursor().halt());
    Approval.Item item =
        new Approval.Item(
            halt.listed().getFirst(), false, ALICE, world.version(ALICE) + ".r0123456789", "1000");
    Approval approval = new Approval("ada", "reorganised", halt.ancestor(), List.of(item));
    Cursor approved = new CursorChange(world.cursor()).halt(halt.with(approval)).made();
    assertTrue(table.save(state.fence(), approved, world.clock.millis()));
    table.release(state.fence(), status(), world.clock.millis());
    spend(ALICE, 1);
    Map<String, Object> answer =
        operations.answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"again\"}");
    assertEquals(true, answer.get("ok"), answer.toString());
    assertEquals(0, world.balance(ALICE)); // it was 999: all or nothing, and for good
    Map<?, ?> owed = (Map<?, ?>) owed().getFirst();
    assertEquals(List.of(Wei.of(999), Wei.of(1)), List.of(owed.get("taken"), owed.get("owed")));
  }

  @Test
  void anApprovalOfAnEarlierReleaseThatHasHappenedIsNotTakenOnceMore() throws Exception {
    world.send(ALICE, 1_000);
    world.mine(14);
    world.anvil.reorg(14);
    world.mine(14);
    Halt halt = Objects.requireNonNull(world.cursor().halt());
    String id = world.version(ALICE) + ".r0123456789";
    Approval.Item item = new Approval.Item(halt.listed().getFirst(), false, ALICE, id, "1000");
    CursorTable table = world.another().cursors();
    CursorTable.State state = table.seize(world.clock.millis());
    Approval approval = new Approval("ada", "reorganised", halt.ancestor(), List.of(item));
    Cursor approved = new CursorChange(world.cursor()).halt(halt.with(approval)).made();
    assertTrue(table.save(state.fence(), approved, world.clock.millis()));
    table.release(state.fence(), status(), world.clock.millis());
    String key = halt.listed().getFirst().transfer().key();
    world
        .desk()
        .accounts()
        .adjust(
            ALICE,
            new Operation.Adjustment(
                OperationId.parse(id).orElseThrow(),
                BigInteger.valueOf(-1_000),
                key + " left the chain; reorganised",
                "ada"),
            true);
    world.send(BOB, 1);
    spend(ALICE, -70); // what the player has since then is theirs
    operations.answer("{\"action\":\"deposits.approve\",\"by\":\"ada\",\"reason\":\"again\"}");
    world.tick();
    assertEquals(70, world.balance(ALICE));
    assertEquals(List.of(), owed());
  }

  private List<?> owed() {
    Map<String, Object> status = operations.answer("{\"action\":\"deposits.status\"}");
    return (List<?>) status.getOrDefault("owed", List.of());
  }

  private static String status() {
    return "{\"head\":0,\"nodes\":{\"providers\":[],\"dispute\":\"\"},\"calls\":0,\"blocks\":0}";
  }

  @Test
  @SuppressWarnings("NullAway") // our functions never look at their Lambda context
  void theSampleEventsAreAnswered() throws Exception {
    DepositsEndpoint pages = new DepositsEndpoint(world.another(), () -> {});
    for (String name :
        List.of("deposits", "deposits-history", "deposits-claim", "indexer-health")) {
      Path sample = Path.of("../../events/" + name + ".json");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (InputStream in = Files.newInputStream(sample)) {
        pages.handleRequest(in, out, null);
      }
      String answer = out.toString(StandardCharsets.UTF_8);
      HttpContract.ofThisCheckout().requireOfAFunction(route(sample), answer);
      String status = name.equals("deposits-claim") ? "404" : "200";
      assertTrue(answer.contains("\"statusCode\":" + status), answer);
    }
  }

  private static String route(Path sample) throws IOException {
    return String.valueOf(JsonCodec.membersFromStore(Files.readString(sample)).get("routeKey"));
  }

  @Test
  void theSampleCommandsAreAnswered() throws Exception {
    world.mine(120);
    for (String name : List.of("admin-deposits-status.json", "admin-deposits-reprocess.json")) {
      String command = Files.readString(Path.of("../../events/" + name));
      assertEquals(true, operations.answer(command).get("ok"), name);
    }
    assertEquals(false, operations.answer("{\"action\":\"deposits.other\"}").get("ok"));
  }

  private void spend(String player, long wei) {
    OperationId id = OperationId.parse(world.version(player) + ".spent-it-all").orElseThrow();
    world
        .desk()
        .accounts()
        .adjust(
            player,
            new Operation.Adjustment(id, BigInteger.valueOf(-wei), "lost at play", "test"),
            true);
  }
}
