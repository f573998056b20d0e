package io.fairfall.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairfall.developmentkeys.DevelopmentKey;
import io.fairfall.developmentkeys.DevelopmentKeyService;
import io.fairfall.developmentkeys.KeyFault;
import io.fairfall.payouts.PayoutId;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real node, a real store, and a key in a key service that fails. */
@Tag("integration")
class WithdrawalKeyTest {
  private static final String ARN = "arn:aws:kms:us-east-1:000000000000:key/hot-wallet";
  private static final long REST_MS = 2_000;
  private static final int FINAL = WithdrawalsFixture.CONFIRMATIONS;

  private final DevelopmentKey key = DevelopmentKey.of(WithdrawalsFixture.KEY);
  @AutoClose private final DevelopmentKeyService service;

  WithdrawalKeyTest() throws IOException {
    this.service = DevelopmentKeyService.start(key, ARN);
  }

  private WithdrawalsFixture world() throws Exception {
    return new WithdrawalsFixture(
        Map.of(
            "MODE",
            "aws",
            "HOUSE_WALLET_PRIVATE_KEY",
            "",
            "HOT_WALLET_KEY_ID",
            ARN,
            "AWS_ENDPOINT_URL_KMS",
            service.origin().toString()));
  }

  @Test
  void whatTheKeyServiceSignedIsPaidOnceEach() throws Exception {
    try (WithdrawalsFixture world = world()) {
      PayoutId low = world.withdraw(1_000, world.recipient());
      PayoutId high = world.withdraw(2_000, world.recipient());
      world.tick();
      world.mine(FINAL);
      world.assertPaid(low);
      world.assertPaid(high);
      world.assertInOrder(3_000);
      assertEquals(2, key.signatures(), "one with the lower s and one with the higher");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatFailsAfterTheNonceWasClaimedPaysOnceWhenItIsBack(KeyFault fault) throws Exception {
    try (WithdrawalsFixture world = world()) {
      PayoutId id = world.withdraw(1_000, world.recipient());
      PayoutId behind = world.withdraw(2_000, world.recipient());
      service.fail(fault, 100);
      int before = service.requests();
      world.tick();
      assertNotNull(world.state(id).assigned());
      assertEquals(0, world.state(id).attempts().size());
      int asked = service.requests() - before;
      int most = fault == KeyFault.SILENT ? 3 : 6;
      assertTrue(asked >= 1 && asked <= most, asked + " requests for two signatures");
      world.mine(FINAL);
      world.assertOpen(id);
      service.mend();
      world.pass(REST_MS);
      world.tick();
      world.mine(FINAL);
      world.assertPaid(id);
      world.assertPaid(behind);
      world.assertInOrder(3_000);
      assertEquals(1, world.state(id).attempts().size());
    }
  }
}
