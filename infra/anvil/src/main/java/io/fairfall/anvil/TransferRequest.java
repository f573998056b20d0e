package io.fairfall.anvil;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A transaction to be.
 *
 * @param from a lower-case address, which needs ether but no key: the node plays it
 * @param to a lower-case address; null creates a contract from the data
 * @param value in wei
 * @param data {@code 0x} and hex digits
 */
public record TransferRequest(String from, @Nullable String to, BigInteger value, String data) {
  /** Enough for all that is sent here, also for what fails on purpose. */
  private static final long GAS = 600_000;

  private static final long MAX_FEE_PER_GAS = 4_000_000_000L;
  private static final long PRIORITY_FEE_PER_GAS = 1_000_000_000L;

  /** Ether to an account. */
  public static TransferRequest ether(String from, String to, BigInteger value) {
    return new TransferRequest(from, to, value, "0x");
  }

  /** A message to a contract, without ether. */
  public static TransferRequest message(String from, String contract, String data) {
    return new TransferRequest(from, contract, BigInteger.ZERO, data);
  }

  /** A new contract. */
  public static TransferRequest creation(String from, String code) {
    return new TransferRequest(from, null, BigInteger.ZERO, code);
  }

  Map<String, Object> parameters() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("from", from);
    if (to != null) {
      members.put("to", to);
    }
    members.put("value", RpcValue.quantity(value));
    members.put("data", data);
    members.put("gas", RpcValue.quantity(GAS));
    members.put("maxFeePerGas", RpcValue.quantity(MAX_FEE_PER_GAS));
    members.put("maxPriorityFeePerGas", RpcValue.quantity(PRIORITY_FEE_PER_GAS));
    return members;
  }
}
