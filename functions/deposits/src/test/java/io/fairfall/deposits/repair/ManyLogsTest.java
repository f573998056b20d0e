package io.fairfall.deposits.repair;

import static io.fairfall.deposits.DepositsFixture.ALICE;
import static io.fairfall.deposits.DepositsFixture.HOUSE;
import static io.fairfall.deposits.DepositsFixture.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairfall.anvil.Anvil;
import io.fairfall.anvil.RpcValue;
import io.fairfall.anvil.TokenContract;
import io.fairfall.anvil.TransferRequest;
import io.fairfall.deposits.DepositsFixture;
import io.fairfall.deposits.outbox.UnattributedFunds;
import io.fairfall.deposits.scan.DepositTransfer;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is claimed of a transaction with very many deposits, wherever in it they stand. */
@Tag("integration")
class ManyLogsTest {
  private static final BigInteger UNITS = BigInteger.valueOf(1_000);
  private static final long MUCH_GAS = 25_000_000;

  @AutoClose private final DepositsFixture world;
  private final String token;
  private final Claims claims;

  ManyLogsTest() throws Exception {
    Anvil anvil = Anvil.start();
    anvil.endow(STRANGER, BigInteger.TEN.pow(21));
    token = anvil.deploy(STRANGER, TokenContract.creation());
    anvil.send(
        TransferRequest.message(
            STRANGER, token, TokenContract.mint(STRANGER, BigInteger.TEN.pow(9))));
    world = new DepositsFixture(anvil, Map.of("DEPOSIT_TOKENS", token + ":0:1"));
    claims = new Claims(world.desk());
    world.mine(1);
  }

  private String send(int logs) {
    String hash =
        world
            .anvil
            .rpc()
            .call(
                "eth_sendTransaction",
                Map.of(
                    "from", STRANGER,
                    "to", token,
                    "data", TokenContract.transferMany(HOUSE, UNITS, logs),
                    "gas", RpcValue.quantity(MUCH_GAS),
                    "maxFeePerGas", RpcValue.quantity(4_000_000_000L),
                    "maxPriorityFeePerGas", RpcValue.quantity(1)))
            .text();
    for (int look = 0; look < 4; look++) {
      world.mine(4);
    }
    return hash;
  }

  @Test
  void aDepositBeyondTheHundredthLogIsFoundAndClaimed() {
    String hash = send(Claims.MAX_LISTED);
    Claims.Found found = claims.of(hash);
    assertEquals(Claims.MAX_LISTED, found.deposits().size());
    assertEquals(0, found.more());
    String last = DepositTransfer.key(31_337, hash, "" + (Claims.MAX_LISTED - 1));
    assertEquals(1, found.deposits().stream().filter(one -> one.key().equals(last)).count());
    claims.claim(last, new UnattributedFunds.Claim(ALICE, "ada", "showed the wallet"));
    assertEquals(1_000, world.balance(ALICE));
  }

  @Test
  void ofMoreThanAreListedItIsSaidHowManyThereAre() {
    int logs = Claims.MAX_LOOKED_FOR + 120;
    String hash = send(logs);
    assertEquals(logs, world.desk().unattributed().unclaimed());
    Claims.Found found = claims.of(hash);
    assertEquals(Claims.MAX_LISTED, found.deposits().size());
    assertEquals(logs - Claims.MAX_LISTED, found.more());
    String last = DepositTransfer.key(31_337, hash, "" + (logs - 1));
    claims.claim(last, new UnattributedFunds.Claim(ALICE, "ada", "showed the wallet"));
    assertEquals(1_000, world.balance(ALICE));
  }
}
