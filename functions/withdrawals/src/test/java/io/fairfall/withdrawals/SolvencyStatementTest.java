package io.fairfall.withdrawals;

import static io.fairfall.withdrawals.SolvencyFixture.HOUR;
import static io.fairfall.withdrawals.SolvencyFixture.player;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ethereumsignatures.LocalSigner;
import io.fairfall.ethereumsignatures.TextSigner;
import io.fairfall.payouts.PayoutId;
import io.fairfall.solvency.HourlyDraw;
import io.fairfall.solvency.LeafProof;
import io.fairfall.solvency.SolvencyCoverage;
import io.fairfall.solvency.StatementContent;
import io.fairfall.withdrawals.solvency.StatementOutcome;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The hourly statement, from the accounts' table to the journal. */
@Tag("integration")
class SolvencyStatementTest {
  private static final long INSTANT = SolvencyFixture.instantOf(HOUR);

  /** When an entry that was begun at the instant is in the table. */
  private static final long SETTLED = INSTANT + 15_000;

  private static BigInteger wei(long amount) {
    return BigInteger.valueOf(amount);
  }

  private static BigInteger proven(SolvencyFixture house, StatementContent content, int number) {
    LeafProof proof =
        house
            .context
            .parts()
            .trees()
            .find(content)
            .orElseThrow()
            .prove(player(number))
            .orElseThrow();
    assertEquals(content.number(), proof.number());
    return proof.amount();
  }

  @Test
  void aStatementHasWhatIsOwedAtItsInstantAndNothingLater() throws Exception {
    SolvencyFixture house = new SolvencyFixture();
    house.open(1, 1_000);
    house.open(2, 500);
    house.open(3, 70);
    house.now.addAndGet(5_000);
    PayoutId open = house.withdraw(1, 300);
    PayoutId paid = house.withdraw(2, 200);
    house.paid(paid);
    house.now.set(INSTANT + 1);
    house.open(4, 9_999);
    house.paid(open);
    house.now.set(SETTLED);

    assertEquals(StatementOutcome.MADE, house.look());

    StatementContent content = house.newest().content();
    assertEquals(1, content.number());
    assertEquals(StatementContent.NONE, content.previous());
    assertEquals(INSTANT, content.instant());
    assertEquals(wei(1_000 + 300 + 70), content.liabilities());
    assertEquals(wei(1_000), proven(house, content, 1));
    assertEquals(wei(300), proven(house, content, 2));
    assertEquals(wei(70), proven(house, content, 3));
    assertEquals(
        Optional.empty(),
        house.context.parts().trees().find(content).orElseThrow().prove(player(4)));
    assertEquals(SolvencyCoverage.COVERED, content.coverage());
    long block = (INSTANT - StatementNode.FIRST_MS) / StatementNode.PERIOD_MS;
    assertEquals(block, content.block().number());
    assertEquals(StatementNode.hashOf(block), content.block().hash());
    String signature =
        new TextSigner(LocalSigner.parse(WithdrawalsFixture.KEY).orElseThrow())
            .sign(content.text());
    assertEquals(List.of(signature), house.newest().signatures());
    assertEquals(StatementOutcome.NOT_DUE, house.look());
  }

  @Test
  void nothingIsStatedBeforeTheMinuteHasComeAndEntriesHaveSettled() throws Exception {
    SolvencyFixture house = new SolvencyFixture();
    house.open(1, 10);
    house.node.newest = 100_000;
    house.now.set(SETTLED);
    assertEquals(StatementOutcome.MADE, house.look());
    long next = SolvencyFixture.instantOf(HOUR + HourlyDraw.HOUR_MS) + 15_000;

    house.now.set(next - 1);
    assertEquals(StatementOutcome.NOT_DUE, house.look());
    house.now.set(next);
    assertEquals(StatementOutcome.MADE, house.look());
    assertEquals(HOUR + HourlyDraw.HOUR_MS, house.newest().content().hourAt());
  }

  @Test
  void anHourThatWasMissedIsMadeUpForAQuarterOfAnHour() throws Exception {
    SolvencyFixture house = new SolvencyFixture();
    house.open(1, 10);
    house.node.newest = 100_000;
    long end = HOUR + HourlyDraw.HOUR_MS;
    house.now.set(end + 15 * HourlyDraw.MINUTE_MS - 1);
    assertEquals(StatementOutcome.MADE, house.look());
    assertEquals(HOUR, house.newest().content().hourAt());
    assertEquals(INSTANT, house.newest().content().instant());

    SolvencyFixture other = new SolvencyFixture();
    other.open(1, 10);
    other.node.newest = 100_000;
    other.now.set(end + HourlyDraw.HOUR_MS - 1);
    assertEquals(StatementOutcome.MADE, other.look());
    assertEquals(end, other.newest().content().hourAt());
  }

