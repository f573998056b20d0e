package io.fairfall.withdrawals.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.platform.Environment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who signs: a private key on one machine alone, and none whose address is another. */
class SignersTest {
  private static final String KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
  private static final InstantSource CLOCK = () -> Instant.EPOCH;
  private static final String ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private static Environment environment(String mode, String key) {
    return new Environment(Map.of("MODE", mode, Signers.PRIVATE_KEY, key));
  }

  private static String refused(Environment environment, String wallet) {
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> Signers.of(environment, wallet, CLOCK));
    assertFalse(String.valueOf(refusal.getMessage()).contains(KEY), "the key is in a message");
    return String.valueOf(refusal.getMessage());
  }

  @Test
  void onOneMachineTheKeySignsForItsOwnAddress() {
    assertEquals(ADDRESS, Signers.of(environment("local", KEY), ADDRESS, CLOCK).address());
  }

  @Test
  void elsewhereAPrivateKeyIsRefusedByName() {
    assertTrue(refused(environment("aws", KEY), ADDRESS).contains("HOUSE_WALLET_PRIVATE_KEY"));
  }

  @Test
  void anotherAddressThanTheKeysIsRefusedByName() {
    String other = "0x" + "1".repeat(40);
    assertTrue(refused(environment("local", KEY), other).contains("HOT_WALLET_ADDRESS"));
  }

  @Test
  void withoutAKeyThereIsNoSigner() {
    assertTrue(refused(environment("local", ""), ADDRESS).contains("HOUSE_WALLET_PRIVATE_KEY"));
    assertTrue(refused(environment("local", "0x12"), ADDRESS).contains("no private key"));
    assertTrue(refused(environment("aws", ""), ADDRESS).contains("key service"));
  }

  @Test
  void twoKeysAreRefused() {
    Environment both =
        new Environment(Map.of("MODE", "local", Signers.PRIVATE_KEY, KEY, Signers.KEY_ID, "arn"));
    assertTrue(refused(both, ADDRESS).contains("two keys"));
  }

  @Test
  void whereAKeyOfKmsIsNamedItIsPaid() {
    Environment named = new Environment(Map.of("MODE", "aws", Signers.KEY_ID, "arn"));
    assertFalse(WithdrawalsContext.isOff(named));
  }

  @Test
  void nothingIsPaidWhereNobodySigns() {
    assertTrue(WithdrawalsContext.isOff(environment("aws", "")));
    assertFalse(WithdrawalsContext.isOff(environment("aws", KEY)), "a key there is refused");
    assertFalse(WithdrawalsContext.isOff(environment("local", "")));
  }
}
