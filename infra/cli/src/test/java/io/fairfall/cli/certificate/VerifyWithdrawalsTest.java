package io.fairfall.cli.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.cli.certificate.PaperChain.Paid;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an export says of payouts against a chain that has it, or has it otherwise. */
class VerifyWithdrawalsTest {
  private static final String RECIPIENT = "0x" + "a0".repeat(20);
  private static final String PLAYER = "0x" + "11".repeat(20);
  private static final String NONCES = "nonces:" + PaperChain.CHAIN + ":" + PaperChain.WALLET;
  private static final long TO = 1_000;

  @AutoClose private final PaperChain chain;
  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  VerifyWithdrawalsTest() throws Exception {
    this.chain = new PaperChain();
  }

  private static String hash(int number) {
    return "0x%064x".formatted(number);
  }

  private void line(String journal, int version, String type, String body) {
    lines.add(
        "{\"table\":\"payouts\",\"journal\":\"%s\",\"version\":%d,\"type\":\"%s\",\"at\":1,\"body\":\"%s\",\"seal\":\"\"}"
            .formatted(journal, version, type, body.replace("\"", "\\\"")));
  }

  private static String payout(int number) {
    return "payout:" + PLAYER + ":" + number;
  }

  private void payout(int number, long nonce, String... kinds) {
    line(
        payout(number),
        1,
        "asked",
        "{\"amount\":\"1000\",\"to\":\"%s\",\"at\":1,\"notBefore\":0,\"approvals\":0}"
            .formatted(RECIPIENT));
    line(
        payout(number),
        2,
        "assigned",
        "{\"chainId\":%d,\"wallet\":\"%s\",\"nonce\":%d}"
            .formatted(PaperChain.CHAIN, PaperChain.WALLET, nonce));
    for (int i = 0; i < kinds.length; i++) {
      line(
          payout(number),
          3 + i,
          "attempt",
          "{\"number\":%d,\"kind\":\"%s\",\"hash\":\"%s\",\"raw\":\"0x02\",\"maxFee\":\"1\",\"tip\":\"1\",\"gas\":21000}"
              .formatted(1 + i, kinds[i], hash(10 * number + i)));
    }
    line(
        NONCES,
        (int) (nonce - PaperChain.FIRST_NONCE + 2),
        "claimed",
        "{\"player\":\"%s\",\"version\":%d}".formatted(PLAYER, number));
  }

  private void end(int number, String type, String hash, long block) {
    String reason = type.equals("refunded") ? "\"reason\":\"cancelled\"," : "";
    line(
        payout(number),
        9,
        type,
        "{%s\"hash\":\"%s\",\"block\":%d,\"blockHash\":\"%s\",\"fee\":\"1\"}"
            .formatted(reason, hash, block, chain.hash(block)));
  }

  private void sent(String hash, long block, String to, long wei, boolean isDone) {
    chain.paid.add(
        new Paid(
            block,
            hash,
            PaperChain.WALLET,
            to,
            BigInteger.valueOf(wei),
            BigInteger.ZERO,
            List.of(),
            isDone));
  }

  /** One that is paid, one that was cancelled, one that failed, one that is on its way. */
  @BeforeEach
  void house() {
    line(NONCES, 1, "opened", "{\"first\":3}");
    payout(1, 3, "pay", "pay");
    sent(hash(11), 100, RECIPIENT, 1_000, true);
    end(1, "paid", hash(11), 100);
    payout(2, 4, "pay", "cancel");
    sent(hash(21), 200, PaperChain.WALLET, 0, true);
    end(2, "refunded", hash(21), 200);
    payout(3, 5, "pay");
    sent(hash(30), 300, RECIPIENT, 1_000, false);
    end(3, "refunded", hash(30), 300);
    payout(4, 6, "pay");
  }

  private int verify() throws Exception {
    Path file = Files.write(folder.resolve("export"), lines);
    return new CommandLine(new VerifyWithdrawalsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Long.toString(TO),
            "--export",
            file.toString(),
            "--provider",
            chain.url().toString(),
            "--provider",
            chain.url().resolve("/other").toString());
  }

