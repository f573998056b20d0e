package io.fairfall.deposits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.deposits.cursor.Cursor;
import io.fairfall.deposits.cursor.CursorChange;
import io.fairfall.deposits.cursor.CursorTable;
import io.fairfall.deposits.cursor.Halt;
import io.fairfall.deposits.cursor.OutboxEntry;
import io.fairfall.deposits.scan.DepositTransfer;
import io.fairfall.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A deep reorganisation that took back more than one answer has room for. */
@Tag("integration")
class LongHaltTest {
  private static final int LISTED = DepositAdminHandler.MAX_OF_A_HALT + 30;

  @AutoClose private final DepositsFixture world;

  LongHaltTest() throws Exception {
    world = new DepositsFixture();
    world.withoutOracle(); // nothing of this was ever on the chain
    world.tick();
  }

  @Test
  void allOfItIsListedPageByPage() {
    List<OutboxEntry> gone = IntStream.range(0, LISTED).mapToObj(LongHaltTest::decided).toList();
    CursorTable table = world.another().cursors();
    CursorTable.State state = table.seize(world.clock.millis());
    Cursor halted =
        new CursorChange(world.cursor()).halt(new Halt("a fork", 5, 0, 30, gone, null)).made();
    assertEquals(true, table.save(state.fence(), halted, world.clock.millis()));
    assertEquals(gone, Objects.requireNonNull(world.cursor().halt()).listed());
    DepositAdminHandler operations = new DepositAdminHandler(world.another());
    Map<String, Object> first = operations.answer("{\"action\":\"deposits.status\"}");
    assertEquals(LISTED, first.get("listedDeposits"));
    assertEquals(gone.subList(0, DepositAdminHandler.MAX_OF_A_HALT), first.get("listed"));
    String next = "{\"action\":\"deposits.status\",\"from\":%d}";
    assertEquals(
        gone.subList(DepositAdminHandler.MAX_OF_A_HALT, LISTED),
        operations.answer(next.formatted(DepositAdminHandler.MAX_OF_A_HALT)).get("listed"));
    assertEquals(List.of(), operations.answer(next.formatted(LISTED)).get("listed"));
  }

  private static OutboxEntry decided(int number) {
    String hash = "0x%064x".formatted(number + 1);
    return new OutboxEntry(
        new DepositTransfer(
            DepositTransfer.key(31_337, hash, "N"),
            hash,
            DepositsFixture.ALICE,
            new Wei(BigInteger.TEN),
            null,
            5,
            "0x" + "5".repeat(64)),
        OutboxEntry.Disposition.CREDITED);
  }
}
