package io.fairfall.ledger;

import io.fairfall.money.Wei;
import java.math.BigInteger;

/**
 * How one entry moves money between four places, in wei, positive into a place and negative out of
 * it. The four always sum to zero: an entry can move money and never make any.
 *
 * @param available what the player can stake or withdraw
 * @param locked open stakes of the player
 * @param house the house's winnings
 * @param external the world outside
 */
public record Legs(BigInteger available, BigInteger locked, BigInteger house, BigInteger external) {
  public static final Legs NONE =
      new Legs(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  public Legs {
    if (available.add(locked).add(house).add(external).signum() != 0) {
      throw new IllegalStateException("the legs of an entry sum to zero");
    }
  }

  /** A stake goes from the available balance into the locked one. */
  static Legs stake(Wei stake) {
    BigInteger x = stake.value();
    return new Legs(x.negate(), x, BigInteger.ZERO, BigInteger.ZERO);
  }

  /** An open stake is released and the house pays the rest of the payout, or keeps the rest. */
  static Legs close(Wei stake, Wei payout) {
    BigInteger x = stake.value();
    BigInteger p = payout.value();
    return new Legs(p, x.negate(), x.subtract(p), BigInteger.ZERO);
  }

  /** The house pays, or with a negative amount takes back. */
  static Legs houseToAvailable(BigInteger amount) {
    return new Legs(amount, BigInteger.ZERO, amount.negate(), BigInteger.ZERO);
  }

  /** Money comes in from outside, or with a negative amount goes out. */
  static Legs externalToAvailable(BigInteger amount) {
    return new Legs(amount, BigInteger.ZERO, BigInteger.ZERO, amount.negate());
  }

  public Legs plus(Legs other) {
    return new Legs(
        available.add(other.available),
        locked.add(other.locked),
        house.add(other.house),
        external.add(other.external));
  }

  /** The four amounts with commas between, as entries store them. */
  public String written() {
    return available + "," + locked + "," + house + "," + external;
  }

  public static Legs read(String written) {
    String[] amounts = written.split(",", -1);
    return new Legs(
        new BigInteger(amounts[0]),
        new BigInteger(amounts[1]),
        new BigInteger(amounts[2]),
        new BigInteger(amounts[3]));
  }
}
