package io.fairfall.load;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a player was told, to be compared with what is stored. Histories do not show keys, but every
 * request of a bot has a stake (or an amount) that none of its others has, which tells them apart.
 */
public final class Book {
  private final Map<BigInteger, Told> bets = new LinkedHashMap<>();
  private final Map<BigInteger, ClientAnswer> credits = new LinkedHashMap<>();
  private final Map<String, Paid> paid = new LinkedHashMap<>();

  /** The answer to the latest attempt of a bet. */
  record Told(Order order, ClientAnswer answer) {}

  /** An acknowledged cashout. */
  record Paid(long hundredths, BigInteger payout) {
    static Paid of(Tree body) {
      return new Paid(body.number("multiplier"), body.wei("payout"));
    }
  }

  synchronized void bet(Order order, ClientAnswer answer) {
    bets.put(order.stake().value(), new Told(order, answer));
  }

  synchronized void credit(BigInteger amount, ClientAnswer answer) {
    credits.put(amount, answer);
  }

  synchronized void paid(String betId, Paid told) {
    paid.put(betId, told);
  }

  /** Whether a bet was acknowledged. */
  synchronized boolean hasBet() {
    return bets.values().stream().anyMatch(told -> told.answer().isOk());
  }

  synchronized Map<BigInteger, Told> bets() {
    return Map.copyOf(bets);
  }

  synchronized Map<BigInteger, ClientAnswer> credits() {
    return Map.copyOf(credits);
  }

  synchronized Map<String, Paid> paid() {
    return Map.copyOf(paid);
  }
}
