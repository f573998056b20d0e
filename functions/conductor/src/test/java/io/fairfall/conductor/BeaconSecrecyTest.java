package io.fairfall.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.crash.RoundEvent.Crashed;
import io.fairfall.crash.RoundEvent.Started;
import io.fairfall.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * While bets are taken nobody knows where a round ends: who has the whole database of the house at
 * that time, its secrets and its keys included, has nothing that the outcome follows from.
 */
@Tag("integration")
class BeaconSecrecyTest {
  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z+/=_-]{2,}");

  /** A round and what was stored before its beacon. */
  private record Played(List<String> before, String signature, Crashed end) {}

  /** The same bytes, and another end: what does not differ cannot say which. */
  @Test
  void twoHousesThatAreTheSameAfterTheLastBetEndDifferently() throws InterruptedException {
    Played one = play(ConductorFixture.withBeaconThatCountsFrom(1));
    Played other = play(ConductorFixture.withBeaconThatCountsFrom(2));
    assertEquals(withoutNumbersOfTheBeacon(one), withoutNumbersOfTheBeacon(other));
    assertEquals(one.end().gameHash(), other.end().gameHash());
    assertNotEquals(one.end().crash(), other.end().crash());
  }

  /** Tries all that is stored, and every key of the house, in the place of the signature. */
  @Test
  void noneOfAllThatTheHouseHasIsTheSignature() throws InterruptedException {
    ConductorFixture house = ConductorFixture.forThreads(1);
    Played played = play(house);
    String all = String.join("\n", played.before()) + house.environment() + house.network();
    assertTrue(all.contains(played.end().gameHash()), "who has everything has the game hash");
    assertFalse(all.contains(played.signature()));
    String outcome = digest(HexFormat.of().parseHex(played.signature()), played.end());
    List<byte[]> keys = keysIn(all);
    assertTrue(keys.size() > 100, "keys to try: " + keys.size());
    assertTrue(keys.stream().noneMatch(key -> digest(key, played.end()).equals(outcome)));
    List<byte[]> later = keysIn(played.signature());
    assertTrue(later.stream().anyMatch(key -> digest(key, played.end()).equals(outcome)));
  }

  private static Played play(ConductorFixture house) throws InterruptedException {
    List<String> before = new ArrayList<>();
    house.whenBeaconIsAsked =
        () -> {
          if (before.isEmpty()) {
            before.addAll(house.everythingStored());
          }
        };
    house.somebodyWatches();
    house.shift("a").run(house.limitForRounds(1));
    assertTrue(GameRules.check(house).crashed > 0);
    Started started = JsonCodec.fromStore(Started.class, house.game().get(1).body());
    return new Played(
        before,
        Objects.requireNonNull(started.signature()),
        JsonCodec.fromStore(Crashed.class, house.game().get(2).body()));
  }

  private static String withoutNumbersOfTheBeacon(Played played) {
    return String.join("\n", played.before())
        .replaceAll("chainHash\":\"[0-9a-f]{64}|genesisMs\":[0-9]+|round\":[0-9]+", "");
  }

  /** Every text that stands in another, as text and where it is hex as bytes. */
  private static List<byte[]> keysIn(String text) {
    List<byte[]> keys = new ArrayList<>();
    WORD.matcher(text)
        .results()
        .map(found -> found.group())
        .distinct()
        .forEach(
            word -> {
              keys.add(word.getBytes(StandardCharsets.US_ASCII));
              if (word.matches("([0-9a-fA-F]{2})+")) {
                keys.add(HexFormat.of().parseHex(word));
              }
            });
    return keys;
  }

  private static String digest(byte[] key, Crashed end) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal(end.gameHash().getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
