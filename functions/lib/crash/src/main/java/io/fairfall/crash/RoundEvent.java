package io.fairfall.crash;

import io.avaje.jsonb.Json;
import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
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
   * @param startsAt the flight's first instant, or the earliest where a beacon decides the round:
   *     its start says when
   * @param maxProfit the largest profit of one bet
   * @param curve version of the curve
   * @param bankroll what the house owned at the worst when the terms were made, in wei, 0 if less
   *     or if nobody could tell; the largest profit and the force point are shares of it. Null in
   *     rounds of before it was written down
   * @param beacon what decides where the round crashes; null in rounds of before, which a salt of
   *     their chain decides
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
      @Nullable Wei bankroll,
      @Nullable Beacon beacon)
      implements RoundEvent {
    public static final String TYPE = "round_open";

    /** A round that no beacon decides. */
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
        int curve,
        @Nullable Wei bankroll) {
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
          bankroll,
          null);
    }

    /** A round whose terms name no bankroll, and that no beacon decides. */
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
   * The one signature that decides a round, named before the round takes its first bet: nobody has
   * it then. It stands here in full, so that a round can be checked with nothing but its entries.
   *
   * @param name {@code quicknet}, or {@code development}
   * @param chainHash what relays know the network by
   * @param publicKey what its signatures verify by: 192 lower-case hex digits
   * @param genesisMs when its round 1 came, in milliseconds since 1970
   * @param periodMs from one of its rounds to the next, in milliseconds
   * @param round its round that decides: the first that comes 300 ms or more after bets close
   */
  @Json
  record Beacon(
      String name, String chainHash, String publicKey, long genesisMs, long periodMs, long round) {
    /** How long after its beacon's time a round that has not started is void, in milliseconds. */
    public static final long VOID_AFTER_MS = 30_000;

    public static Beacon of(BeaconNetwork network, BeaconRound round) {
      return new Beacon(
          network.name(),
          network.chainHash(),
          network.publicKey(),
          network.genesisMs(),
          network.periodMs(),
          round.number());
    }

    /**
     * @throws IllegalArgumentException if these are no facts of a network
     */
    public BeaconNetwork network() {
      return new BeaconNetwork(name, chainHash, publicKey, genesisMs, periodMs);
    }

    /** When the signature comes, in milliseconds since 1970. */
    public long comesAtMs() {
      return network().timeOf(new BeaconRound(round));
    }

    /** From when on the round is void if it has not started. */
    public long voidAtMs() {
      return comesAtMs() + VOID_AFTER_MS;
    }
  }

  /**
   * The flight begins.
   *
   * @param startsAt the instant that the opening named; a beacon that came late makes it later
   * @param force where every bet that still flies is cashed out, or null
   * @param signature the beacon's, verified: 96 lower-case hex digits; null where none decides
   */
  @Json
  record Started(long startsAt, @Nullable Force force, @Nullable String signature)
      implements RoundEvent {
    public static final String TYPE = "round_start";

    /** A flight of a round that no beacon decides. */
    public Started(long startsAt, @Nullable Force force) {
      this(startsAt, force, null);
    }

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
