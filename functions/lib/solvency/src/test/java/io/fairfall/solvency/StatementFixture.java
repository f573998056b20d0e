package io.fairfall.solvency;

import io.fairfall.beacon.BeaconSignature;
import io.fairfall.developmentbeacon.DevelopmentBeacon;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement of the beacon of development. */
final class StatementFixture {
  static final long HOUR = 1_796_043_600_000L;
  static final DevelopmentBeacon BEACON = DevelopmentBeacon.of("local", HOUR - 5_000, 3_000);
  static final String WALLET = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private StatementFixture() {}

  static List<BeaconSignature> draws() {
    HourlyDraw hour = new HourlyDraw(BEACON.network(), HOUR);
    List<BeaconSignature> draws = new ArrayList<>();
    do {
      draws.add(BEACON.sign(hour.roundOf(draws.size())));
    } while (!HourlyDraw.choosesLast(draws));
    return draws;
  }

  static StatementContent content(List<Reserve> reserves) {
    SumTree tree = TreeFixture.ofPlayers(20).tree;
    return new StatementContent(
        7,
        "a".repeat(64),
        BEACON.network(),
        HOUR,
        draws(),
        31_337,
        new StatementBlock(123, "0x" + "b".repeat(64), HOUR + 1_000),
        tree.root().sum(),
        tree.root().hash(),
        tree.shape(),
        reserves);
  }

  static Reserve reserve(String wallet, long wei) {
    return new Reserve(wallet, Optional.of(BigInteger.valueOf(wei)));
  }
}
