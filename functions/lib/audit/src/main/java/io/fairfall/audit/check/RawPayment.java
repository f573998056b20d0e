package io.fairfall.audit.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What a signed transaction says that sends ether and nothing else (EIP-1559, type 2), read from
 * its bytes.
 *
 * @param tip in wei for a unit of gas
 * @param maxFee in wei for a unit of gas
 * @param to a lower-case address
 * @param value in wei
 * @param hash of the transaction, lower case
 */
record RawPayment(
    BigInteger chainId,
    BigInteger nonce,
    BigInteger tip,
    BigInteger maxFee,
    BigInteger gas,
    String to,
    BigInteger value,
    String hash) {
  private static final int TYPE = 2;
  private static final int MEMBERS = 12;
  private static final int ADDRESS_BYTES = 20;
  private static final int SHORT_TEXT = 0x80;
  private static final int LONG_TEXT = 0xb7;
  private static final int SHORT_LIST = 0xc0;
  private static final int LONG_LIST = 0xf7;

  /**
   * Reads {@code 0x} and hex.
   *
   * @throws IllegalArgumentException if it is anything else than such a transaction
   */
  static RawPayment parse(String raw) {
    byte[] bytes = HexFormat.of().parseHex(raw, 2, raw.length());
    require(bytes.length > 1 && bytes[0] == TYPE, "it is of another type");
    Part whole = part(bytes, 1);
    require(whole.isList() && whole.end() == bytes.length, "it is no list");
    List<Part> members = new ArrayList<>();
    int at = whole.begin();
    while (at < whole.end()) {
      Part member = part(bytes, at);
      members.add(member);
      at = member.end();
    }
    require(at == whole.end() && members.size() == MEMBERS, "it has other members");
    byte[] to = text(bytes, members.get(5));
    require(to.length == ADDRESS_BYTES, "it goes to no address");
    require(text(bytes, members.get(7)).length == 0, "it has data");
    require(members.get(8).isList() && members.get(8).isEmpty(), "it has a list of accesses");
    return new RawPayment(
        number(bytes, members.get(0)),
        number(bytes, members.get(1)),
        number(bytes, members.get(2)),
        number(bytes, members.get(3)),
        number(bytes, members.get(4)),
        "0x" + HexFormat.of().formatHex(to),
        number(bytes, members.get(6)),
        "0x" + HexFormat.of().formatHex(Keccak.hash(bytes)));
  }

  /** One text or list of RLP: where its content begins and ends. */
  private record Part(boolean isList, int begin, int end) {
    boolean isEmpty() {
      return begin == end;
    }
  }

  private static Part part(byte[] bytes, int at) {
    require(at < bytes.length, "it ends too early");
    int first = bytes[at] & 0xff;
    if (first < SHORT_TEXT) {
      return new Part(false, at, at + 1);
    }
    boolean isList = first >= SHORT_LIST;
    int base = isList ? SHORT_LIST : SHORT_TEXT;
    int longer = isList ? LONG_LIST : LONG_TEXT;
    int sizeBytes = Math.max(0, first - longer);
    require(sizeBytes <= 2 && at + 1 + sizeBytes <= bytes.length, "a part of it is too long");
    int size =
        sizeBytes == 0
            ? first - base
            : new BigInteger(1, Arrays.copyOfRange(bytes, at + 1, at + 1 + sizeBytes)).intValue();
    int begin = at + 1 + sizeBytes;
    require(begin + size <= bytes.length, "it ends too early");
    return new Part(isList, begin, begin + size);
  }

  private static byte[] text(byte[] bytes, Part part) {
    require(!part.isList(), "a member of it is a list");
    return Arrays.copyOfRange(bytes, part.begin(), part.end());
  }

  private static BigInteger number(byte[] bytes, Part part) {
    return new BigInteger(1, text(bytes, part));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
