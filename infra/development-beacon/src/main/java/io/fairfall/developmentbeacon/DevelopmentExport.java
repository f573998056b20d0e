package io.fairfall.developmentbeacon;

import io.fairfall.beacon.BeaconCrashPoint;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Rounds that were never played, as {@code docs/reference/fairness-export.md} has an export: for
 * tests of whoever checks one. Two of each hundred are cancelled, one of them with its beacon.
 */
public final class DevelopmentExport {
  private static final int HUNDRED = 100;
  private static final int VOID_WITH_BEACON = 42;
  private static final int VOID_WITHOUT = 77;

  private final DevelopmentBeacon beacon;
  private final int chainLength;
  private final List<String> lines = new ArrayList<>();
  private long closesAt;

  private DevelopmentExport(DevelopmentBeacon beacon, int chainLength, long earliest) {
    this.beacon = beacon;
    this.chainLength = chainLength;
    this.closesAt = beacon.network().closesAtFrom(earliest);
  }

  /**
   * The lines of an export.
   *
   * @param chainLength games of each chain; the first chain begins in its middle
   * @param earliest when the first round's bets close, or a period later, in milliseconds
   */
  public static List<String> lines(
      DevelopmentBeacon beacon, int rounds, int chainLength, long earliest) {
    DevelopmentExport export = new DevelopmentExport(beacon, chainLength, earliest);
    export.lines.add(header(beacon.network()));
    int left = rounds;
    for (int chain = 1; left > 0; chain++) {
      int first = chain == 1 ? 1 + chainLength / 2 : 1;
      int games = Math.min(left, chainLength - first + 1);
      export.chain(chain, first, games);
      left -= games;
    }
    export.lines.add("{\"type\":\"end\",\"rounds\":" + rounds + "}");
    return export.lines;
  }

  private static String header(BeaconNetwork network) {
    return "{\"type\":\"fairness_export\",\"format\":1,\"network\":{\"name\":\""
        + network.name()
        + "\",\"chainHash\":\""
        + network.chainHash()
        + "\",\"publicKey\":\""
        + network.publicKey()
        + "\",\"genesisMs\":"
        + network.genesisMs()
        + ",\"periodMs\":"
        + network.periodMs()
        + "}}";
  }

  private void chain(int number, int first, int games) {
    List<String> links = new ArrayList<>();
    links.add(sha256("seed " + number));
    for (int i = 0; i < chainLength; i++) {
      links.add(sha256(links.getLast()));
    }
    String name = "chain-" + number;
    lines.add(
        "{\"type\":\"chain\",\"chain\":\""
            + name
            + "\",\"terminalHash\":\""
            + links.getLast()
            + "\",\"length\":"
            + chainLength
            + "}");
    for (int game = first; game < first + games; game++) {
      lines.add(
          round(name, game, links.get(chainLength - game), links.get(chainLength - game + 1)));
    }
  }

  private String round(String chain, int game, String gameHash, String commitment) {
    int id = lines.size();
    int place = id % HUNDRED;
    boolean isVoid = place == VOID_WITH_BEACON || place == VOID_WITHOUT;
    BeaconNetwork network = beacon.network();
    BeaconRound round = network.roundFor(closesAt);
    StringBuilder line =
        new StringBuilder("{\"type\":\"")
            .append(isVoid ? "void" : "round")
            .append("\",\"roundId\":\"")
            .append(3L * id)
            .append("\",\"chain\":\"")
            .append(chain)
            .append("\",\"game\":")
            .append(game)
            .append(",\"commitment\":\"")
            .append(commitment)
            .append("\",\"closesAt\":")
            .append(closesAt)
            .append(",\"beaconRound\":")
            .append(round.number())
            .append(",\"gameHash\":\"")
            .append(gameHash)
            .append('"');
    if (place != VOID_WITHOUT) {
      BeaconSignature signature = beacon.sign(round);
      line.append(",\"signature\":\"")
          .append(signature.hex())
          .append("\",\"crash\":")
          .append(BeaconCrashPoint.of(signature, gameHash).hundredths());
    }
    closesAt = network.closesAtFrom(closesAt + 1);
    return line.append('}').toString();
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
