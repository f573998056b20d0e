package io.fairfall.anvil;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Bytecode written down opcode by opcode, so that the contracts of tests have their source in this
 * repository and need no compiler. The opcodes are those of the Ethereum yellow paper's appendix H.
 */
final class Assembly {
  private static final int MAX_BYTES = 0xffff;
  private static final int PUSH1 = 0x60;
  private static final int PUSH2 = 0x61;
  private static final int JUMPDEST = 0x5b;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final Map<String, Integer> labels = new HashMap<>();
  private final Map<Integer, String> jumps = new HashMap<>();

  /** Operations without an operand in the code. */
  enum Op {
    STOP(0x00),
    ADD(0x01),
    SUB(0x03),
    LT(0x10),
    EQ(0x14),
    ISZERO(0x15),
    SHR(0x1c),
    ADDRESS(0x30),
    CALLER(0x33),
    CALLVALUE(0x34),
    CALLDATALOAD(0x35),
    CALLDATASIZE(0x36),
    POP(0x50),
    MSTORE(0x52),
    SLOAD(0x54),
    SSTORE(0x55),
    JUMP(0x56),
    JUMPI(0x57),
    GAS(0x5a),
    DUP1(0x80),
    DUP2(0x81),
    DUP5(0x84),
    DUP6(0x85),
    SWAP1(0x90),
    LOG3(0xa3),
    CALL(0xf1),
    RETURN(0xf3),
    REVERT(0xfd);

    private final int code;

    Op(int code) {
      this.code = code;
    }
  }

  Assembly op(Op... operations) {
    for (Op operation : operations) {
      code.write(operation.code);
    }
    return this;
  }

  /** Puts a number on the stack. */
  Assembly push(long number) {
    return push(BigInteger.valueOf(number));
  }

  /** Puts a number of up to 256 bits on the stack. */
  Assembly push(BigInteger number) {
    byte[] bytes = unsigned(number);
    code.write(PUSH1 + bytes.length - 1);
    code.writeBytes(bytes);
    return this;
  }

  /** Puts the place of a label on the stack. */
  Assembly push(String label) {
    code.write(PUSH2);
    jumps.put(code.size(), label);
    code.writeBytes(new byte[2]);
    return this;
  }

  /** A place that can be jumped to. */
  Assembly label(String label) {
    labels.put(label, code.size());
    code.write(JUMPDEST);
    return this;
  }

  /** What stands on the chain. */
  byte[] runtime() {
    byte[] bytes = code.toByteArray();
    if (bytes.length > MAX_BYTES) {
      throw new IllegalStateException("too long for two bytes of place");
    }
    jumps.forEach(
        (at, label) -> {
          Integer place = labels.get(label);
          if (place == null) {
            throw new IllegalStateException("no label " + label);
          }
          bytes[at] = (byte) (place >> 8);
          bytes[at + 1] = (byte) place.intValue();
        });
    return bytes;
  }

  /**
   * What is sent to put it there: {@code PUSH2 size, DUP1, PUSH1 start, PUSH1 0, CODECOPY, PUSH1 0,
   * RETURN}, and then the code itself.
   */
  String creation() {
    byte[] runtime = runtime();
    String loader = "61%04x80600c6000396000f3".formatted(runtime.length);
    return "0x" + loader + HexFormat.of().formatHex(runtime);
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] signed = number.toByteArray();
    if (signed.length > 1 && signed[0] == 0) {
      byte[] bytes = new byte[signed.length - 1];
      System.arraycopy(signed, 1, bytes, 0, bytes.length);
      return bytes;
    }
    return signed;
  }
}
