package io.fairfall.cli.house;

import io.fairfall.load.Tree;
import io.fairfall.money.Wei;
import java.io.PrintWriter;
import java.math.BigInteger;

/** Signed amounts as operators read them. */
final class Amounts {
  private Amounts() {}

  /** An amount in ether, exactly, like {@code -0.25 ETH}. */
  static String ether(String signedWei) {
    BigInteger wei = new BigInteger(signedWei);
    return (wei.signum() < 0 ? "-" : "") + new Wei(wei.abs()).toEther() + " ETH";
  }

  /** The same with a sign in any case, for what changes something. */
  static String change(String signedWei) {
    return (signedWei.startsWith("-") ? "" : "+") + ether(signedWei);
  }

  /** What the house owns. */
  static void print(Tree house, PrintWriter out) {
    out.println("Bankroll  " + ether(house.text("bankroll")));
    out.println("  won     " + ether(house.text("posted")));
    out.println("  funded  " + ether(house.text("funded")));
  }
}
