package io.fairfall.deposits.attack;

import static io.fairfall.deposits.DepositsFixture.HOUSE;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.AnvilRpc.Call;
import io.fairfall.anvil.RpcValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Very many different senders, each of which pays the house once. */
final class ManySenders {
  private static final int TOGETHER = 100;
  private static final String GAS_MONEY = RpcValue.quantity(1_000_000_000_000_000_000L);

  private final Anvil anvil;
  private int senders;

  ManySenders(Anvil anvil) {
    this.anvil = anvil;
  }

  /** Offers payments for the next block, each from somebody else, and mines it. */
  void pay(int payments, long wei) {
    List<Call> endowments = new ArrayList<>();
    List<Call> transactions = new ArrayList<>();
    for (int payment = 0; payment < payments; payment++) {
      String from = "0x00000000000000000000000000c0d%011x".formatted(senders++);
      endowments.add(new Call("anvil_setBalance", List.of(from, GAS_MONEY)));
      transactions.add(
          new Call(
              "eth_sendTransaction",
              List.of(
                  Map.of(
                      "from", from,
                      "to", HOUSE,
                      "value", RpcValue.quantity(wei),
                      "gas", RpcValue.quantity(21_000),
                      "maxFeePerGas", RpcValue.quantity(100_000_000_000L),
                      "maxPriorityFeePerGas", RpcValue.quantity(1)))));
    }
    all(endowments); // before the others: a node answers the calls of one request side by side
    all(transactions);
    anvil.mine(1);
  }

  private void all(List<Call> calls) {
    for (int from = 0; from < calls.size(); from += TOGETHER) {
      anvil.rpc().callAll(calls.subList(from, Math.min(calls.size(), from + TOGETHER)));
    }
  }

  /** How many have paid. */
  int paid() {
    return senders;
  }
}
