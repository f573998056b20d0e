package io.fairfall.cli.solvency;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A statement as it stands in its file, and the text that its wallets signed. */
record StatementFile(
    long number,
    String previous,
    Network network,
    long hourAt,
    List<String> draws,
    String chainId,
    String blockNumber,
    String blockHash,
    long blockAt,
    BigInteger liabilities,
    String root,
    int leaves,
    List<Wallet> reserves,
    List<String> signatures) {
  private static final String HASH = "[0-9a-f]{64}";
  private static final String NUMBER = "0|[1-9][0-9]{0,17}";
  private static final String AMOUNT = "0|[1-9][0-9]{0,77}";
  private static final BigInteger BOUND = BigInteger.TWO.pow(256);
  private static final long MAX_NUMBER = (1L << 53) - 1;
  private static final long MAX_MS = 100_000_000_000_000L;
  private static final long HOUR_MS = 3_600_000;
  private static final long MINUTE_MS = 60_000;
  private static final int MIN_LEAVES = 16;
  private static final int MAX_LEAVES = 1 << 22;

  /** The beacon's network, and when which of its rounds comes. */
  record Network(String name, String chainHash, String publicKey, long genesisMs, long periodMs) {
    long roundAt(long instant) {
      return 1 + Math.ceilDiv(Math.max(0, instant - genesisMs), periodMs);
    }

    long timeOf(long round) {
      return genesisMs + (round - 1) * periodMs;
    }
  }

  /** What a wallet had; {@code unknown} is a balance too. */
  record Wallet(String address, String balance) {
    boolean isKnown() {
      return !balance.equals("unknown");
    }

    BigInteger known() {
      return isKnown() ? new BigInteger(balance) : BigInteger.ZERO;
    }
  }

  static StatementFile read(String json) {
    Fields all =
        new Fields(
            PlainJson.object(json),
            "format",
            "number",
            "previous",
            "network",
            "hourAt",
            "draws",
            "chainId",
            "block",
            "liabilities",
            "root",
            "leaves",
            "reserves",
            "signatures");
    all.text("format", "fairfall-solvency-1");
    Fields block = all.object("block", "number", "hash", "at");
    List<Wallet> wallets = wallets(all.list("reserves", 1, 8));
    StatementFile read =
        new StatementFile(
            all.number("number", 1, MAX_NUMBER),
            all.text("previous", HASH),
            network(all),
            all.number("hourAt", 0, MAX_MS),
            all.texts("draws", 1, 60, "[0-9a-f]{96}"),
            all.text("chainId", "[1-9][0-9]{0,17}"),
            block.text("number", NUMBER),
            block.text("hash", "0x" + HASH),
            block.number("at", 0, MAX_MS),
            amount(all.text("liabilities", AMOUNT)),
            all.text("root", HASH),
            (int) all.number("leaves", MIN_LEAVES, MAX_LEAVES),
            wallets,
            all.texts("signatures", wallets.size(), wallets.size(), "0x[0-9a-f]{130}"));
    if (read.hourAt % HOUR_MS != 0 || Integer.bitCount(read.leaves) != 1) {
      throw SolvencyRefusedException.malformed(
          "An hour begins with the hour, and a tree has a power of two of leaves.");
    }
    return read;
  }

  private static Network network(Fields all) {
    Fields of = all.object("network", "name", "chainHash", "publicKey", "genesisMs", "periodMs");
    return new Network(
        of.text("name", "quicknet|development"),
        of.text("chainHash", HASH),
        of.text("publicKey", "[0-9a-f]{192}"),
        of.number("genesisMs", 0, MAX_MS),
        of.number("periodMs", 10, MINUTE_MS));
  }

  private static List<Wallet> wallets(List<?> list) {
    List<Wallet> wallets = new ArrayList<>();
    for (Object one : list) {
      Fields of = new Fields(one, "wallet", "balance");
      Wallet wallet =
          new Wallet(of.text("wallet", "0x[0-9a-f]{40}"), of.text("balance", AMOUNT + "|unknown"));
      amount(wallet.isKnown() ? wallet.balance() : "0");
      if (!wallets.isEmpty() && wallets.getLast().address().compareTo(wallet.address()) >= 0) {
        throw SolvencyRefusedException.malformed("Wallets ascend, and none stands twice.");
      }
      wallets.add(wallet);
    }
    return wallets;
  }

  private static BigInteger amount(String digits) {
    BigInteger amount = new BigInteger(digits);
    if (amount.compareTo(BOUND) >= 0) {
      throw SolvencyRefusedException.malformed("An amount is 2^256 or more.");
    }
    return amount;
  }

  int height() {
    return Integer.numberOfTrailingZeros(leaves);
  }

  long round(int minute) {
    return network.roundAt(hourAt + minute * MINUTE_MS);
  }

  /** When the last draw came. */
  long instant() {
    return network.timeOf(round(draws.size() - 1));
  }

  String text() {
    StringBuilder text = new StringBuilder("fairfall-solvency-1\n");
    text.append("number ").append(number).append('\n');
    text.append("previous ").append(previous).append('\n');
    text.append("network ").append(network.name).append(' ').append(network.chainHash);
    text.append(' ').append(network.publicKey).append(' ').append(network.genesisMs);
    text.append(' ').append(network.periodMs).append('\n');
    text.append("hour ").append(hourAt).append('\n');
    for (int minute = 0; minute < draws.size(); minute++) {
      text.append("draw ").append(round(minute)).append(' ').append(draws.get(minute)).append('\n');
    }
    text.append("chain ").append(chainId).append('\n');
    text.append("block ").append(blockNumber).append(' ').append(blockHash);
    text.append(' ').append(blockAt).append('\n');
    text.append("liabilities ").append(liabilities).append('\n');
    text.append("root ").append(root).append('\n');
    text.append("leaves ").append(leaves).append('\n');
    for (Wallet one : reserves) {
      text.append("reserve ").append(one.address).append(' ').append(one.balance).append('\n');
    }
    return text.append("end\n").toString();
  }

  /** What the next statement has as {@code previous}. */
  String textHash() {
    byte[] bytes = text().getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(PlainHashes.sha256(bytes));
  }

  /** {@code covered}, {@code short} or {@code unknown}. */
  String coverage() {
    BigInteger known =
        reserves.stream().map(Wallet::known).reduce(BigInteger.ZERO, BigInteger::add);
    if (known.compareTo(liabilities) >= 0) {
      return "covered";
    }
    return reserves.stream().allMatch(Wallet::isKnown) ? "short" : "unknown";
  }
}
