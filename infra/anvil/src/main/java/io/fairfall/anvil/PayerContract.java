package io.fairfall.anvil;

import static io.fairfall.anvil.Assembly.Op.ADD;
import static io.fairfall.anvil.Assembly.Op.ADDRESS;
import static io.fairfall.anvil.Assembly.Op.CALL;
import static io.fairfall.anvil.Assembly.Op.CALLDATALOAD;
import static io.fairfall.anvil.Assembly.Op.CALLDATASIZE;
import static io.fairfall.anvil.Assembly.Op.CALLVALUE;
import static io.fairfall.anvil.Assembly.Op.DUP1;
import static io.fairfall.anvil.Assembly.Op.DUP2;
import static io.fairfall.anvil.Assembly.Op.DUP5;
import static io.fairfall.anvil.Assembly.Op.DUP6;
import static io.fairfall.anvil.Assembly.Op.GAS;
import static io.fairfall.anvil.Assembly.Op.ISZERO;
import static io.fairfall.anvil.Assembly.Op.JUMP;
import static io.fairfall.anvil.Assembly.Op.JUMPI;
import static io.fairfall.anvil.Assembly.Op.LT;
import static io.fairfall.anvil.Assembly.Op.MSTORE;
import static io.fairfall.anvil.Assembly.Op.POP;
import static io.fairfall.anvil.Assembly.Op.REVERT;
import static io.fairfall.anvil.Assembly.Op.STOP;
import static io.fairfall.anvil.Assembly.Op.SUB;
import static io.fairfall.anvil.Assembly.Op.SWAP1;

import java.math.BigInteger;

/** Contracts that send ether on, which no transaction shows: only a trace does. */
public final class PayerContract {
  private static final int WORD = 32;

  private PayerContract() {}

  /**
   * Pays each payment that its data name, one after the other, from what it has. A payment that
   * fails is passed over, and the others stand.
   */
  public static String payer() {
    Assembly code = new Assembly();
    code.push(0).label("next");
    code.op(CALLDATASIZE, DUP2, LT, ISZERO).push("end").op(JUMPI);
    code.push(0).push(0).push(0).push(0);
    code.op(DUP5).push(WORD).op(ADD, CALLDATALOAD, DUP6, CALLDATALOAD, GAS, CALL, POP);
    code.push(2 * WORD).op(ADD).push("next").op(JUMP);
    code.label("end").op(STOP);
    return code.creation();
  }

  /**
   * Sends what it gets on to one address, and then takes all of it back by reverting: its trace
   * shows a payment that never happened.
   */
  public static String regretful(String to) {
    Assembly code = new Assembly();
    code.push(0).push(0).push(0).push(0);
    code.op(CALLVALUE).push(new BigInteger(to.substring(2), 16)).op(GAS, CALL, POP);
    code.push(0).push(0).op(REVERT);
    return code.creation();
  }

  /**
   * Pays one wei to an address, and then calls itself, and that itself, as often as its data's
   * first word says: a trace as deep as whoever calls it likes.
   */
  public static String nested(String to) {
    Assembly code = new Assembly();
    code.op(CALLVALUE, ISZERO).push("deeper").op(JUMPI);
    code.push(0).push(0).push(0).push(0).push(1);
    code.push(new BigInteger(to.substring(2), 16)).op(GAS, CALL, POP);
    code.label("deeper").push(0).op(CALLDATALOAD, DUP1, ISZERO).push("end").op(JUMPI);
    code.push(1).op(SWAP1, SUB).push(0).op(MSTORE);
    code.push(0).push(0).push(WORD).push(0).push(0).op(ADDRESS, GAS, CALL);
    code.label("end").op(STOP);
    return code.creation();
  }

  /**
   * A payment for the payer.
   *
   * @param to an address
   */
  public record Payment(String to, BigInteger wei) {}

  /** The data of payments. */
  public static String pay(Payment... payments) {
    StringBuilder data = new StringBuilder("0x");
    for (Payment payment : payments) {
      data.append(TokenContract.word(payment.to())).append("%064x".formatted(payment.wei()));
    }
    return data.toString();
  }
}
