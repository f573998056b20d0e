package io.fairfall.cli.migrate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A file as an older system might leave it, the same for the same seed, and what it must come to.
 *
 * <p>Amounts are made as wei and written by moving digits, so that the expected sum owes nothing to
 * the code that reads them.
 *
 * @param good rows with a balance to open, in the order of the file
 * @param bad rows that must be rejected: the code by line
 * @param zeros rows without money
 */
record OldBalances(List<Good> good, Map<Long, String> bad, int zeros) {
  private static final int ONE_IN_BAD = 100;
  private static final int ONE_IN_ZERO = 500;
  private static final int WEI_BITS = 75; // up to some 38,000 ether
  private static final int ETHER_DECIMALS = 18;

  record Good(long line, String player, BigInteger wei) {}

  /** Writes a CSV file with a header and this many rows, one in a hundred of them bad. */
  static OldBalances write(Path file, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    OldBalances balances = new OldBalances(new ArrayList<>(), new TreeMap<>(), rows / ONE_IN_ZERO);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("address,balance\r\n");
      for (int i = 1; i <= rows; i++) {
        out.write(balances.row(i, random));
        out.write("\r\n");
      }
    }
    return balances;
  }

  /** What all good rows up to a line hold. */
  BigInteger weiUpTo(long line) {
    return good.stream()
        .filter(row -> row.line() <= line)
        .map(Good::wei)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private String row(int i, Random random) {
    long line = i + 1L; // the header is the first
    String address = "0x%040x".formatted(new BigInteger(160, random));
    if (i % ONE_IN_BAD == 0) {
      return bad(line, address, i / ONE_IN_BAD);
    }
    if (i % ONE_IN_ZERO == 1) {
      return address + ",0.00";
    }
    BigInteger wei = new BigInteger(WEI_BITS, random).add(BigInteger.ONE);
    good.add(new Good(line, address, wei));
    String text = ether(wei);
    return switch (random.nextInt(4)) {
      case 0 -> "0x" + address.substring(2).toUpperCase(Locale.ROOT) + "," + text;
      case 1 -> "\"" + address + "\",\"" + text + "\"";
      case 2 -> address + " , " + text;
      default -> address + "," + text;
    };
  }

  private String bad(long line, String address, int kind) {
    List<String> rows =
        List.of(
            "BALANCE_NEGATIVE " + address + ",-1.5",
            "BALANCE_FORM " + address + ",1e3",
            "BALANCE_FORM " + address + ",NaN",
            "CSV_FORM " + address + ",1,5",
            "CSV_FORM " + address + ",\"15",
            "BALANCE_MISSING " + address + ",",
            "BALANCE_TOO_FINE " + address + ",0.1234567890123456789",
            "BALANCE_TOO_LARGE " + address + ",1000000000000000000",
            "ADDRESS_FORM " + address.substring(1) + ",1",
            "ADDRESS_FORM =cmd|A" + address + ",1",
            "ADDRESS_CHECKSUM 0xaB" + "c".repeat(38) + ",1",
            "ADDRESS_ZERO 0x" + "0".repeat(40) + ",1",
            "LINE_TOO_LONG " + address + "," + "7".repeat(2_000),
            "DUPLICATE " + good.getFirst().player() + "," + ether(good.getFirst().wei()),
            "DUPLICATE " + good.getLast().player() + ",1");
    String[] codeAndRow = rows.get(kind % rows.size()).split(" ", 2);
    bad.put(line, codeAndRow[0]);
    return codeAndRow[1];
  }

  private static String ether(BigInteger wei) {
    String digits = wei.toString();
    String padded = "0".repeat(Math.max(0, ETHER_DECIMALS + 1 - digits.length())) + digits;
    int point = padded.length() - ETHER_DECIMALS;
    return padded.substring(0, point) + "." + padded.substring(point);
  }
}
