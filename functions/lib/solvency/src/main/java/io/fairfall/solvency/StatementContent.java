package io.fairfall.solvency;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconSignature;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a statement says: all of it but its signatures.
 *
 * @param number from 1
 * @param previous the SHA-256 of the text before, {@link #NONE} of the first
 * @param hourAt when the hour begins, in milliseconds since 1970
 * @param draws of the minutes from 0 to the statement's own
 * @param chainId of the chain that the wallets are on
 * @param liabilities wei, the sum of the tree's root
 * @param root the hash of it, 64 lower-case hex digits
 * @param reserves 1 to {@link #MAX_WALLETS}, ascending by wallet
 */
public record StatementContent(
    long number,
    String previous,
    BeaconNetwork network,
    long hourAt,
    List<BeaconSignature> draws,
    long chainId,
    StatementBlock block,
    BigInteger liabilities,
    String root,
    TreeShape shape,
    List<Reserve> reserves) {
  public static final int MAX_WALLETS = 8;

  /** Before the first statement. */
  public static final String NONE = "0".repeat(64);

  static final String FORMAT = "fairfall-solvency-1";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public StatementContent {
    draws = List.copyOf(draws);
    reserves = List.copyOf(reserves);
    require(number >= 1 && chainId >= 1, "statements and chains are numbered from 1");
    require(
        HASH.matcher(previous).matches() && HASH.matcher(root).matches(),
        "a hash has 64 lower-case hex digits");
    require(new HourlyDraw(network, hourAt).hourAt() == hourAt, "an hour begins with the hour");
    require(!draws.isEmpty() && draws.size() <= HourlyDraw.MINUTES, "an hour has 1 to 60 draws");
    require(
        !reserves.isEmpty() && reserves.size() <= MAX_WALLETS, "a statement has 1 to 8 wallets");
    for (int i = 1; i < reserves.size(); i++) {
      require(
          reserves.get(i - 1).wallet().compareTo(reserves.get(i).wallet()) < 0,
          "wallets ascend, and none stands twice");
    }
    WeiText.require(liabilities);
  }

  /** From 0 to 59. */
  public int minute() {
    return draws.size() - 1;
  }

  /** When the last draw came: what is owed, and the block, are of then. */
  public long instant() {
    return new HourlyDraw(network, hourAt).instantOf(minute());
  }

  /** What the wallets sign: lines of ASCII. */
  public String text() {
    HourlyDraw hour = new HourlyDraw(network, hourAt);
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    line(text, "number", number);
    line(text, "previous", previous);
    line(
        text,
        "network",
        network.name(),
        network.chainHash(),
        network.publicKey(),
        network.genesisMs(),
        network.periodMs());
    line(text, "hour", hourAt);
    for (int minute = 0; minute < draws.size(); minute++) {
      line(text, "draw", hour.roundOf(minute).number(), draws.get(minute).hex());
    }
    line(text, "chain", chainId);
    line(text, "block", block.number(), block.hash(), block.at());
    line(text, "liabilities", liabilities);
    line(text, "root", root);
    line(text, "leaves", shape.leaves());
    reserves.forEach(one -> line(text, "reserve", one.wallet(), one.balanceText()));
    line(text, "end");
    return text.toString();
  }

  /** What the next statement names as the one before: 64 lower-case hex digits. */
  public String textHash() {
    return HexFormat.of().formatHex(SumNode.sha256().digest(SumNode.ascii(text())));
  }

  /** Whether the house could pay all. */
  public SolvencyCoverage coverage() {
    BigInteger known =
        reserves.stream()
            .map(Reserve::balance)
            .flatMap(Optional::stream)
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (known.compareTo(liabilities) >= 0) {
      return SolvencyCoverage.COVERED;
    }
    boolean isAllKnown = reserves.stream().allMatch(one -> one.balance().isPresent());
    return isAllKnown ? SolvencyCoverage.SHORT : SolvencyCoverage.UNKNOWN;
  }

  private static void line(StringBuilder text, Object... words) {
    text.append(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
    text.append('\n');
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
