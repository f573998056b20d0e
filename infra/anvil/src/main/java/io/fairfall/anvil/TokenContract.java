package io.fairfall.anvil;

import static io.fairfall.anvil.Assembly.Op.ADD;
import static io.fairfall.anvil.Assembly.Op.CALLDATALOAD;
import static io.fairfall.anvil.Assembly.Op.CALLER;
import static io.fairfall.anvil.Assembly.Op.DUP1;
import static io.fairfall.anvil.Assembly.Op.EQ;
import static io.fairfall.anvil.Assembly.Op.JUMPI;
import static io.fairfall.anvil.Assembly.Op.LOG3;
import static io.fairfall.anvil.Assembly.Op.LT;
import static io.fairfall.anvil.Assembly.Op.MSTORE;
import static io.fairfall.anvil.Assembly.Op.RETURN;
import static io.fairfall.anvil.Assembly.Op.REVERT;
import static io.fairfall.anvil.Assembly.Op.SHR;
import static io.fairfall.anvil.Assembly.Op.SLOAD;
import static io.fairfall.anvil.Assembly.Op.SSTORE;
import static io.fairfall.anvil.Assembly.Op.STOP;
import static io.fairfall.anvil.Assembly.Op.SUB;
import static io.fairfall.anvil.Assembly.Op.SWAP1;

import java.math.BigInteger;

/**
 * As much of an ERC-20 token as deposits need: a balance for each address, stored in the slot that
 * the address is; transfers that log; and units for whoever asks. {@code transferTwice} is no
 * standard's: it logs two transfers in one transaction; {@code transferMany} as many as asked for.
 */
public final class TokenContract {
  private static final long TRANSFER = 0xa9059cbbL;
  private static final long BALANCE_OF = 0x70a08231L;
  private static final long MINT = 0x40c10f19L;
  private static final long TRANSFER_TWICE = 0x00000002L;
  private static final long TRANSFER_MANY = 0x00000003L;

  /** The Keccak-256 of {@code Transfer(address,address,uint256)}. */
  public static final String TRANSFER_EVENT =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private static final BigInteger TRANSFER_TOPIC = new BigInteger(TRANSFER_EVENT.substring(2), 16);
  private static final int SELECTOR_SHIFT_BITS = 224;
  private static final int FIRST = 4;
  private static final int SECOND = 36;
  private static final int THIRD = 68;
  private static final int WORD = 32;

  private TokenContract() {}

  /** What creates it. */
  public static String creation() {
    Assembly code = new Assembly();
    code.push(0).op(CALLDATALOAD).push(SELECTOR_SHIFT_BITS).op(SHR);
    to(code, TRANSFER, "transfer");
    to(code, BALANCE_OF, "balanceOf");
    to(code, MINT, "mint");
    to(code, TRANSFER_TWICE, "transferTwice");
    to(code, TRANSFER_MANY, "transferMany");
    code.label("refuse").push(0).push(0).op(REVERT);
    move(code.label("transfer"));
    truth(code);
    move(code.label("transferTwice"));
    move(code);
    truth(code);
    code.label("transferMany").push(THIRD).op(CALLDATALOAD).label("another");
    move(code);
    code.push(1).op(SWAP1, SUB, DUP1).push("another").op(JUMPI);
    truth(code);
    code.label("balanceOf").push(FIRST).op(CALLDATALOAD, SLOAD).push(0).op(MSTORE);
    code.push(WORD).push(0).op(RETURN);
    code.label("mint").push(SECOND).op(CALLDATALOAD);
    receive(code);
    code.op(STOP);
    return code.creation();
  }

  /**
   * What creates a contract that logs a transfer of whatever it is told, and answers nothing: as
   * tokens do that return no value, take a fee, change balances by themselves, or were replaced.
   */
  public static String scribe() {
    Assembly code = new Assembly();
    code.push(2L * WORD).op(CALLDATALOAD).push(0).op(MSTORE);
    code.push(WORD).op(CALLDATALOAD).push(0).op(CALLDATALOAD).push(TRANSFER_TOPIC);
    code.push(WORD).push(0).op(LOG3, STOP);
    return code.creation();
  }

  /** The data with which a scribe logs a transfer. */
  public static String logged(String from, String to, BigInteger units) {
    return "0x%s%s%064x".formatted(word(from), word(to), units);
  }

  /** The data of a transfer of the sender's units. */
  public static String transfer(String to, BigInteger units) {
    return message(TRANSFER, to, units);
  }

  /** The data of two transfers of the sender's units, each of as many. */
  public static String transferTwice(String to, BigInteger units) {
    return message(TRANSFER_TWICE, to, units);
  }

  /** The data of so many transfers of the sender's units, each of as many: one at least. */
  public static String transferMany(String to, BigInteger units, int times) {
    return message(TRANSFER_MANY, to, units) + "%064x".formatted(times);
  }

  /** The data that gives an address units out of nothing, without a log. */
  public static String mint(String to, BigInteger units) {
    return message(MINT, to, units);
  }

  /** The data that asks how many units an address has. */
  public static String balanceOf(String address) {
    return "0x%08x%s".formatted(BALANCE_OF, word(address));
  }

  private static String message(long selector, String to, BigInteger units) {
    return "0x%08x%s%064x".formatted(selector, word(to), units);
  }

  static String word(String address) {
    return "0".repeat(24) + address.substring(2);
  }

  private static void to(Assembly code, long selector, String label) {
    code.op(DUP1).push(selector).op(EQ).push(label).op(JUMPI);
  }

  /** Takes the units from the sender, who must have them, gives them, and logs it. */
  private static void move(Assembly code) {
    code.push(SECOND).op(CALLDATALOAD); // the units stay on the stack
    code.op(DUP1, CALLER, SLOAD, LT).push("refuse").op(JUMPI);
    code.op(DUP1, CALLER, SLOAD, SUB, CALLER, SSTORE);
    receive(code);
    code.push(SECOND).op(CALLDATALOAD).push(0).op(MSTORE);
    code.push(FIRST).op(CALLDATALOAD, CALLER).push(TRANSFER_TOPIC);
    code.push(WORD).push(0).op(LOG3);
  }

  /** Adds the units on the stack to what the first parameter has. */
  private static void receive(Assembly code) {
    code.push(FIRST).op(CALLDATALOAD, SLOAD, ADD).push(FIRST).op(CALLDATALOAD, SSTORE);
  }

  private static void truth(Assembly code) {
    code.push(1).push(0).op(MSTORE).push(WORD).push(0).op(RETURN);
  }
}
