package io.fairfall.cli.solvency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.beacon.BeaconNetwork;
import io.fairfall.beacon.BeaconRound;
import io.fairfall.beacon.BeaconSignature;
import io.fairfall.beaconclient.BeaconVerifier;
import io.fairfall.solvency.HourlyDraw;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each planted fault is refused by its word, and nothing that is honest is. */
class SolvencyCheckTest {
  private static final String OTHER = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";

  private final Published house = new Published();
  private final String honest = Published.signed(house.content());
  private final String proof = house.proof().json();

  private static SolvencyCheck check(String json) {
    return SolvencyCheck.of(
        json,
        (key, round, signature) ->
            new BeaconVerifier(BeaconNetwork.development(key, 0, 3_000))
                .verify(new BeaconRound(round), new BeaconSignature(signature))
                .isPresent());
  }

  private static void refused(String word, Executable what) {
    assertEquals(word, assertThrows(SolvencyRefusedException.class, what).word());
  }

  private void leafRefused(String word, String leaf) {
    refused(word, () -> check(honest).leaf(leaf, Published.PLAYER));
  }

  private String first(String from) {
    int at = proof.indexOf("\"path\":[\"") + 9;
    int end = proof.indexOf('"', at);
    return proof.substring(0, at) + from + proof.substring(end);
  }

  @Test
  void whatIsHonestHolds() {
    SolvencyCheck check = check(honest);
    assertEquals("covered", check.coverage());
    assertEquals(Published.OWED, check.leaf(proof, Published.PLAYER));
    assertEquals(Published.OWED, check.leaf(proof, ""));
  }

  @Test
  void aSumBelowNothingIsRefused() {
    leafRefused("NEGATIVE", first("-1:" + "a".repeat(64)));
    leafRefused("NEGATIVE", proof.replace("\"amount\":\"" + Published.OWED, "\"amount\":\"-5"));
  }

  @Test
  void aSumAboveTheBoundIsRefused() {
    BigInteger bound = BigInteger.TWO.pow(256);
    leafRefused("OVERFLOW", first(bound + ":" + "a".repeat(64)));
    // each is below it, and both are not
    leafRefused("OVERFLOW", first(bound.subtract(BigInteger.ONE) + ":" + "a".repeat(64)));
    leafRefused(
        "ROOT",
        first(bound.subtract(Published.OWED.add(BigInteger.TEN.pow(25))) + ":" + "a".repeat(64)));
  }

  @Test
  void swappedChildrenAreRefused() {
    long index = house.proof().index();
    leafRefused("ROOT", proof.replace("\"index\":" + index, "\"index\":" + (index ^ 1)));
    List<String> path =
        new ArrayList<>(house.proof().path().stream().map(Object::toString).toList());
    String before = String.join("\",\"", path);
    Collections.swap(path, 0, 1);
    leafRefused("ROOT", proof.replace(before, String.join("\",\"", path)));
  }

  /**
   * ePrint 2018/1139: in the plain tree a node's hash has both children's hashes and their total,
   * so that of two accounts of 10 the total may be 10, and each is shown the other with 0.
   */
  @Test
  void thePlainTreesAttackIsRefused() {
    byte[] salt = new byte[32];
    String player = Published.PLAYER;
    byte[] mine = leaf(salt, 10, player);
    byte[] theirs = leaf(salt, 10, OTHER);
    byte[] plain = PlainHashes.sha256(mine, theirs, HexFormat.of().parseHex("%064x".formatted(10)));
    String attack = statement(plain, 10);
    refused("ROOT", () -> check(attack).leaf(attackProof(player, salt, theirs, 0), player));
    // the house takes our own tree, and says that the other one has nothing: the hash then differs
    byte[] ours = node(10, mine, 0, theirs);
    String shifted = statement(ours, 10);
    assertEquals(BigInteger.TEN, check(shifted).leaf(attackProof(player, salt, theirs, 0), player));
    refused(
        "ROOT",
        () ->
            check(shifted)
                .leaf(
                    attackProof(OTHER, salt, mine, 0).replace("\"index\":0", "\"index\":1"),
                    OTHER));
    refused(
        "ROOT",
        () ->
            check(shifted)
                .leaf(
                    attackProof(OTHER, salt, mine, 10).replace("\"index\":0", "\"index\":1"),
                    OTHER));
  }

