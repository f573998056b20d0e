package io.fairfall.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.admin.AdminFixture.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class BalanceImportTest {
  private static final String ADA = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
  private static final String BOB = "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359";
  private static final String EVE = "0x" + "e".repeat(40);

  private final AdminFixture desk = new AdminFixture();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void balancesAreOpenedOnce() {
    Answer first = desk.ask("admin-migrate-open");
    assertTrue(first.ok());
    assertEquals("opened", first.text("rows.0.status"));
    assertEquals("opened", first.text("rows.1.status"));

    Answer again = desk.ask("admin-migrate-open");
    assertEquals("already", again.text("rows.0.status"));
    assertEquals("already", again.text("rows.1.status"));
    assertEquals(1, desk.entries(ADA).size());
    assertEquals(1, desk.entries(BOB).size());
    assertEquals("opening", desk.entries(ADA).getFirst().type());
    assertTrue(desk.entries(ADA).getFirst().body().contains("250000000000000001"));
  }

  @Test
  void whoWasOpenedWithAnotherAmountKeepsIt() {
    desk.ask("admin-migrate-open");
    Answer other = open(row(BOB, "2"), row(EVE, "3"));
    assertEquals("rejected", other.text("rows.0.status"));
    assertEquals("OTHER_AMOUNT", other.text("rows.0.code"));
    assertTrue(other.text("rows.0.detail").contains("0.000000000000000001 ether"));
    assertEquals("opened", other.text("rows.1.status"));
    assertEquals(1, desk.entries(BOB).size());
  }

  @Test
  void aPlayerWhoStandsTwiceInACommandIsOpenedOnce() {
    Answer twice = open(row(EVE, "3"), row(EVE, "3"), row(EVE, "3"));
    assertTrue(twice.ok());
    assertEquals(1, desk.entries(EVE).size());
  }

  @Test
  void nothingIsBuiltOnAForgedEntryAndTheOthersAreOpened() {
    open(row(EVE, "3"));
    desk.forge(EVE);
    Answer answer = open(row(EVE, "3"), row(BOB, "4"));
    assertEquals("rejected", answer.text("rows.0.status"));
    assertEquals("BROKEN_SEAL", answer.text("rows.0.code"));
    assertEquals("opened", answer.text("rows.1.status"));
  }

  @Test
  void aZeroBalanceIsRejected() {
    assertEquals("VALIDATION", open(row(EVE, "0")).text("rows.0.code"));
    assertEquals(0, desk.entries(EVE).size());
  }

  @Test
  void anAmountThatNoAccountCanHoldMakesNoOtherRowFail() {
    open(row(EVE, "1"));
    Answer answer = open(row(EVE, "9".repeat(78)), row(BOB, "4"));
    assertEquals("OTHER_AMOUNT", answer.text("rows.0.code"));
    assertEquals("opened", answer.text("rows.1.status"));
  }

  @Test
  void fiftyRowsAreTakenAtOnceAndNotOneMore() {
    String fifty =
        IntStream.range(0, 50)
            .mapToObj(i -> row("0x%040x".formatted(i + 1), "7"))
            .collect(Collectors.joining(","));
    assertEquals(50, open(fifty).size("rows"));
    assertFalse(open(fifty, row(EVE, "7")).ok());
    assertEquals(0, desk.entries(EVE).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "{}",
        "{\"player\":\"0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED\",\"amount\":\"1\"}",
        "{\"player\":\"ada\",\"amount\":\"1\"}",
        "{\"player\":\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\",\"amount\":1}",
        "{\"player\":\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\",\"amount\":\"1.5\"}",
        "{\"player\":\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\",\"amount\":\"-1\"}",
        "{\"player\":\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\",\"amount\":\"1\",\"x\":1}"
      })
  void aCommandWithARowThatCannotBeChangesNothing(String row) {
    Answer refused = open(row(EVE, "3"), row);
    assertFalse(refused.ok());
    assertEquals("VALIDATION", refused.code());
    assertEquals(0, desk.entries(EVE).size());
  }

  @Test
  void withoutAStoreEveryRowIsUnknown() {
    Answer answer = AdminFixture.send(AdminFixture.withoutStore(), command(row(EVE, "3")));
    assertTrue(answer.ok());
    assertEquals("unknown", answer.text("rows.0.status"));
  }

  private Answer open(String... rows) {
    return desk.send(command(rows));
  }

  private static String command(String... rows) {
    return "{\"action\":\"migrate.open\",\"by\":\"ada\",\"reason\":\"a test\",\"file\":\"f\",\"rows\":[%s]}"
        .formatted(String.join(",", rows));
  }

  private static String row(String player, String amount) {
    return "{\"player\":\"%s\",\"amount\":\"%s\"}".formatted(player, amount);
  }
}
