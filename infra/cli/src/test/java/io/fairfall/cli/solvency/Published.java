package io.fairfall.cli.solvency;

import io.fairfall.beacon.BeaconSignature;
import io.fairfall.developmentbeacon.DevelopmentBeacon;
import io.fairfall.solvency.HourlyDraw;
import io.fairfall.solvency.LeafProof;
import io.fairfall.solvency.LeafSet;
import io.fairfall.solvency.Reserve;
import io.fairfall.solvency.SaltSecret;
import io.fairfall.solvency.SolvencyStatement;
import io.fairfall.solvency.StatementBlock;
import io.fairfall.solvency.StatementContent;
import io.fairfall.solvency.SumTree;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;

/** A house that publishes statements, honest ones, and whatever else a test wants it to sign. */
final class Published {
  static final long HOUR = 1_796_043_600_000L;
  static final DevelopmentBeacon BEACON = DevelopmentBeacon.of("local", HOUR - 5_000, 3_000);
  static final String PLAYER = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  static final BigInteger OWED = BigInteger.valueOf(1_500_000_000_000_000_007L);
  static final SaltSecret SECRET = new SaltSecret(new byte[SaltSecret.BYTES]);

  /** The first of the well-known keys of development nodes. */
  private static final Credentials WALLET =
      Credentials.create("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  private final List<byte[]> pieces = new ArrayList<>();
  final SumTree tree;

  Published() {
    LeafSet leaves = new LeafSet(SECRET);
    leaves.add(PLAYER, OWED);
    for (int i = 1; i < 20; i++) {
      leaves.add(
          "0x" + "%040x".formatted(i), BigInteger.TEN.pow(16).multiply(BigInteger.valueOf(i)));
    }
    tree = leaves.build((number, bytes) -> pieces.add(bytes));
  }

  static List<BeaconSignature> draws(long hourAt) {
    HourlyDraw hour = new HourlyDraw(BEACON.network(), hourAt);
    List<BeaconSignature> draws = new ArrayList<>();
    do {
      draws.add(BEACON.sign(hour.roundOf(draws.size())));
    } while (!HourlyDraw.choosesLast(draws));
    return draws;
  }

  StatementContent content() {
    return content(1, StatementContent.NONE, HOUR);
  }

  StatementContent content(long number, String previous, long hourAt) {
    return new StatementContent(
        number,
        previous,
        BEACON.network(),
        hourAt,
        draws(hourAt),
        31_337,
        new StatementBlock(4_711, "0x" + "c".repeat(64), hourAt + 1_000),
        tree.root().sum(),
        tree.root().hash(),
        tree.shape(),
        List.of(new Reserve(WALLET.getAddress(), Optional.of(BigInteger.TEN.pow(19)))));
  }

  LeafProof proof() {
    return tree.prove(1, SECRET, PLAYER, pieces.get(tree.pieceOf(SECRET, PLAYER))).orElseThrow();
  }

  /** Signs what a content says. */
  static String signed(StatementContent content) {
    return new SolvencyStatement(content, List.of(signature(content.text()))).json();
  }

  /** Signs a statement that a test has changed, over the text that the change has. */
  static String resigned(String json) {
    StatementFile file = StatementFile.read(json);
    return json.replace(file.signatures().getFirst(), signature(file.text()));
  }

  private static String signature(String text) {
    Sign.SignatureData of =
        Sign.signPrefixedMessage(text.getBytes(StandardCharsets.US_ASCII), WALLET.getEcKeyPair());
    HexFormat hex = HexFormat.of();
    return "0x" + hex.formatHex(of.getR()) + hex.formatHex(of.getS()) + hex.formatHex(of.getV());
  }
}