  @Test
  void aHouseThatOwesMoreThanItHasSaysSo() throws Exception {
    SolvencyFixture house = new SolvencyFixture();
    house.open(1, 1_000);
    house.node.balance = wei(999);
    house.now.set(SETTLED);

    assertEquals(StatementOutcome.MADE, house.look());

    assertEquals(SolvencyCoverage.SHORT, house.newest().content().coverage());
  }

  @Test
  void aBalanceThatTwoNodesSayDifferentlyIsNotKnown() throws Exception {
    SolvencyFixture house = new SolvencyFixture(new StatementNode(wei(5)));
    house.open(1, 1_000);
    house.now.set(SETTLED);

    assertEquals(StatementOutcome.MADE, house.look());

    assertEquals(Optional.empty(), house.newest().content().reserves().getFirst().balance());
    assertEquals(SolvencyCoverage.UNKNOWN, house.newest().content().coverage());
  }

  @Test
  void whatIsNotKnownMakesNoStatementAndALaterLookDoes() throws Exception {
    SolvencyFixture house = new SolvencyFixture();
    house.open(1, 1_000);
    house.now.set(SETTLED);
    house.isBeaconSilent = true;
    assertEquals(StatementOutcome.DRAW_UNKNOWN, house.look());
    house.isBeaconSilent = false;
    house.node.isSilent = true;
    assertEquals(StatementOutcome.BLOCK_UNKNOWN, house.look());
    house.node.isSilent = false;
    assertEquals(StatementOutcome.UNFINISHED, SolvencyHandler.look(house.context, 0));
    assertEquals(Optional.empty(), house.context.parts().journal().newest());
    assertEquals(StatementOutcome.MADE, house.look());
  }

  @Test
  void anAccountWithAMissingOrForeignEntryMakesNoStatement() throws Exception {
    SolvencyFixture house = new SolvencyFixture();
    house.open(1, 1_000);
    house.now.addAndGet(5_000);
    PayoutId ignored = house.withdraw(1, 300);
    Map<String, AttributeValue> first =
        Map.of(
            "journal", AttributeValue.fromS("account:" + player(1)),
            "version", AttributeValue.fromN("1"));
    Map<String, AttributeValue> stored =
        house.dynamo().getItem(get -> get.tableName(house.accountsTable()).key(first)).item();
    house.now.set(SETTLED);

    house.dynamo().deleteItem(delete -> delete.tableName(house.accountsTable()).key(first));
    assertThrows(IllegalStateException.class, house::look);

    Map<String, AttributeValue> lowered = new HashMap<>(stored);
    AttributeValue body = stored.get("body");
    assertTrue(body != null && body.s().contains("1000"));
    lowered.put("body", AttributeValue.fromS(body.s().replace("1000", "100")));
    house.dynamo().putItem(put -> put.tableName(house.accountsTable()).item(lowered));
    assertThrows(IllegalStateException.class, house::look);
    assertEquals(Optional.empty(), house.context.parts().journal().newest());

    house.dynamo().putItem(put -> put.tableName(house.accountsTable()).item(stored));
    assertEquals(StatementOutcome.MADE, house.look());
  }

  @Test
  void statementsAreChainedAndOldTreesAreDeletedWithTheirSecrets() throws Exception {
    SolvencyFixture house = new SolvencyFixture();
    house.open(1, 1_000);
    house.node.newest = 100_000;
    String before = StatementContent.NONE;
    for (int hour = 0; hour < 4; hour++) {
      house.now.set(SolvencyFixture.instantOf(HOUR + hour * HourlyDraw.HOUR_MS) + 15_000);
      assertEquals(StatementOutcome.MADE, house.look());
      assertEquals(before, house.newest().content().previous());
      before = house.newest().content().textHash();
    }
    List<Boolean> kept =
        house.context.parts().journal().latest(Long.MAX_VALUE, 9).stream()
            .map(one -> house.context.parts().trees().find(one.content()).isPresent())
            .toList();
    assertEquals(List.of(true, true, true, false), kept);
    assertEquals(6, house.dynamo().scan(scan -> scan.tableName(house.secretsTable())).count());
  }
}