  private static byte[] leaf(byte[] salt, long sum, String player) {
    return PlainHashes.sha256(ascii("fairfall-solvency-leaf-1\n"), salt, wide(sum), ascii(player));
  }

  private static byte[] node(long left, byte[] one, long right, byte[] other) {
    return PlainHashes.sha256(
        ascii("fairfall-solvency-node-1\n"), wide(left), one, wide(right), other);
  }

  private static byte[] wide(long sum) {
    return HexFormat.of().parseHex("%064x".formatted(sum));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A statement of a tree of 16 leaves, of which the 14 others are empty. */
  private String statement(byte[] pair, long total) {
    byte[] root = pair;
    for (int level = 1; level < 4; level++) {
      root = node(total, root, 0, new byte[32]);
    }
    String changed =
        honest
            .replace("\"root\":\"" + house.tree.root().hash(), "\"root\":\"" + hex(root))
            .replace("\"liabilities\":\"" + house.tree.root().sum(), "\"liabilities\":\"" + total)
            .replace("\"leaves\":32", "\"leaves\":16");
    return Published.resigned(changed);
  }

  private static String attackProof(String player, byte[] salt, byte[] other, long theirs) {
    String nothing = "\"0:" + "0".repeat(64) + "\"";
    return "{\"format\":\"fairfall-solvency-proof-1\",\"number\":1,\"player\":\"%s\",\"salt\":\"%s\",\"amount\":\"10\",\"index\":0,\"path\":[\"%d:%s\",%s,%s,%s]}"
        .formatted(player, hex(salt), theirs, hex(other), nothing, nothing, nothing);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void aLeafThatIsNotInTheTreeIsRefused() {
    leafRefused("PLAYER", proof.replace(Published.PLAYER, OTHER));
    refused("ROOT", () -> check(honest).leaf(proof.replace(Published.PLAYER, OTHER), OTHER));
    leafRefused("ROOT", proof.replace(Published.OWED.toString(), "0"));
  }

  @Test
  void aWrongSaltIsRefused() {
    String salt = house.proof().salt();
    leafRefused("ROOT", proof.replace(salt, "0".repeat(64)));
  }

  @Test
  void aProofOfAnotherTreeIsRefused() {
    leafRefused("STATEMENT", proof.replace("\"number\":1", "\"number\":2"));
    leafRefused(
        "HEIGHT", proof.replace("\"path\":[\"", "\"path\":[\"0:" + "a".repeat(64) + "\",\""));
    leafRefused("HEIGHT", proof.replace("\"index\":" + house.proof().index(), "\"index\":32"));
  }

  @Test
  void aTotalThatWasTamperedWithIsRefused() {
    String total = house.tree.root().sum().toString();
    String less = honest.replace("\"liabilities\":\"" + total, "\"liabilities\":\"5");
    refused("SIGNATURE", () -> check(less));
    String signed = Published.resigned(less);
    assertEquals("covered", check(signed).coverage());
    refused("TOTAL", () -> check(signed).leaf(proof, Published.PLAYER));
  }

  @Test
  void theWrongBlockIsRefused() {
    refused("SIGNATURE", () -> check(honest.replace("\"number\":\"4711\"", "\"number\":\"4712\"")));
    refused("SIGNATURE", () -> check(honest.replace("c".repeat(64), "d".repeat(64))));
    long instant = house.content().instant();
    String at = "\"at\":" + house.content().block().at();
    check(Published.resigned(honest.replace(at, "\"at\":" + instant)));
    refused(
        "BLOCK_TIME",
        () -> check(Published.resigned(honest.replace(at, "\"at\":" + (instant + 1)))));
  }

  @Test
  void reservesThatWereTamperedWithAreRefused() {
    String has = "\"balance\":\"10000000000000000000\"";
    refused("SIGNATURE", () -> check(honest.replace(has, "\"balance\":\"90000000000000000000\"")));
    assertEquals(
        "short", check(Published.resigned(honest.replace(has, "\"balance\":\"1\""))).coverage());
    assertEquals(
        "unknown",
        check(Published.resigned(honest.replace(has, "\"balance\":\"unknown\""))).coverage());
    refused(
        "SIGNATURE",
        () ->
            check(
                Published.resigned(
                    honest.replace("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", OTHER))));
  }

  @Test
  void anotherMinuteIsRefused() {
    List<BeaconSignature> draws = Published.draws(Published.HOUR);
    HourlyDraw hour = new HourlyDraw(Published.BEACON.network(), Published.HOUR);
    String last = draws.getLast().hex();
    String next = Published.BEACON.sign(hour.roundOf(draws.size())).hex();
    refused("MINUTE", () -> check(Published.resigned(honest.replace(last, last + "\",\"" + next))));
    String early = honest.replace("\"" + last + "\"", "").replace(",]", "]");
    refused("MINUTE", () -> check(Published.resigned(early)));
  }

  @Test
  void drawsThatAreNotTheBeaconsAreRefused() {
    List<BeaconSignature> draws = Published.draws(Published.HOUR);
    String last = draws.getLast().hex();
    int made = 0;
    String forged = last;
    do {
      forged = last.substring(0, 88) + "%08x".formatted(made++);
    } while (!HourlyDraw.isChosen(draws.size() - 1, new BeaconSignature(forged))
        || forged.equals(last));
    String signed = Published.resigned(honest.replace(last, forged));
    refused("BEACON", () -> check(signed));
  }

  @Test
  void aBeaconThatIsNotOfItsNameIsRefused() {
    refused(
        "NETWORK",
        () -> check(Published.resigned(honest.replace("\"periodMs\":3000", "\"periodMs\":3001"))));
    refused(
        "NETWORK",
        () -> check(Published.resigned(honest.replace("\"development\"", "\"quicknet\""))));
  }

  @Test
  void withQuicknetTheBlockIsNotMoreThanFifteenMinutesOld() {
    BeaconNetwork quicknet = BeaconNetwork.QUICKNET;
    String named =
        honest
            .replace("\"development\"", "\"quicknet\"")
            .replace(Published.BEACON.network().chainHash(), quicknet.chainHash())
            .replace(Published.BEACON.network().publicKey(), quicknet.publicKey())
            .replace(
                "\"genesisMs\":" + Published.BEACON.network().genesisMs(),
                "\"genesisMs\":" + quicknet.genesisMs());
    long instant = StatementFile.read(named).instant();
    String at = "\"at\":" + house.content().block().at();
    String old = Published.resigned(named.replace(at, "\"at\":" + (instant - 900_000)));
    assertTrue(SolvencyCheck.of(old, (key, round, signature) -> true).isOfQuicknet());
    String older = Published.resigned(named.replace(at, "\"at\":" + (instant - 900_001)));
    refused("BLOCK_TIME", () -> SolvencyCheck.of(older, (key, round, signature) -> true));
  }

  @Test
  void statementsFollowOnEachOther() {
    String next =
        Published.signed(
            house.content(2, house.content().textHash(), Published.HOUR + HourlyDraw.HOUR_MS));
    check(next).follows(honest);
    refused("PREVIOUS", () -> check(honest).follows(next));
    String other =
        Published.signed(house.content(2, "0".repeat(64), Published.HOUR + HourlyDraw.HOUR_MS));
    refused("PREVIOUS", () -> check(other).follows(honest));
    String same = Published.signed(house.content(2, house.content().textHash(), Published.HOUR));
    refused("PREVIOUS", () -> check(same).follows(honest));
  }

  @Test
  void whatHasAnotherFormIsRefused() {
    for (String no :
        List.of(
            "",
            "[]",
            honest + " x",
            honest.replace("{\"format\"", "{\"more\":1,\"format\""),
            honest.replace("\"number\":1,", "\"number\":1,\"number\":1,"),
            honest.replace("\"number\":1,", "\"number\":\"1\","),
            honest.replace("\"number\":1,", "\"number\":01,"),
            honest.replace("\"leaves\":32", "\"leaves\":33"),
            honest.replace("\"hourAt\":" + Published.HOUR, "\"hourAt\":" + (Published.HOUR + 1)),
            honest.replace("\"liabilities\":\"", "\"liabilities\":\"-"),
            honest.replace("\"liabilities\":\"", "\"liabilities\":\"" + "9".repeat(59)),
            honest + " ".repeat(PlainJson.MAX_CHARS))) {
      refused("MALFORMED", () -> check(no));
    }
    leafRefused("MALFORMED", proof.replace("\"salt\"", "\"sugar\""));
    leafRefused("MALFORMED", proof.replace("proof-1", "proof-2"));
    leafRefused("MALFORMED", "{\"a\":[[[[[1]]]]]}");
  }
}
