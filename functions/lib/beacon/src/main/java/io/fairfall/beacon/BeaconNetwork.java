package io.fairfall.beacon;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of organisations that sign a round number at its time, together: each has a share of
 * the key, and fewer than a threshold of them can neither sign nor learn what will be signed.
 *
 * <p>These facts are fixed here and never taken from whoever delivers signatures.
 *
 * @param name {@code quicknet}, or {@code development}
 * @param chainHash what relays know the network by: 64 lower-case hex digits
 * @param publicKey a point of G2, compressed: 192 lower-case hex digits
 * @param genesisMs when round 1 comes, in milliseconds since 1970
 * @param periodMs from one round to the next, in milliseconds, from {@link #MIN_PERIOD_MS} to
 *     {@link #MAX_PERIOD_MS}
 */
public record BeaconNetwork(
    String name, String chainHash, String publicKey, long genesisMs, long periodMs) {
  /** BLS12-381, unchained, signatures in G1, hashed to the curve as RFC 9380 has it. */
  public static final String SCHEME = "bls-unchained-g1-rfc9380";

  /** What messages are hashed to the curve with. */
  public static final String DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

  /** How much later than the close of bets a round comes at least, in milliseconds. */
  public static final long MARGIN_MS = 300;

  public static final long MIN_PERIOD_MS = 10;
  public static final long MAX_PERIOD_MS = 60_000;

  private static final String DEVELOPMENT = "development";
  private static final String LOCAL = "local";
  private static final Pattern NAME = Pattern.compile("quicknet|development");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{192}");
  private static final Pattern FACTS =
      Pattern.compile(
          "development:(?<key>[0-9a-f]{192}):(?<genesis>[0-9]{1,15}):(?<period>[0-9]{1,5})");

  /** In the year 5138; rounds and times stay far below the bounds of their numbers. */
  private static final long MAX_MS = 100_000_000_000_000L;

  /** drand's network of three seconds: https://docs.drand.love/developer/http-api. */
  public static final BeaconNetwork QUICKNET =
      new BeaconNetwork(
          "quicknet",
          "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
          "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
              + "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
              + "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
          1_692_803_367_000L,
          3_000);

  public BeaconNetwork {
    require(NAME.matcher(name).matches(), "a beacon's network is quicknet or development");
    require(HASH.matcher(chainHash).matches(), "a chain hash has 64 lower-case hex digits");
    require(KEY.matcher(publicKey).matches(), "a beacon's key has 192 lower-case hex digits");
    require(genesisMs >= 0 && genesisMs <= MAX_MS, "a beacon begins from 1970 to 5138");
    require(
        periodMs >= MIN_PERIOD_MS && periodMs <= MAX_PERIOD_MS,
        "a beacon's period is from 10 to 60000 milliseconds");
  }

  /**
   * A network of one machine, for development: its key belongs to whoever runs it. The chain hash
   * is the SHA-256 of {@code development:<key>:<genesis>:<period>}, both in milliseconds.
   */
  public static BeaconNetwork development(String publicKey, long genesisMs, long periodMs) {
    String facts = DEVELOPMENT + ":" + publicKey + ":" + genesisMs + ":" + periodMs;
    String chainHash =
        HexFormat.of().formatHex(Digests.sha256(facts.getBytes(StandardCharsets.US_ASCII)));
    return new BeaconNetwork(DEVELOPMENT, chainHash, publicKey, genesisMs, periodMs);
  }

  /**
   * The network that a text names, as {@link #text} writes it.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static BeaconNetwork parse(String text) {
    if (text.equals(QUICKNET.name)) {
      return QUICKNET;
    }
    Matcher facts = FACTS.matcher(text);
    require(
        facts.matches(),
        "a beacon's network is quicknet, or development:KEY:GENESIS:PERIOD in milliseconds");
    return development(
        facts.group("key"),
        Long.parseLong(facts.group("genesis")),
        Long.parseLong(facts.group("period")));
  }

  /** What {@link #parse} makes this network of: {@code quicknet}, or development and its facts. */
  public String text() {
    return equals(QUICKNET)
        ? name
        : String.join(":", name, publicKey, Long.toString(genesisMs), Long.toString(periodMs));
  }

  /**
   * This network, if a system may play by it: {@link #QUICKNET} with exactly its facts anywhere,
   * one of development on one machine alone.
   *
   * @param mode the template's mode, {@code aws} or {@code local}
   * @throws IllegalStateException if it may not
   */
  public BeaconNetwork requireAllowedIn(String mode) {
    boolean isOurs = equals(QUICKNET);
    boolean isOfThisMachine =
        mode.equals(LOCAL) && equals(development(publicKey, genesisMs, periodMs));
    if (!isOurs && !isOfThisMachine) {
      throw new IllegalStateException(
          "outside of local mode the beacon is drand's quicknet, and this one is not");
    }
    return this;
  }

  /**
   * When a round comes, in milliseconds since 1970.
   *
   * @throws ArithmeticException if that is no 64-bit number
   */
  public long timeOf(BeaconRound round) {
    return genesisMs + Math.multiplyExact(round.number() - 1, periodMs);
  }

  /**
   * The first round that comes at an instant or after it.
   *
   * @param instant in milliseconds since 1970
   */
  public BeaconRound firstAt(long instant) {
    require(
        instant >= 0 && instant <= MAX_MS + MARGIN_MS, "a beacon's rounds come from 1970 to 5138");
    long since = Math.max(0, instant - genesisMs);
    return new BeaconRound(1 + Math.ceilDiv(since, periodMs));
  }

  /**
   * The round that decides a game: the first that comes at least {@link #MARGIN_MS} after its bets
   * close.
   */
  public BeaconRound roundFor(long closesAt) {
    return firstAt(closesAt + MARGIN_MS);
  }

  /**
   * The first instant from {@code earliest} on at which bets may close so that the beacon comes
   * exactly {@link #MARGIN_MS} later: nobody waits longer than has to be.
   */
  public long closesAtFrom(long earliest) {
    return timeOf(firstAt(earliest + MARGIN_MS)) - MARGIN_MS;
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
