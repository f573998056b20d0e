package io.fairfall.solvency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Trees and proofs, against the specification in other words. */
class SumTreeTest {
  private static final BigInteger TOO_MUCH = BigInteger.TWO.pow(256);

  /** A whole tree at once, as the specification's three lines say it. */
  private record Whole(BigInteger sum, String hash) {
    static Whole of(BigInteger sum, byte[] hash) {
      return new Whole(sum, HexFormat.of().formatHex(hash));
    }

    byte[] bytes() {
      return HexFormat.of().parseHex(hash);
    }
  }

  private static byte[] sha256(Object... parts) {
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Object part : parts) {
        all.writeBytes(
            switch (part) {
              case byte[] bytes -> bytes;
              case BigInteger number -> HexFormat.of().parseHex("%064x".formatted(number));
              default -> part.toString().getBytes(StandardCharsets.US_ASCII);
            });
      }
      return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String salt(String of) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(of.getBytes(StandardCharsets.US_ASCII)));
  }

  private static Whole byHand(int players, int leaves) throws Exception {
    List<String[]> all = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      String player = TreeFixture.player(i);
      all.add(new String[] {salt("player\n" + player), Integer.toString(1_000 + i), player});
    }
    for (int i = 0; i < leaves - players; i++) {
      all.add(new String[] {salt("padding\n" + i), "0", ""});
    }
    all.sort((a, b) -> a[0].compareTo(b[0]));
    List<Whole> level = new ArrayList<>();
    for (String[] one : all) {
      BigInteger sum = new BigInteger(one[1]);
      byte[] bytes = HexFormat.of().parseHex(one[0]);
      level.add(Whole.of(sum, sha256("fairfall-solvency-leaf-1\n", bytes, sum, one[2])));
    }
    while (level.size() > 1) {
      List<Whole> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        Whole l = level.get(i);
        Whole r = level.get(i + 1);
        above.add(
            Whole.of(
                l.sum().add(r.sum()),
                sha256("fairfall-solvency-node-1\n", l.sum(), l.bytes(), r.sum(), r.bytes())));
      }
      level = above;
    }
    return level.getFirst();
  }

  @Test
  void theTreeIsTheSpecifications() throws Exception {
    for (int players : new int[] {0, 1, 5, 16, 17, 2_048, 2_049, 5_000}) {
      SumTree tree = TreeFixture.ofPlayers(players).tree;
      Whole expected = byHand(players, tree.shape().leaves());
      assertEquals(expected.sum(), tree.root().sum(), players + " players");
      assertEquals(expected.hash(), tree.root().hash());
    }
  }

  @Test
  void everyPlayersProofLeadsToTheRoot() {
    TreeFixture fixture = TreeFixture.ofPlayers(5_000);
    for (int i = 0; i < 5_000; i += 83) {
      LeafProof proof = fixture.prove(TreeFixture.player(i)).orElseThrow();
      assertEquals(BigInteger.valueOf(1_000 + i), proof.amount());
      assertEquals(fixture.tree.shape().height(), proof.path().size());
      BigInteger sum = proof.amount();
      byte[] hash =
          sha256(
              "fairfall-solvency-leaf-1\n",
              HexFormat.of().parseHex(proof.salt()),
              sum,
              proof.player());
      for (int level = 0; level < proof.path().size(); level++) {
        SumNode other = proof.path().get(level);
        byte[] theirs = HexFormat.of().parseHex(other.hash());
        boolean isRight = (proof.index() >> level) % 2 == 1;
        String tag = "fairfall-solvency-node-1\n";
        hash =
            isRight
                ? sha256(tag, other.sum(), theirs, sum, hash)
                : sha256(tag, sum, hash, other.sum(), theirs);
        sum = sum.add(other.sum());
      }
      assertEquals(fixture.tree.root().hash(), HexFormat.of().formatHex(hash));
      assertEquals(fixture.tree.root().sum(), sum);
    }
  }

  @Test
  void whoHasNoLeafHasNoProof() {
    assertTrue(TreeFixture.ofPlayers(100).prove(TreeFixture.player(100)).isEmpty());
  }

  @Test
  void theTreeIsTheSameFromWhatWasStored() {
    TreeFixture fixture = TreeFixture.ofPlayers(5_000);
    SumTree stored = SumTree.read(fixture.tree.shape(), fixture.tree.bytes());
    assertEquals(fixture.tree.root(), stored.root());
    assertArrayEquals(fixture.tree.bytes(), stored.bytes());
    String player = TreeFixture.player(77);
    int piece = stored.pieceOf(TreeFixture.SECRET, player);
    assertEquals(
        fixture.prove(player),
        stored.prove(1, TreeFixture.SECRET, player, fixture.pieces.get(piece)));
    byte[] cut = Arrays.copyOf(fixture.tree.bytes(), fixture.tree.bytes().length - 96);
    assertThrows(IllegalArgumentException.class, () -> SumTree.read(fixture.tree.shape(), cut));
  }

  @Test
  void aPieceOfAnotherTreeProvesNothing() {
    TreeFixture one = TreeFixture.ofPlayers(3_000);
    TreeFixture other = TreeFixture.ofPlayers(2_999);
    String player = TreeFixture.player(5);
    int piece = one.tree.pieceOf(TreeFixture.SECRET, player);
    assertThrows(
        IllegalArgumentException.class,
        () -> one.tree.prove(1, TreeFixture.SECRET, player, other.pieces.get(piece)));
    byte[] whole = one.pieces.get(piece);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            one.tree.prove(1, TreeFixture.SECRET, player, Arrays.copyOf(whole, whole.length - 1)));
  }

  @Test
  void whoCameWhenDoesNotShow() {
    LeafSet shuffled = new LeafSet(TreeFixture.SECRET);
    List<Integer> players = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      players.add(i);
    }
    Collections.shuffle(players, new Random(7));
    players.forEach(i -> shuffled.add(TreeFixture.player(i), BigInteger.valueOf(1_000 + i)));
    assertEquals(TreeFixture.ofPlayers(300).tree.root(), TreeFixture.of(shuffled).tree.root());
    LeafSet next = new LeafSet(new SaltSecret(sha256("another statement's")));
    players.forEach(i -> next.add(TreeFixture.player(i), BigInteger.valueOf(1_000 + i)));
    SumTree another = next.build((number, bytes) -> {});
    assertEquals(TreeFixture.ofPlayers(300).tree.root().sum(), another.root().sum());
    assertNotEquals(TreeFixture.ofPlayers(300).tree.root(), another.root());
  }

  @Test
  void noSumIsBelowNothingOrAboveTheBound() {
    LeafSet leaves = new LeafSet(TreeFixture.SECRET);
    assertRefused("NEGATIVE", leaves, "0xa", BigInteger.ONE.negate());
    assertRefused("OVERFLOW", leaves, "0xb", TOO_MUCH);
    LeafSet together = new LeafSet(TreeFixture.SECRET);
    together.add("0xa", TOO_MUCH.subtract(BigInteger.ONE));
    assertEquals(
        TOO_MUCH.subtract(BigInteger.ONE), together.build((number, bytes) -> {}).root().sum());
    assertRefused("OVERFLOW", together, "0xb", BigInteger.ONE);
  }

  private static void assertRefused(String word, LeafSet leaves, String player, BigInteger amount) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              leaves.add(player, amount);
              leaves.build((number, bytes) -> {});
            });
    assertTrue(String.valueOf(refused.getMessage()).startsWith(word), refused.toString());
  }

  @Test
  void aPlayerIsInATreeOnce() {
    LeafSet leaves = new LeafSet(TreeFixture.SECRET);
    leaves.add("0xa", BigInteger.ONE);
    leaves.add("0xa", BigInteger.TWO);
    assertThrows(IllegalArgumentException.class, () -> leaves.build((number, bytes) -> {}));
  }

  @Test
  void namesAreBounded() {
    LeafSet leaves = new LeafSet(TreeFixture.SECRET);
    leaves.add("x".repeat(PlayerName.MAX_CHARS), BigInteger.ONE);
    for (String no : List.of("", "a b", "é", "x".repeat(PlayerName.MAX_CHARS + 1))) {
      assertThrows(IllegalArgumentException.class, () -> leaves.add(no, BigInteger.ONE));
    }
    assertEquals(1, leaves.size());
  }

  @Test
  void aTreeIsAsHighAsItHasTo() {
    assertEquals(TreeShape.MIN_HEIGHT, TreeShape.forAccounts(0).height());
    assertEquals(TreeShape.MIN_HEIGHT, TreeShape.forAccounts(16).height());
    assertEquals(TreeShape.MIN_HEIGHT + 1, TreeShape.forAccounts(17).height());
    assertEquals(TreeShape.MAX_HEIGHT, TreeShape.forAccounts(1L << 22).height());
    assertThrows(TooManyAccountsException.class, () -> TreeShape.forAccounts((1L << 22) + 1));
    assertEquals(new TreeShape(20), TreeShape.ofLeaves(1 << 20));
    for (long no : new long[] {8, 17, 1 << 23}) {
      assertThrows(IllegalArgumentException.class, () -> TreeShape.ofLeaves(no));
    }
  }

  @Test
  void aProofInATreeOfAMillionIsShort() {
    BigInteger allEther = BigInteger.TEN.pow(27).subtract(BigInteger.ONE);
    List<SumNode> path = Collections.nCopies(20, SumNode.of(allEther, "f".repeat(64)));
    LeafProof proof =
        new LeafProof(
            1L << 40, TreeFixture.player(1), "f".repeat(64), allEther, (1 << 20) - 1, path);
    assertTrue(proof.json().length() < 3_000, "characters: " + proof.json().length());
  }

  @Test
  void aPieceOfLongNamesIsStillStored() {
    LeafSet leaves = new LeafSet(TreeFixture.SECRET);
    for (int i = 0; i < 2_048; i++) {
      leaves.add("x".repeat(124) + "%04d".formatted(i), BigInteger.TWO.pow(244));
    }
    List<byte[]> pieces = TreeFixture.of(leaves).pieces;
    assertEquals(1, pieces.size());
    assertTrue(pieces.getFirst().length < 360_000, "bytes: " + pieces.getFirst().length);
  }

  @Test
  void aSecretIsOf32BytesAndSaysNothing() {
    assertThrows(IllegalArgumentException.class, () -> new SaltSecret(new byte[31]));
    assertFalse(TreeFixture.SECRET.toString().contains("0"));
    assertArrayEquals(new byte[32], TreeFixture.SECRET.bytes());
  }
}
