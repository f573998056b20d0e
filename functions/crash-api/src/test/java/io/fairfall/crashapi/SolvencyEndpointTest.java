package io.fairfall.crashapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.crashapi.CrashApiFixture.Answer;
import io.fairfall.journal.DynamoJournals;
import io.fairfall.solvency.LeafSet;
import io.fairfall.solvency.Reserve;
import io.fairfall.solvency.SaltSecret;
import io.fairfall.solvency.SolvencyJournal;
import io.fairfall.solvency.SolvencyStatement;
import io.fairfall.solvency.SolvencyTrees;
import io.fairfall.solvency.StatementBlock;
import io.fairfall.solvency.StatementContent;
import io.fairfall.solvency.SumTree;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What everybody reads of statements, and a player of the own leaf. */
@Tag("integration")
class SolvencyEndpointTest {
  private static final String PLAYER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final String OTHER = "0x00000000000000000000000000000000000a11ce";
  private static final long HOUR = 1_796_043_600_000L;
  private static final String LIMIT =
      "\"queryStringParameters\": {\"limit\": \"%s\"}, \"isBase64Encoded\"";

  @AutoClose private final CrashApiFixture table = new CrashApiFixture();
  private final SolvencyTrees trees = new SolvencyTrees(table.dynamo.client(), "secrets");
  private final SolvencyJournal statements =
      new SolvencyJournal(new DynamoJournals(table.dynamo.client(), "events"));

  private SolvencyStatement publish(long number, String previous, String... players) {
    SaltSecret secret = new SaltSecret(bytes(number));
    LeafSet leaves = new LeafSet(secret);
    for (String player : players) {
      leaves.add(player, BigInteger.valueOf(700 + number));
    }
    SumTree tree = leaves.build(trees.piecesOf(secret));
    trees.keep(secret, tree);
    StatementContent content =
        new StatementContent(
            number,
            previous,
            BeaconNetwork.development("ab".repeat(96), 0, 3_000),
            HOUR + number * 3_600_000,
            List.of(new BeaconSignature("cd".repeat(48))),
            31_337,
            new StatementBlock(12, "0x" + "ef".repeat(32), HOUR),
            tree.root().sum(),
            tree.root().hash(),
            tree.shape(),
            List.of(new Reserve(PLAYER, Optional.of(BigInteger.TEN))));
    SolvencyStatement statement = new SolvencyStatement(content, List.of("0x" + "1b".repeat(65)));
    assertTrue(statements.publish(statement, HOUR));
    return statement;
  }

  private static byte[] bytes(long number) {
    byte[] secret = new byte[SaltSecret.BYTES];
    secret[0] = (byte) number;
    return secret;
  }

  @Test
  void statementsAreForEverybodyNewestFirstAndNoneIsNoError() {
    assertEquals("[]", table.ask("solvency").text("statements"));
    SolvencyStatement first = publish(1, StatementContent.NONE, PLAYER);
    SolvencyStatement second = publish(2, first.content().textHash(), PLAYER);

    Answer newest = table.ask("solvency");
    assertEquals(first.content().textHash(), second.content().previous());
    assertEquals(200, newest.status());
    assertTrue(newest.text("statements").contains("number=2"), newest.toString());
    assertFalse(newest.text("statements").contains("number=1,"), newest.toString());
    Answer both = table.ask("solvency", Map.of("\"isBase64Encoded\"", LIMIT.formatted("24")));
    assertTrue(both.text("statements").contains("number=1,"), both.toString());
    Answer tooMany = table.ask("solvency", Map.of("\"isBase64Encoded\"", LIMIT.formatted("25")));
    assertEquals(400, tooMany.status());
  }

  @Test
  void aPlayerGetsTheProofOfTheOwnLeafAlone() {
    SolvencyStatement statement = publish(1, StatementContent.NONE, PLAYER, OTHER);
    assertEquals(BigInteger.valueOf(1_402), statement.content().liabilities());
    Answer proof = table.ask("solvency-proof");
    assertEquals(200, proof.status(), proof.toString());
    assertEquals(PLAYER, proof.text("player"));
    assertEquals("701", proof.text("amount"));
    assertEquals("1", proof.text("number"));
    assertFalse(proof.toString().contains(OTHER));
  }

  @Test
  void whoIsInNoTreeOrAsksForAnOldOneIsToldSo() {
    assertEquals(404, table.ask("solvency-proof").status());
    SolvencyStatement first = publish(1, StatementContent.NONE, OTHER);
    Answer nobody = table.ask("solvency-proof");
    assertEquals("NOT_FOUND", nobody.code());
    assertTrue(nobody.text("detail").contains("no account"), nobody.toString());
    trees.delete(first.content().root(), first.content().shape());
    Answer old = table.ask("solvency-proof");
    assertEquals("NOT_FOUND", old.code());
    assertTrue(old.text("detail").contains("newest"), old.toString());
    assertEquals(
        List.of(), table.contents().stream().filter(item -> item.contains("solvency:")).toList());
    assertEquals(400, table.ask("solvency-proof", Map.of("\"1\"", "\"x\"")).status());
    assertEquals(503, table.askCutOff("solvency-proof").status());
  }
}
