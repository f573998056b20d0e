package io.fairfall.deposits;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.ethereumrpc.Block;
import io.fairfall.ethereumrpc.EthereumNode;
import io.fairfall.ethereumrpc.InternalTransfer;
import io.fairfall.ethereumrpc.RpcResult;
import io.fairfall.ethereumrpc.RpcResult.Known;
import io.fairfall.ethereumrpc.TracedTransaction;
import io.fairfall.ethereumrpc.Transaction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A deposit's key has its place among what a transaction moved. So both ways to trace must find the
 * same transfers in the same places, or one would be credited twice.
 */
@Tag("integration")
class TracesTest {
  /** Ends itself, and leaves what it has to the house. */
  private static final String SELF_DESTRUCTING =
      "0x7573" + HOUSE.substring(2) + "ff6000526016600af3";

  /** Makes an empty contract with what it gets. */
  private static final String CREATING = "0x676000600034f0500060005260086018f3";

  @AutoClose private final Anvil anvil;
  private final EthereumNode node;

  TracesTest() throws Exception {
    anvil = Anvil.start();
    node = new EthereumNode(anvil.url().toString());
  }

  @BeforeEach
  void endow() {
    List.of(ALICE, BOB).forEach(one -> anvil.endow(one, BigInteger.TEN.pow(21)));
  }

  @Test
  void blocksTracedAtOnceMoveWhatTheirTransactionsMoveInTheSamePlaces() {
    String payer = anvil.deploy(BOB, PayerContract.payer());
    String other = anvil.deploy(BOB, PayerContract.payer());
    String regretful = anvil.deploy(BOB, PayerContract.regretful(HOUSE));
    String ending = anvil.deploy(BOB, SELF_DESTRUCTING);
    String creating = anvil.deploy(BOB, CREATING);
    long first = anvil.head() + 1;
    send(payer, 900, pay(HOUSE, 300, ALICE, 0, HOUSE, 200, ALICE, 400));
    send(ALICE, 5, "0x");
    anvil.mine(1);
    anvil.mine(1);
    send(payer, 100, pay(regretful, 60, HOUSE, 40)); // the first comes back
    send(regretful, 70, "0x");
    send(payer, 90, pay(ending, 20, HOUSE, 10, creating, 60));
    send(creating, 30, "0x");
    send(payer, 50, pay(other, 10, HOUSE, 1));
    anvil.mine(1);
    List<TracedTransaction> singly =
        LongStream.rangeClosed(first, anvil.head()).boxed().flatMap(this::singly).toList();
    List<TracedTransaction> together =
        known(node.traces(LongStream.rangeClosed(first, anvil.head()).boxed().toList()));
    assertEquals(singly, together);
    assertEquals(5, together.size(), together.toString());
    assertEquals(
        List.of("300 " + HOUSE, "200 " + HOUSE, "400 " + ALICE), words(together.getFirst()));
    assertEquals(List.of("40 " + HOUSE), words(together.get(1)));
    assertEquals(
        List.of("20 " + ending, "20 " + HOUSE, "10 " + HOUSE, "60 " + creating),
        words(together.get(2)).subList(0, 4));
    assertEquals(5, together.get(2).moved().size());
    assertEquals(List.of(first, first + 2), blocks(together));
  }

  private Stream<TracedTransaction> singly(long number) {
    Block block = known(node.block(number));
    List<TracedTransaction> found = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      List<InternalTransfer> moved = known(node.internalTransfers(transaction.hash()));
      if (!moved.isEmpty()) {
        found.add(new TracedTransaction(number, block.hash(), transaction.hash(), moved));
      }
    }
    return found.stream();
  }

  private static List<String> words(TracedTransaction traced) {
    return traced.moved().stream().map(one -> one.value() + " " + one.to()).toList();
  }

  private static List<Long> blocks(List<TracedTransaction> traced) {
    return traced.stream().map(TracedTransaction::block).distinct().toList();
  }

  private void send(String to, long wei, String data) {
    anvil.send(new TransferRequest(BOB, to, BigInteger.valueOf(wei), data));
  }

  /** Payments by the payer: to whom, and how much, in turns. */
  private static String pay(Object... turns) {
    Payment[] payments = new Payment[turns.length / 2];
    for (int i = 0; i < payments.length; i++) {
      BigInteger wei = BigInteger.valueOf(((Integer) turns[2 * i + 1]).longValue());
      payments[i] = new Payment((String) turns[2 * i], wei);
    }
    return PayerContract.pay(payments);
  }

  private static <T> T known(RpcResult<T> answer) {
    if (answer instanceof Known<T>(T value)) {
      return value;
    }
    throw new AssertionError(answer.toString());
  }
}
