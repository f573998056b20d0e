package io.fairfall.withdrawals.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.ethereumrpc.WalletNode;
import io.fairfall.withdrawals.nodes.WalletNodes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A key that takes its time to sign nothing holds up one look for a second, and one call more. */
class LookTest {
  private static final WalletNodes NOBODY =
      new WalletNodes(List.of(new WalletNode("http://127.0.0.1:9")), 1, "0x" + "0f".repeat(20), 12);

  @Test
  void aKeyIsSilentAfterASecondInAll() {
    Look look = new Look(NOBODY, null, Set.of());
    assertFalse(look.isKeySilent());
    look.cannotSign("throttled", Look.SILENT_AFTER_MS - 1);
    assertFalse(look.isKeySilent());
    look.cannotSign("denied", 1);
    assertTrue(look.isKeySilent());
    assertEquals(2L, look.counts().numbers().get("PayoutsUnsigned"));
  }
}
