package io.fairfall.deposits.scan;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.BOB;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fairfall.anvil.PayerContract;
import io.fairfall.anvil.PayerContract.Payment;
import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.fault.FaultProxy;
import io.fairfall.anvil.fault.NodeFault;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.cursor.BalanceCheckpoint;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.utils.Numeric;

/** The same payment in each kind of transaction that the chain knows. */
@Tag("integration")
class TransactionKindsTest {
  private static final String MUCH = RpcValue.quantity(4_000_000_000L);
  private static final byte AUTHORIZATION = 5;

  @AutoClose private final DepositsFixture world;

  TransactionKindsTest() throws Exception {
    world = new DepositsFixture();
    world.tick();
  }

  private String send(String from, String to, long wei, Map<String, Object> more) {
    Map<String, Object> members = new HashMap<>(more);
    members.put("from", from);
    members.put("to", to);
    members.put("value", RpcValue.quantity(wei));
    members.putIfAbsent("gas", RpcValue.quantity(200_000));
    return world.anvil.rpc().call("eth_sendTransaction", members).text();
  }

  private void assertKind(String kind, String hash) {
    assertEquals(kind, world.anvil.rpc().call("eth_getTransactionByHash", hash).at("type").text());
  }

  private void settle() {
    for (int look = 0; look < 3; look++) {
      world.passedMs.addAndGet(61_000);
      world.mine(13);
    }
    BalanceCheckpoint baseline = Objects.requireNonNull(world.cursor().baseline());
    assertEquals("0", baseline.difference());
    assertFalse(world.cursor().isHalted());
  }

  @Test
  void legacyAccessListAndDynamicFeeAreDepositsOfTheirSender() {
    String legacy = send(ALICE, HOUSE, 1_000, Map.of("gasPrice", MUCH));
    Map<String, Object> listed =
        Map.of("address", HOUSE, "storageKeys", List.of("0x" + "0".repeat(64)));
    String list =
        send(
            ALICE,
            HOUSE,
            200,
            Map.of("type", "0x1", "gasPrice", MUCH, "accessList", List.of(listed)));
    String dynamic =
        send(ALICE, HOUSE, 30, Map.of("maxFeePerGas", MUCH, "maxPriorityFeePerGas", "0x1"));
    world.anvil.mine(1);
    assertKind("0x0", legacy);
    assertKind("0x1", list);
    assertKind("0x2", dynamic);
    settle();
    assertEquals(1_230, world.balance(ALICE));
    assertEquals(3, world.version(ALICE));
  }

  /** The node of the tests makes none without real blobs, so one of its own is told as one. */
  @Test
  void aBlobTransactionIsADepositAndItsFeeIsPaidByWhoSentIt() throws Exception {
    try (FaultProxy proxy = FaultProxy.before(world.anvil.url());
        DepositsFixture behind =
            new DepositsFixture(world.anvil, Map.of("ETHEREUM_RPC_URL", proxy.url().toString()))) {
      behind.withoutOracle(); // it reads the node itself, which has no blobs
      for (String answer : List.of("eth_getBlockByNumber", "eth_getBlockReceipts")) {
        proxy.always(answer, NodeFault.WITH_BLOBS);
      }
      behind.tick();
      behind.send(ALICE, 1_000);
      behind.mine(13);
      assertEquals(1_000, behind.balance(ALICE));
      // and once the wallet itself sends one: what is missing is what its blobs cost
      behind.endowHouse(BigInteger.TEN.pow(18));
      behind.anvil.mine(13);
      look(behind);
      String before = difference(behind);
      send(HOUSE, STRANGER, 5, Map.of("maxFeePerGas", MUCH, "maxPriorityFeePerGas", "0x1"));
      behind.anvil.mine(13);
      look(behind);
      BigInteger blobs = BigInteger.valueOf(131_072L * 7);
      assertEquals(new BigInteger(before).add(blobs).toString(), difference(behind));
    }
  }

  private static void look(DepositsFixture world) {
    for (int look = 0; look < 2; look++) {
      world.passedMs.addAndGet(61_000);
      world.mine(1);
    }
  }

  private static String difference(DepositsFixture world) {
    return Objects.requireNonNull(world.cursor().baseline()).difference();
  }

  @Test
  void aSetCodeTransactionIsADepositAndWhatSuchAnAccountPassesOnWaits() {
    String payer = world.anvil.deploy(BOB, PayerContract.payer());
    Credentials owner = Credentials.create("3".repeat(64));
    String account = owner.getAddress();
    world.anvil.endow(account, BigInteger.TEN.pow(18));
    String direct =
        send(
            ALICE,
            HOUSE,
            400,
            Map.of(
                "type",
                "0x4",
                "maxFeePerGas",
                MUCH,
                "maxPriorityFeePerGas",
                "0x1",
                "authorizationList",
                List.of(authorization(owner, payer))));
    world.anvil.mine(1);
    assertKind("0x4", direct);
    String code = world.anvil.rpc().call("eth_getCode", account, "latest").text();
    assertEquals("0xef0100" + payer.substring(2), code);
    // somebody calls the account, which pays from what it has: by the trace it is its sender
    send(
        STRANGER,
        account,
        7,
        Map.of(
            "data",
            PayerContract.pay(new Payment(HOUSE, BigInteger.valueOf(55))),
            "maxFeePerGas",
            MUCH,
            "maxPriorityFeePerGas",
            "0x1"));
    world.anvil.mine(1);
    settle();
    assertEquals(400, world.balance(ALICE));
    DepositTransfer kept = world.kept().getFirst();
    assertEquals("55", kept.amount().toString());
    assertEquals(account, kept.from());
    assertEquals(true, kept.isInternal());
    assertEquals(0, world.balance(STRANGER));
  }

  /** EIP-7702: the owner of an account lets it run a contract's code. */
  private static Map<String, Object> authorization(Credentials owner, String contract) {
    byte[] listed =
        RlpEncoder.encode(
            new RlpList(
                RlpString.create(31_337),
                RlpString.create(Numeric.hexStringToByteArray(contract)),
                RlpString.create(0)));
    byte[] signed = new byte[listed.length + 1];
    signed[0] = AUTHORIZATION;
    System.arraycopy(listed, 0, signed, 1, listed.length);
    Sign.SignatureData signature = Sign.signMessage(Hash.sha3(signed), owner.getEcKeyPair(), false);
    return Map.of(
        "chainId", RpcValue.quantity(31_337),
        "address", contract,
        "nonce", "0x0",
        "yParity", RpcValue.quantity(signature.getV()[0] - 27L),
        "r", RpcValue.quantity(new BigInteger(1, signature.getR())),
        "s", RpcValue.quantity(new BigInteger(1, signature.getS())));
  }
}