  private void assertRefused(String why) throws Exception {
    assertEquals(1, verify(), out.toString());
    assertTrue(err.toString().contains(why), err.toString());
  }

  private void edit(UnaryOperator<String> change) {
    List<String> before = List.copyOf(lines);
    lines.replaceAll(change);
    assertTrue(!before.equals(lines), "nothing changes");
  }

  @Test
  void whatTheChainHasHolds() throws Exception {
    assertEquals(0, verify(), err.toString());
    assertTrue(out.toString().contains("1 paid, 1000 wei in all; 2 refunded"), out.toString());
  }

  @Test
  void oneThatEndedBehindTheLastBlockIsTold() throws Exception {
    sent(hash(40), TO + 1, RECIPIENT, 1_000, true);
    end(4, "paid", hash(40), TO + 1);
    assertEquals(0, verify(), err.toString());
    assertTrue(out.toString().contains("1 ended later"), out.toString());
  }

  @Test
  void aTransactionThatNoPayoutHasTheNonceOfIsRefused() throws Exception {
    sent(hash(40), 400, RECIPIENT, 1_000, true);
    sent(hash(99), 401, RECIPIENT, 5, true);
    assertRefused("has sent 1 transactions that no payout has the nonces of");
  }

  @Test
  void aForeignTransactionWithAPayoutsNonceIsRefused() throws Exception {
    sent(hash(99), 400, RECIPIENT, 1_000, true);
    assertRefused("the nonce 6 of " + payout(4) + " is used by 0 of its transactions");
  }

  @Test
  void aSkippedNonceIsInOrder() throws Exception {
    sent(hash(40), 400, RECIPIENT, 1_000, true);
    sent(hash(99), 401, RECIPIENT, 5, true);
    line(NONCES, 6, "skipped", "{\"by\":\"ann\",\"reason\":\"by hand\"}");
    assertEquals(0, verify(), err.toString());
  }

  @Test
  void anotherAmountOnTheChainIsRefused() throws Exception {
    edit(text -> text.replace("\\\"amount\\\":\\\"1000\\\"", "\\\"amount\\\":\\\"900\\\""));
    assertRefused("pays 1000 wei to " + RECIPIENT);
  }

  @Test
  void anotherRecipientOnTheChainIsRefused() throws Exception {
    edit(text -> text.replace(RECIPIENT, "0x" + "b0".repeat(20)));
    assertRefused("pays 1000 wei to " + RECIPIENT);
  }

  @Test
  void aRefundOfWhatWasPaidIsRefused() throws Exception {
    edit(
        text ->
            text.contains(payout(1))
                ? text.replace("\"type\":\"paid\"", "\"type\":\"refunded\"")
                : text);
    assertRefused(payout(1) + " is refunded, and the chain has " + hash(11));
  }

  @Test
  void aPaymentThatFailedIsRefused() throws Exception {
    edit(
        text ->
            text.contains(payout(3))
                ? text.replace("\"type\":\"refunded\"", "\"type\":\"paid\"")
                : text);
    assertRefused(payout(3) + " is paid, and the chain has " + hash(30));
  }

  @Test
  void anEndThatTheChainDoesNotHaveIsRefused() throws Exception {
    end(4, "paid", hash(40), 400);
    assertRefused("has no transaction " + hash(40));
  }

  @Test
  void anEndInAnotherBlockIsRefused() throws Exception {
    edit(text -> text.replace("\\\"block\\\":100,", "\\\"block\\\":101,"));
    assertRefused("has no transaction " + hash(11) + " in block 101");
  }

  @Test
  void anotherChainIsRefusedAndASilentOneIsUnknown() throws Exception {
    chain.lying(answer -> answer.replace("\"0x7a69\"", "\"0x1\""));
    assertRefused("is on another chain");
    chain.lying(answer -> "");
    assertEquals(3, verify(), err.toString());
  }
}
