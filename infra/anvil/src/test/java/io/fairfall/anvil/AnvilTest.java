package io.fairfall.anvil;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.fairfall.anvil.Anvil.Placed;
import io.fairfall.anvil.PayerContract.Payment;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contracts and the node do what tests build on. */
@Tag("integration")
class AnvilTest {
  private static final String PLAYER = "0x00000000000000000000000000000000000f1a01";
  private static final String HOUSE = "0x00000000000000000000000000000000000f1a02";
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private static Anvil anvil;

  @BeforeAll
  static void start() throws Exception {
    anvil = Anvil.start();
    anvil.endow(PLAYER, ETHER.multiply(BigInteger.valueOf(100)));
  }

  @AfterAll
  static void stop() {
    anvil.close();
  }

  @Test
  void anyAccountSendsEther() {
    BigInteger before = anvil.balance(HOUSE);
    anvil.send(TransferRequest.ether(PLAYER, HOUSE, ETHER));
    assertEquals(before, anvil.balance(HOUSE));
    anvil.mine(1);
    assertEquals(before.add(ETHER), anvil.balance(HOUSE));
  }

  @Test
  void theTokenMovesUnitsAndLogsEachTransfer() {
    String token = anvil.deploy(PLAYER, TokenContract.creation());
    anvil.send(TransferRequest.message(PLAYER, token, TokenContract.mint(PLAYER, BigInteger.TEN)));
    anvil.send(
        TransferRequest.message(PLAYER, token, TokenContract.transferTwice(HOUSE, BigInteger.TWO)));
    String sent = anvil.send(transfer(token, 6));
    String toomuch = anvil.send(transfer(token, 1));
    anvil.mine(1);
    assertEquals(1, receipt(sent).at("status").number());
    assertEquals(1, receipt(sent).at("logs").items().size());
    RpcValue log = receipt(sent).at("logs").items().getFirst();
    assertEquals(token, log.at("address").text());
    assertEquals(TokenContract.TRANSFER_EVENT, log.at("topics").items().getFirst().text());
    assertEquals(BigInteger.valueOf(6), log.at("data").wei());
    assertEquals(0, receipt(toomuch).at("status").number());
  }

  @Test
  void thePayerPaysEachAndPassesOverWhatFails() {
    BigInteger before = anvil.balance(HOUSE);
    String payer = anvil.deploy(PLAYER, PayerContract.payer());
    String regretful = anvil.deploy(PLAYER, PayerContract.regretful(HOUSE));
    String data =
        PayerContract.pay(
            new Payment(HOUSE, BigInteger.ONE),
            new Payment(regretful, BigInteger.TWO),
            new Payment(HOUSE, BigInteger.TEN));
    String paid = anvil.send(new TransferRequest(PLAYER, payer, ETHER, data));
    String regretted = anvil.send(TransferRequest.ether(PLAYER, regretful, ETHER));
    anvil.mine(1);
    assertEquals(1, receipt(paid).at("status").number());
    assertEquals(0, receipt(regretted).at("status").number());
    assertEquals(before.add(BigInteger.valueOf(11)), anvil.balance(HOUSE));
    assertEquals(ETHER.subtract(BigInteger.valueOf(11)), anvil.balance(payer));
  }

  @Test
  void blocksAreReplacedAndTakenAway() {
    anvil.send(TransferRequest.ether(PLAYER, HOUSE, ETHER));
    anvil.mine(1);
    anvil.mine(4);
    long head = anvil.head();
    String below = anvil.hash(head - 5);
    String replaced = anvil.hash(head - 4);
    BigInteger before = anvil.balance(HOUSE);
    anvil.reorg(5, new Placed(TransferRequest.ether(PLAYER, HOUSE, BigInteger.TEN), 2));
    assertEquals(head, anvil.head());
    assertEquals(below, anvil.hash(head - 5));
    assertNotEquals(replaced, anvil.hash(head - 4));
    assertEquals(before.subtract(ETHER).add(BigInteger.TEN), anvil.balance(HOUSE));
    anvil.rollback(3);
    assertEquals(head - 3, anvil.head());
    assertEquals(before.subtract(ETHER), anvil.balance(HOUSE));
  }

  @Test
  void nodesThatAreToldTheSameHaveTheSameChain() throws Exception {
    try (Anvil one = Anvil.start();
        Anvil other = Anvil.start()) {
      for (Anvil node : new Anvil[] {one, other}) {
        node.endow(PLAYER, ETHER);
        node.send(TransferRequest.ether(PLAYER, HOUSE, BigInteger.TEN));
        node.mine(3);
      }
      assertEquals(one.hash(3), other.hash(3));
      one.mine(1);
      other.send(TransferRequest.ether(PLAYER, HOUSE, BigInteger.TEN));
      other.mine(1);
      assertNotEquals(one.hash(4), other.hash(4));
    }
  }

  private static TransferRequest transfer(String token, long units) {
    return TransferRequest.message(
        PLAYER, token, TokenContract.transfer(HOUSE, BigInteger.valueOf(units)));
  }

  private static RpcValue receipt(String hash) {
    return anvil.rpc().call("eth_getTransactionReceipt", hash);
  }
}
