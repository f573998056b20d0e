package io.fairfall.cli.solvency;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Checks a statement, and a player's proof in it. The first thing that does not hold is named. */
public final class SolvencyCheck {
  private static final String QUICKNET_CHAIN =
      "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
  private static final String QUICKNET_KEY =
      "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
          + "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
          + "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";
  private static final long QUICKNET_GENESIS_MS = 1_692_803_367_000L;
  private static final long QUICKNET_PERIOD_MS = 3_000;
  private static final long MAX_BLOCK_AGE_MS = 900_000;
  private static final int MINUTES = 60;
  private static final BigInteger BOUND = BigInteger.TWO.pow(256);
  private static final byte[] LEAF = ascii("fairfall-solvency-leaf-1\n");
  private static final byte[] NODE = ascii("fairfall-solvency-node-1\n");
  private static final byte[] DRAW = ascii("fairfall-solvency-draw-1\n");

  private final StatementFile statement;

  private SolvencyCheck(StatementFile statement) {
    this.statement = statement;
  }

  /** Whether signatures are a network's: the only thing that takes pairings. */
  @FunctionalInterface
  public interface BeaconCheck {
    /**
     * @param publicKey 192 hex digits
     * @param signature 96 hex digits
     */
    boolean isSigned(String publicKey, long round, String signature);
  }

  /**
   * Reads a statement and checks it.
   *
   * @throws SolvencyRefusedException naming what does not hold
   */
  public static SolvencyCheck of(String json, BeaconCheck beacon) {
    SolvencyCheck check = new SolvencyCheck(StatementFile.read(json));
    check.network();
    check.minute();
    check.beacon(beacon);
    check.block();
    check.signatures();
    return check;
  }

  /** What the statement says, in a few lines. */
  public List<String> told() {
    return List.of(
        "Statement %d of chain %s, block %s."
            .formatted(statement.number(), statement.chainId(), statement.blockNumber()),
        "Owed to players: %s wei. Held: %s.".formatted(statement.liabilities(), held()),
        "Its root: %s".formatted(statement.root()));
  }

  private String held() {
    return String.join(
        ", ",
        statement.reserves().stream()
            .map(one -> one.address() + " " + one.balance() + (one.isKnown() ? " wei" : ""))
            .toList());
  }

  /** {@code covered}, {@code short} or {@code unknown}. */
  public String coverage() {
    return statement.coverage();
  }

  /** Whether its beacon is drand's quicknet: one of development proves nothing. */
  public boolean isOfQuicknet() {
    return statement.network().name().equals("quicknet");
  }

  /**
   * Checks that this statement follows on another.
   *
   * @param json the statement before
   */
  public void follows(String json) {
    StatementFile before = StatementFile.read(json);
    require(
        statement.number() == before.number() + 1
            && statement.previous().equals(before.textHash())
            && statement.hourAt() > before.hourAt(),
        "PREVIOUS",
        "It does not follow on that statement.");
  }

  /**
   * Checks a player's proof.
   *
   * @param player whose it has to be, or empty for anybody's
   * @return what the house owes this player, in wei
   */
  public BigInteger leaf(String json, String player) {
    LeafFile leaf = LeafFile.read(json);
    require(leaf.number() == statement.number(), "STATEMENT", "The proof is of another statement.");
    require(
        player.isEmpty() || leaf.player().equals(player),
        "PLAYER",
        "The proof is another player's.");
    require(
        leaf.path().size() == statement.height() && leaf.index() < statement.leaves(),
        "HEIGHT",
        "The proof is of a tree of another height.");
    BigInteger sum = sum(leaf.amount());
    byte[] hash =
        PlainHashes.sha256(
            LEAF, HexFormat.of().parseHex(leaf.salt()), wide(sum), ascii(leaf.player()));
    for (int level = 0; level < leaf.path().size(); level++) {
      BigInteger other = sum(leaf.path().get(level).sum());
      byte[] otherHash = HexFormat.of().parseHex(leaf.path().get(level).hash());
      boolean isRight = (leaf.index() >> level & 1) == 1;
      hash =
          isRight
              ? PlainHashes.sha256(NODE, wide(other), otherHash, wide(sum), hash)
              : PlainHashes.sha256(NODE, wide(sum), hash, wide(other), otherHash);
      sum = sum(sum.add(other));
    }
    require(
        HexFormat.of().formatHex(hash).equals(statement.root()),
        "ROOT",
        "The proof leads to another root.");
    require(sum.equals(statement.liabilities()), "TOTAL", "The proof comes to another sum: " + sum);
    return leaf.amount();
  }

  private void network() {
    StatementFile.Network of = statement.network();
    boolean isQuicknet =
        of.name().equals("quicknet")
            && of.chainHash().equals(QUICKNET_CHAIN)
            && of.publicKey().equals(QUICKNET_KEY)
            && of.genesisMs() == QUICKNET_GENESIS_MS
            && of.periodMs() == QUICKNET_PERIOD_MS;
    String facts = "development:%s:%d:%d".formatted(of.publicKey(), of.genesisMs(), of.periodMs());
    boolean isDevelopment =
        of.name().equals("development")
            && of.chainHash().equals(HexFormat.of().formatHex(PlainHashes.sha256(ascii(facts))));
    require(isQuicknet || isDevelopment, "NETWORK", "The beacon is not the one of its name.");
  }

  private void minute() {
    int last = statement.draws().size() - 1;
    for (int minute = 0; minute <= last; minute++) {
      byte[] signature = HexFormat.of().parseHex(statement.draws().get(minute));
      long number = ByteBuffer.wrap(PlainHashes.sha256(DRAW, signature)).getLong();
      boolean isChosen = Long.remainderUnsigned(number, MINUTES - minute) == 0;
      require(
          isChosen == (minute == last),
          "MINUTE",
          isChosen
              ? "Minute %d had been chosen before.".formatted(minute)
              : "Minute %d was not chosen.".formatted(minute));
    }
  }

  private void beacon(BeaconCheck beacon) {
    for (int minute = 0; minute < statement.draws().size(); minute++) {
      long round = statement.round(minute);
      require(
          beacon.isSigned(statement.network().publicKey(), round, statement.draws().get(minute)),
          "BEACON",
          "The draw of minute %d is not the network's of round %d.".formatted(minute, round));
    }
  }

  private void block() {
    long age = statement.instant() - statement.blockAt();
    require(age >= 0, "BLOCK_TIME", "The block is later than the statement.");
    require(
        !isOfQuicknet() || age <= MAX_BLOCK_AGE_MS,
        "BLOCK_TIME",
        "The block is more than 15 minutes older than the statement.");
  }

  private void signatures() {
    String text = statement.text();
    for (int i = 0; i < statement.reserves().size(); i++) {
      String wallet = statement.reserves().get(i).address();
      String signer = TextSignature.signer(text, statement.signatures().get(i));
      require(signer.equals(wallet), "SIGNATURE", "The wallet has not signed this: " + wallet);
    }
  }

  private static BigInteger sum(BigInteger sum) {
    require(sum.signum() >= 0, "NEGATIVE", "A sum is below 0.");
    require(sum.compareTo(BOUND) < 0, "OVERFLOW", "A sum is 2^256 or more.");
    return sum;
  }

  private static byte[] wide(BigInteger sum) {
    byte[] bytes = sum.add(BOUND).toByteArray();
    return Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void require(boolean holds, String word, String sentence) {
    if (!holds) {
      throw new SolvencyRefusedException(word, sentence);
    }
  }
}
