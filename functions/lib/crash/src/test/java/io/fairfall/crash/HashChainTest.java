package io.fairfall.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HashChainTest {
  private static final HashChain CHAIN = HashChain.walk("5eed".repeat(16), 10_000);

  @Test
  void everyGameHashesToTheOneBeforeIt() {
    String before = CHAIN.terminalHash();
    for (int game = 1; game <= 10_000; game++) {
      String hash = CHAIN.gameHash(game);
      assertEquals(before, HashChain.commitmentOf(hash), "game " + game);
      before = hash;
    }
    assertEquals("5eed".repeat(16), before);
  }

  @Test
  void aChainHasItsGamesAndNoMore() {
    assertThrows(IllegalArgumentException.class, () -> CHAIN.gameHash(0));
    assertThrows(IllegalArgumentException.class, () -> CHAIN.gameHash(10_001));
  }

  @Test
  void theSeedIsNotInItsText() {
    assertFalse(CHAIN.toString().contains("5eed5eed"));
  }
}
