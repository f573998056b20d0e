package io.fairfall.crash;

import io.avaje.jsonb.Json;
import io.fairfall.money.Multiplier;
import io.fairfall.money.Wei;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code game} journal says. A round's id is the version of its {@link Opened}; the next
 * slot holds {@link Started} or {@link Voided}; a started round's third slot holds {@link Crashed}.
 * All instants are milliseconds since 1970.
 */
public sealed interface RoundEvent {
  /** The entry type, which is also the type of the event that browsers get. */
  String type();

  /**
   * Bets are taken from now on.
   *
   * @param chain id of the hash chain that is played
   * @param game number of the game in its chain, from 1
   * @param commitment what this game's hash must hash to
   * @param opensAt bets are taken from here
   * @param closesAt and up to here, not included
   * @param startsAt the flight's first instant
   * @param maxProfit the largest profit of one bet
   * @param curve version of the curve
   * @param bankroll what the house owned at the worst when the terms were made, in wei, 0 if less
   *     or if nobody could tell; the largest profit and the force point are shares of it. Null in
   *     rounds of before it was written down
   */
  @Json
  record Opened(
      String chain,
      long game,
      String commitment,
      long opensAt,
      long closesAt,
      long startsAt,
      Wei minStake,
      Wei maxStake,
      Wei maxProfit,
      int curve,
      @Nullable Wei bankroll)
      implements RoundEvent {
    public static final String TYPE = "round_open";

    /** A round whose terms name no bankroll. */
    public Opened(
        String chain,
        long game,
        String commitment,
        long opensAt,
        long closesAt,
        long startsAt,
        Wei minStake,
        Wei maxStake,
        Wei maxProfit,
        int curve) {
      this(
          chain,
          game,
          commitment,
          opensAt,
          closesAt,
          startsAt,
          minStake,
          maxStake,
          maxProfit,
          curve,
          null);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The flight begins, at the instant that the opening named.
   *
   * @param force where every bet that still flies is cashed out, or null
   */
  @Json
  record Started(long startsAt, @Nullable Force force) implements RoundEvent {
    public static final String TYPE = "round_start";

    /** A flight that nothing bounds but its crash. */
    public Started(long startsAt) {
      this(startsAt, null);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The bound of what a round can cost the house: at this multiplier all bets that still fly are
   * cashed out. It is a soft bound, since bets that were told too late are not in it; the hard one
   * is each bet's own.
   *
   * @param at the multiplier
   * @param through the version of the round's facts up to which stakes were counted
   */
  @Json
  record Force(Multiplier at, long through) {}

  /**
   * The round ends without a flight: every stake goes back, and its game hash is burnt and shown,
   * so that a void is never a second throw of the dice.
   */
  @Json
  record Voided(String gameHash, String reason) implements RoundEvent {
    public static final String TYPE = "round_void";

    @Override
    public String type() {
      return TYPE;
    }
  }

  /**
   * The flight has ended.
   *
   * @param crash the crash point
   * @param crashedAt the first instant at which the curve had reached it
   * @param toldAfter the milliseconds that the writer let pass before it wrote this, at least; null
   *     where an entry does not say
   */
  @Json
  record Crashed(Multiplier crash, long crashedAt, String gameHash, @Nullable Long toldAfter)
      implements RoundEvent {
    public static final String TYPE = "round_crash";

    /** An end that does not say how late it was written. */
    public Crashed(Multiplier crash, long crashedAt, String gameHash) {
      this(crash, crashedAt, gameHash, null);
    }

    @Override
    public String type() {
      return TYPE;
    }
  }
}
